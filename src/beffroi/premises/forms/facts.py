"""The base of the forms of a shop's facts, and that of its hours."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.merchants.models import Shop
from beffroi.merchants.rules import week
from beffroi.merchants.rules.facts import FactRefused, Word
from beffroi.merchants.rules.hours import DAYS, understood
from beffroi.merchants.rules.values import stored_value

DAY_NAMES = (
    _l("Lundi"),
    _l("Mardi"),
    _l("Mercredi"),
    _l("Jeudi"),
    _l("Vendredi"),
    _l("Samedi"),
    _l("Dimanche"),
)


class FactForm(forms.Form):
    """The base: `said()` is the value in its stored form, `from_day()` the day it holds from."""

    word = ""

    def __init__(self, *args: Any, shop: Shop, today: dt.date, **options: Any) -> None:
        options.setdefault("auto_id", f"{self.word}_%s")
        options.setdefault("initial", self.known(shop))
        super().__init__(*args, **options)
        self._today = today
        self._value = ""

    def known(self, shop: Shop) -> dict[str, Any]:
        """What is already said, filled in."""
        return {"value": getattr(shop, self.word, "")}

    def typed(self) -> str:
        """What was typed, as one string."""
        return str(self.cleaned_data.get("value") or "")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self._value = stored_value(self.word, self.typed())
            except FactRefused as no:
                raise forms.ValidationError(no.sentence) from no
        return told

    def said(self) -> str:
        """The value to store."""
        return self._value

    def from_day(self) -> dt.date | None:
        """From which day it holds; None: the record was wrong from the start."""
        return self.cleaned_data.get("since")


class HoursForm(FactForm):
    """Seven lines, as one writes them on the door."""

    word = Word.HOURS

    def __init__(self, *args: Any, shop: Shop, **options: Any) -> None:
        self._plan = understood(shop.opening_hours)
        self.special = shop.opening_hours if shop.opening_hours and self._plan is None else ""
        super().__init__(*args, shop=shop, **options)
        for day, name in zip(DAYS, DAY_NAMES, strict=True):
            self.fields[day] = forms.CharField(label=name, required=False, max_length=60)
            self.fields[day].widget.attrs["placeholder"] = _("fermé")

    def known(self, shop: Shop) -> dict[str, Any]:
        plan = understood(shop.opening_hours) or week.EMPTY
        return {day: week.typed(told) for day, told in zip(DAYS, plan.week, strict=True)}

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        days = []
        for day in DAYS:
            try:
                days.append(week.day_of(told.get(day, "")))
            except FactRefused as no:
                self.add_error(day, no.sentence)
        if not self.errors:
            try:
                self._value = week.as_osm(days, self._plan or week.EMPTY)
            except FactRefused as no:
                raise forms.ValidationError(no.sentence) from no
        return told

"""One fact of a shop, said by who keeps it: one question, one answer."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.merchants.models import Shop
from beffroi.merchants.rules import week
from beffroi.merchants.rules.facts import FACTS, FactRefused, Word
from beffroi.merchants.rules.values import WHEELCHAIR as ANSWERS
from beffroi.merchants.rules.values import stored_value
from beffroi.premises.shop_words import LEAVING
from beffroi.premises.words import WHEELCHAIR, activity_choices
from beffroi.ui.fields import DayField

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

    def raw(self) -> str:
        """What was typed, as one string."""
        return str(self.cleaned_data.get("value") or "")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                self._value = stored_value(self.word, self.raw())
            except FactRefused as no:
                raise forms.ValidationError(no.sentence) from no
        return told

    def said(self) -> str:
        """The value to store."""
        return self._value

    def from_day(self) -> dt.date | None:
        """From which day it holds; None: the record was wrong from the start."""
        return self.cleaned_data.get("since")


class TextForm(FactForm):
    """A name, a number, an address: one line."""

    value = forms.CharField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["value"]
        field.label, field.max_length = FACTS[self.word].label, FACTS[self.word].longest  # type: ignore[attr-defined]
        field.widget.attrs |= KEYBOARDS.get(self.word, {})
        field.help_text = HELP.get(self.word, "")


KEYBOARDS: dict[str, dict[str, str]] = {
    Word.PHONE: {"inputmode": "tel", "autocomplete": "tel"},
    Word.WEBSITE: {"inputmode": "url", "autocomplete": "url"},
}
HELP: dict[str, Any] = {
    Word.NAME: _l("Tel qu’on le lit sur la vitrine."),
    Word.SIGN: _l("Le réseau dont vous portez le nom ; vide si vous n’en portez pas."),
    Word.PHONE: _l("Vide si vous n’en voulez pas sur la fiche."),
    Word.WEBSITE: _l("Vide si vous n’en avez pas."),
}


class WheelchairForm(FactForm):
    """Three answers."""

    word = Word.WHEELCHAIR
    value = forms.ChoiceField(
        label=_l("Une personne en fauteuil peut-elle entrer ?"),
        choices=[(answer, WHEELCHAIR[answer]) for answer in ANSWERS],
        widget=forms.RadioSelect,
    )


class ActivityForm(FactForm):
    """A trade of the nomenclature, and since when."""

    word = Word.ACTIVITY
    value = forms.ChoiceField(label=_l("Que vend votre commerce, d’abord ?"))
    since = DayField(
        label=_l("Depuis le"),
        required=False,
        help_text=_l("Vide si la fiche se trompait depuis le début."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["value"].choices = [("", "—"), *activity_choices()]  # type: ignore[attr-defined]

    def clean_since(self) -> dt.date | None:
        """A change already made; one to come is told on its day."""
        day: dt.date | None = self.cleaned_data["since"]
        if day is not None and day > self._today:
            raise forms.ValidationError(_("Ce jour n’est pas encore venu."))
        return day


class ClosingForm(FactForm):
    """The shop leaves for good, on a day."""

    word = Word.CLOSING
    value = forms.ChoiceField(
        label=_l("Que se passe-t-il ?"), choices=list(LEAVING.items()), widget=forms.RadioSelect
    )
    since = DayField(label=_l("Dernier jour d’ouverture"))


class SeasonForm(FactForm):
    """From that day to that day, each year."""

    word = Word.SEASON
    first = forms.CharField(label=_l("Fermé du (jour/mois)"), required=False, max_length=5)
    last = forms.CharField(label=_l("Jusqu’au (jour/mois)"), required=False, max_length=5)

    def known(self, shop: Shop) -> dict[str, Any]:
        ends = [_shown(part) for part in shop.season.split("/")] if shop.season else ["", ""]
        return {"first": ends[0], "last": ends[-1]}

    def raw(self) -> str:
        ends = [_month_day(self.cleaned_data.get(end, "")) for end in ("first", "last")]
        return "/".join(ends) if any(ends) else ""


def _shown(month_day: str) -> str:
    return "/".join(reversed(month_day.split("-")))


def _month_day(typed: str) -> str:
    parts = [part.zfill(2) for part in typed.replace("-", "/").replace(".", "/").split("/") if part]
    return "-".join(reversed(parts))


class HoursForm(FactForm):
    """Seven lines, as one writes them on the door."""

    word = Word.HOURS

    def __init__(self, *args: Any, shop: Shop, **options: Any) -> None:
        plain = week.week_of(shop.opening_hours)
        self.special = shop.opening_hours if shop.opening_hours and plain is None else ""
        super().__init__(*args, shop=shop, **options)
        for day, name in zip(week.DAYS, DAY_NAMES, strict=True):
            self.fields[day] = forms.CharField(label=name, required=False, max_length=60)
            self.fields[day].widget.attrs["placeholder"] = _("fermé")

    def known(self, shop: Shop) -> dict[str, Any]:
        plain = week.week_of(shop.opening_hours) or ((),) * 7
        return {day: week.typed(told) for day, told in zip(week.DAYS, plain, strict=True)}

    def clean(self) -> dict[str, Any]:
        told = self.cleaned_data
        days = []
        for day in week.DAYS:
            try:
                days.append(week.day_of(told.get(day, "")))
            except FactRefused as no:
                self.add_error(day, no.sentence)
        if not self.errors:
            try:
                self._value = week.as_osm(tuple(days))
            except FactRefused as no:
                raise forms.ValidationError(no.sentence) from no
        return told


FORMS: dict[str, type[FactForm]] = {
    Word.HOURS: HoursForm,
    Word.WHEELCHAIR: WheelchairForm,
    Word.ACTIVITY: ActivityForm,
    Word.SEASON: SeasonForm,
    Word.CLOSING: ClosingForm,
    **{
        word: type(f"{word.title()}Form", (TextForm,), {"word": word})
        for word in (Word.NAME, Word.SIGN, Word.PHONE, Word.WEBSITE)
    },
}


def fact_form(word: str, shop: Shop, today: dt.date, sent: Any = None, **options: Any) -> FactForm:
    """The form of one fact, filled with what is known."""
    return FORMS[word](sent, shop=shop, today=today, **options)

"""Hours agreed: written as OpenStreetMap writes them, for a street, a sector or the whole town."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.premises.forms.trades import SECTOR, STREET, place_choices
from beffroi.premises.models.hours import LONGEST
from beffroi.premises.models.trades import REASON
from beffroi.premises.rules.hours import UnreadableHours, is_open
from beffroi.territory.models import Perimeter, Street
from beffroi.ui.fields import DayField

ANY = dt.datetime(2026, 1, 1, 12)  # some instant: what is asked is whether the hours can be read


class HoursForm(forms.Form):
    """Which hours, where, agreed by whom, from when."""

    hours = forms.CharField(
        label=_l("Horaires"), max_length=LONGEST,
        help_text=_l("Comme sur OpenStreetMap : « Tu-Sa 10:00-12:30,14:00-19:00 » pour du mardi au samedi. Mo lundi, Tu mardi, We mercredi, Th jeudi, Fr vendredi, Sa samedi, Su dimanche, PH jours fériés."),
    )  # fmt: skip
    place = forms.ChoiceField(label=_l("Où"), required=False)
    agreed_by = forms.CharField(
        label=_l("Convenu par"), max_length=160,
        help_text=_l("L’association des commerçants, une assemblée de rue… : aucun nom de personne."),
    )  # fmt: skip
    agreed_on = DayField(label=_l("Convenu le"))
    starts_on = DayField(label=_l("Vaut à partir du"))
    ends_on = DayField(label=_l("Jusqu’au"), required=False)
    note = forms.CharField(label=_l("Remarque"), max_length=REASON, required=False)

    def __init__(
        self, *args: Any, streets: Iterable[Street], sectors: Iterable[Perimeter], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._streets = {row.slug: row for row in streets}
        self._sectors = {row.slug: row for row in sectors}
        choices = place_choices(self._streets, self._sectors)
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    def clean_hours(self) -> str:
        """Hours that can be read."""
        told = " ".join(str(self.cleaned_data["hours"]).split())
        try:
            is_open(told, ANY)
        except UnreadableHours:
            raise forms.ValidationError(
                _("Beffroi ne lit pas ces horaires. Exemple : Tu-Sa 10:00-12:30,14:00-19:00")
            ) from None
        return told

    def clean(self) -> dict[str, Any]:
        """Hours end after they began."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        start, end = told.get("starts_on"), told.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("Des horaires finissent après avoir commencé."))
        return told

    def said(self) -> dict[str, Any]:
        """The facts of an agreement."""
        told = dict(self.cleaned_data)
        place = told.pop("place")
        told["street"] = self._streets.get(place.removeprefix(STREET)) if STREET in place else None
        told["sector"] = self._sectors.get(place.removeprefix(SECTOR)) if SECTOR in place else None
        return told

"""The form of an agreement begun from the diagnosis: everything is filled in, all may be changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models import Agreement
from beffroi.programme.reads.prospects import Found
from beffroi.territory.models import Organisation, Town
from beffroi.ui.fields import DayField


class DraftForm(forms.Form):
    """Between whom, for how long, with which actions."""

    findings = forms.MultipleChoiceField(
        label=_("Ce que le diagnostic fait apparaître, et l’action proposée"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    title = forms.CharField(label=_("Titre"), max_length=200)
    first = DayField(label=_("Premier jour"))
    last = DayField(label=_("Dernier jour"))
    holder = forms.ModelChoiceField(
        label=_("Organisme qui tient le dossier"),
        queryset=Organisation.objects.none(),
        to_field_name="key",
        empty_label=_("Choisissez"),
    )
    parties = forms.ModelMultipleChoiceField(
        label=_("Autres parties"),
        queryset=Organisation.objects.none(),
        to_field_name="key",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    parent = forms.ModelChoiceField(
        label=_("Convention dont elle découle"),
        queryset=Agreement.objects.across_towns().none(),
        required=False,
        to_field_name="key",
    )

    def __init__(
        self,
        *args: Any,
        found: Sequence[Found],
        bodies: QuerySet[Organisation],
        parents: QuerySet[Agreement],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.found = {one.key: one for one in found}
        choices = [(one.key, f"{one.sentence} → {one.proposal.title}") for one in found]
        self.fields["findings"].choices = choices  # type: ignore[attr-defined]
        for name, rows in (("holder", bodies), ("parties", bodies), ("parent", parents)):
            self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first."""
        told: dict[str, Any] = super().clean() or {}
        first, last = told.get("first"), told.get("last")
        if first and last and last < first:
            self.add_error("last", _("Le dernier jour vient avant le premier."))
        return told

    def chosen(self) -> list[Found]:
        """The findings that stay ticked, in their order."""
        kept = set(self.cleaned_data["findings"])
        return [one for key, one in self.found.items() if key in kept]


def initial_of(
    town: Town, bodies: Sequence[Organisation], found: Sequence[Found], holder: str, on: dt.date
) -> dict[str, Any]:
    """Next year, the chamber that acts and the town hall, every finding ticked."""
    year = on.year + 1
    chambers = [one.key for one in bodies if one.kind == Organisation.Kind.CHAMBER]
    halls = [
        one.key for one in bodies if one.kind == Organisation.Kind.TOWN and one.town_id == town.pk
    ]
    known = {one.key for one in bodies}
    keeps = holder if holder in known else next(iter(chambers or halls), "")
    return {
        "findings": [one.key for one in found],
        "title": _t("Convention pour le centre-ville de %(town)s, %(year)s")
        % {"town": town.name, "year": year},
        "first": dt.date(year, 1, 1),
        "last": dt.date(year, 12, 31),
        "holder": keeps,
        "parties": [key for key in (*chambers[:1], *halls) if key != keeps],
    }

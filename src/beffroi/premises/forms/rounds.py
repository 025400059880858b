"""Forms of rounds."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.accounts.models import Person
from beffroi.territory.models import Perimeter
from beffroi.ui.fields import DayField

LONGEST = 120  # days: beyond, what was seen first is no longer what stands


class RoundForm(forms.Form):
    """A round to be: where, when, who."""

    name = forms.CharField(label=_l("Nom"), max_length=120)
    perimeter = forms.ModelChoiceField(
        label=_l("Périmètre"), queryset=Perimeter.objects.across_towns().none(), empty_label=None
    )
    planned_from = DayField(label=_l("Du"))
    planned_to = DayField(label=_l("Au"))
    people = forms.ModelMultipleChoiceField(
        label=_l("Qui marche"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_l("Les rues se partagent ensuite ; sans partage, chacun les voit toutes."),
    )

    def __init__(self, *args: Any, perimeters: Any, people: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["perimeter"].queryset = perimeters  # type: ignore[attr-defined]
        walking: Any = self.fields["people"]
        walking.queryset = people
        walking.label_from_instance = lambda one: one.name
        self.fields["people"].use_fieldset = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The days in their order, and not for ever."""
        told: dict[str, Any] = super().clean() or {}
        start, end = told.get("planned_from"), told.get("planned_to")
        if start and end and end < start:
            self.add_error("planned_to", _("Le dernier jour vient après le premier."))
        elif start and end and (end - start).days > LONGEST:
            said = _("Au plus %(n)d jours : au-delà, les premiers constats ne valent plus.")
            self.add_error("planned_to", said % {"n": LONGEST})
        return told

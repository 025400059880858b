"""What is said of a counter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.place.models import Counter
from beffroi.territory.models import Street
from beffroi.ui.fields import DayField

WORDS = ("name", "technology", "street", "reference_from", "reference_to", "note")


class CounterForm(forms.Form):
    """Name, procedure, street, weeks of reference."""

    name = forms.CharField(label=_l("Nom"), max_length=120)
    technology = forms.ChoiceField(
        label=_l("Procédé"), choices=Counter.Technology.choices, required=False
    )
    street = forms.ModelChoiceField(
        label=_l("Rue"), queryset=Street.objects.across_towns().none(), required=False
    )
    reference_from = DayField(
        label=_l("Semaines de référence, du"),
        required=False,
        help_text=_l("Sans dates : la première année comptée."),
    )
    reference_to = DayField(label=_l("au"), required=False)
    note = forms.CharField(
        label=_l("Remarque"),
        max_length=300,
        required=False,
        help_text=_l("Ce qui change la lecture : déplacé, masqué par un échafaudage…"),
    )

    def __init__(self, data: Any, *, counter: Counter, streets: Any) -> None:
        super().__init__(data, initial={word: getattr(counter, word) for word in WORDS})
        self.fields["street"].queryset = streets  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = told.get("reference_from"), told.get("reference_to")
        if (first is None) != (last is None):
            self.add_error("reference_to", _("Donnez les deux dates de la référence, ou aucune."))
        elif first and last and (last - first).days < 6:
            self.add_error("reference_to", _("La référence dure au moins une semaine."))
        return told

"""A signal, and a step of an online-sales case."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.premises.models import Premises
from beffroi.premises.models.cases import WORDS
from beffroi.premises.rules.cases import SIGNALS, ways_from
from beffroi.territory.models import Town
from beffroi.ui.fields import DayField


class SignalForm(forms.Form):
    """What points to such a use: who says so, since when."""

    kind = forms.ChoiceField(label=_l("Signal"), choices=tuple(SIGNALS.items()))
    source = forms.CharField(
        label=_l("Qui le dit, ou d’où vient-il"),
        max_length=200,
        help_text=_l("Aucun nom d’habitant."),
    )
    seen_on = DayField(label=_l("Constaté le"))
    words = forms.CharField(
        label=_l("Précision"), max_length=WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class CaseForm(SignalForm):
    """A first signal, and the door it points to."""

    door = forms.CharField(
        label=_l("Identifiant du local"),
        max_length=20,
        help_text=_l("Il est sur la fiche du local."),
    )
    field_order = ("door", "kind", "source", "seen_on", "words")

    def __init__(self, *args: Any, town: Town, **options: Any) -> None:
        super().__init__(*args, **options)
        self._town = town

    def clean_door(self) -> Premises:
        """The premises of this identifier in this town."""
        key = str(self.cleaned_data["door"]).strip().upper()
        found: Premises | None = Premises.objects.of(self._town).filter(public_id=key).first()
        if found is None:
            raise forms.ValidationError(_("Aucun local de cette ville ne porte cet identifiant."))
        return found


class StepForm(forms.Form):
    """One of the steps the case may take now, its day, what founds it."""

    name = forms.ChoiceField(label=_l("Étape"), widget=forms.RadioSelect)
    happened_on = DayField(label=_l("Faite le"))
    words = forms.CharField(
        label=_l("Ce qui la fonde"), max_length=WORDS, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, state: str, today: dt.date, **options: Any) -> None:
        options.setdefault("initial", {"happened_on": today})
        super().__init__(*args, **options)
        ways = [(way.name, way.label) for way in ways_from(state)]
        self.fields["name"].choices = ways  # type: ignore[attr-defined]

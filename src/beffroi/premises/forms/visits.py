"""A visit to a door, as it is noted on the way back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.premises.rules.visits import METS, SAID_MOST, STEP_MOST
from beffroi.ui.fields import DayField


class VisitForm(forms.Form):
    """When, whom, what was said in short, what comes next. `talks`: may they write an owner's words."""

    on = DayField(label=_l("Visité le"))
    met = forms.ChoiceField(label=_l("Qui avez-vous rencontré ?"), choices=METS)
    said = forms.CharField(
        label=_l("Ce qui s’est dit, en bref"),
        max_length=SAID_MOST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_l("Loyer demandé, cause du départ, travaux. Aucun nom de personne."),
    )
    next_step = forms.CharField(
        label=_l("La suite"),
        max_length=STEP_MOST,
        required=False,
        help_text=_l("Rappeler, envoyer le dossier, revenir avec un porteur de projet…"),
    )
    next_on = DayField(label=_l("Pour le"), required=False)

    def __init__(self, *args: Any, today: dt.date, talks: bool, **options: Any) -> None:
        options.setdefault("initial", {"on": today})
        super().__init__(*args, **options)
        self._today = today
        if not talks:
            del self.fields["said"]

    def clean(self) -> dict[str, Any]:
        """A visit is past; what comes next has its day, after it."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        on, later = told.get("on"), told.get("next_on")
        if on and on > self._today:
            self.add_error("on", _("Ce jour n’est pas encore venu."))
        if told.get("next_step") and not later and "next_on" not in self.errors:
            self.add_error("next_on", _("Dites pour quel jour."))
        if later and on and later < on:
            self.add_error("next_on", _("La suite vient après la visite."))
        return told

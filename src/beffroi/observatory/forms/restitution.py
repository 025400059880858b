"""A restitution meeting, the questions asked there, and their answers."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.observatory.rules.restitution import ASKED_CHOICES, INVITED_CHOICES
from beffroi.ui.fields import DayField


class MeetingForm(forms.Form):
    """When, where, who was invited (as kinds), how many came, what was said of the whole."""

    held_on = DayField(label=_l("Tenue le"))
    place = forms.CharField(label=_l("Lieu"), max_length=160)
    invited = forms.MultipleChoiceField(
        label=_l("Qui était invité ?"), choices=INVITED_CHOICES, widget=forms.CheckboxSelectMultiple
    )
    present = forms.IntegerField(
        label=_l("Personnes présentes"), min_value=0, max_value=100_000, required=False
    )
    summary = forms.CharField(
        label=_l("Ce qui s’est dit"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_l("En quelques phrases ; aucun nom d’habitant ni de commerçant."),
    )


class AskedForm(forms.Form):
    """A question, by whom as a kind; its answer, or the day it is promised for."""

    asked_by = forms.ChoiceField(label=_l("Posée par"), choices=ASKED_CHOICES)
    text = forms.CharField(
        label=_l("La question"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_l("Telle qu’elle a été posée, sans le nom de qui la pose."),
    )
    answer = forms.CharField(
        label=_l("La réponse donnée"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = DayField(
        label=_l("Ou réponse promise pour le"),
        required=False,
        help_text=_l("L’équipe en est avertie une semaine avant, puis jusqu’à la réponse."),
    )

    def clean(self) -> dict[str, Any]:
        """A question leaves with an answer, or with a day."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not told.get("answer") and not told.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", _("Donnez la réponse, ou le jour promis."))
        return told


class AnswerForm(forms.Form):
    """The answer to one question, and the day it was given."""

    text = forms.CharField(
        label=_l("La réponse"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    on = DayField(label=_l("Donnée le"))

    def __init__(self, *args: Any, today: dt.date, **options: Any) -> None:
        options.setdefault("initial", {"on": today})
        super().__init__(*args, **options)
        self._today = today

    def clean_on(self) -> dt.date:
        day: dt.date = self.cleaned_data["on"]
        if day > self._today:
            raise forms.ValidationError(_("Ce jour n’est pas encore venu."))
        return day

"""Forms of opinions: asked, given, used."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.programme.forms.governance import BodyField
from beffroi.programme.models import Agreement, OpinionRequest
from beffroi.programme.rules.opinions import SILENCE_CHOICES, UNIT_CHOICES
from beffroi.ui.fields import DayField


class AskForm(forms.Form):
    """A question with its clock."""

    asked_by = BodyField(label=_("Demandé par"))
    asked_of = BodyField(label=_("Demandé à"))
    subject = forms.CharField(label=_("Objet"), max_length=200)
    question = forms.CharField(label=_("Question"), widget=forms.Textarea({"rows": 5}))
    agreement = forms.ModelChoiceField(
        label=_("Dans le cadre de"),
        queryset=Agreement.objects.across_towns().none(),
        to_field_name="key",
        required=False,
        empty_label=_("Aucune convention"),
    )
    asked_on = DayField(label=_("Demandé le"))
    delay = forms.IntegerField(label=_("Délai pour répondre"), min_value=1, max_value=365)
    delay_unit = forms.ChoiceField(label=_("Compté en"), choices=UNIT_CHOICES)
    silence = forms.ChoiceField(label=_("Le silence"), choices=SILENCE_CHOICES)

    def __init__(
        self, *args: Any, bodies: Any, agreements: Any, agreement: Any = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        if agreement is not None:  # above towns an opinion is asked within an agreement
            del self.fields["agreement"]
        self.within = agreement
        for name, rows in (("asked_by", bodies), ("asked_of", bodies), ("agreement", agreements)):
            if name in self.fields:
                self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        return told if self.within is None else told | {"agreement": self.within}


class AnswerForm(forms.Form):
    """What the body thinks."""

    answer = forms.CharField(label=_("Avis"), widget=forms.Textarea({"rows": 8}))
    answered_on = DayField(label=_("Rendu le"))


class UseForm(forms.Form):
    """What was done with it."""

    use = forms.ChoiceField(
        label=_("L’avis est"), choices=OpinionRequest.Use.choices[1:], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("Ce qui a été fait, et pourquoi"),
        widget=forms.Textarea({"rows": 4}),
        required=False,
    )
    used_on = DayField(label=_("Le"))

"""What a list of sheets is narrowed to; the same form stands above every view of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models import Axis
from beffroi.programme.reads.sheets import Asked
from beffroi.programme.rules.status import PRIORITIES, STATUSES
from beffroi.territory.models import Organisation

ANY = [("", _("Tous"))]
LATE = [
    ("", _("Toutes")),
    ("any", _("En retard ou retardées")),
    ("late", _("En retard d’elles-mêmes")),
    ("held", _("Retardées par une autre")),
]


class FilterForm(forms.Form):
    """Sent by GET; a value that is no choice is no choice made."""

    texte = forms.CharField(label=_("Titre ou code"), max_length=80, required=False)
    axe = forms.ChoiceField(label=_("Axe"), required=False)
    statut = forms.ChoiceField(label=_("Statut"), required=False, choices=[*ANY, *STATUSES])
    priorite = forms.ChoiceField(
        label=_("Priorité"), required=False, choices=[("", _("Toutes")), *PRIORITIES]
    )
    organisme = forms.ChoiceField(label=_("Organisme"), required=False)
    financeur = forms.ChoiceField(label=_("Financeur"), required=False)
    retard = forms.ChoiceField(label=_("Retard"), required=False, choices=LATE)

    def __init__(
        self, *args: Any, axes: list[Axis], bodies: list[Organisation], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self._choose("axe", {axis.code: f"{axis.code} {axis.name}" for axis in axes})
        named = {body.key: body.name for body in bodies}
        self._choose("organisme", named)
        self._choose("financeur", named)

    def _choose(self, name: str, choices: dict[str, str]) -> None:
        field: Any = self.fields[name]
        field.choices = [*ANY, *choices.items()]

    def asked(self) -> Asked:
        """What is asked; the form need not be valid."""
        self.is_valid()
        told = self.cleaned_data
        return Asked(
            axis=told.get("axe", ""), status=told.get("statut", ""),
            priority=told.get("priorite", ""), body=told.get("organisme", ""),
            funder=told.get("financeur", ""), late=told.get("retard", ""),
            text=told.get("texte", "").strip(),
        )  # fmt: skip

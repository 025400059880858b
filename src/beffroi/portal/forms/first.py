"""The first account and the first body of an installation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.territory.forms import BodyForm


class FirstAccountForm(forms.Form):
    """Who looks after the installation."""

    name = forms.CharField(label=_("Prénom et nom"), max_length=120)
    email = forms.EmailField(label=_("Adresse électronique"))
    password = forms.CharField(
        label=_("Mot de passe"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Douze caractères au moins ; une phrase se retient mieux."),
    )
    again = forms.CharField(
        label=_("Le même, encore une fois"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("password") and told.get("again") and told["password"] != told["again"]:
            self.add_error("again", _("Les deux mots de passe diffèrent."))
        return told


class FirstBodyForm(BodyForm):
    """The body that keeps the installation, and what its administrator is there."""

    title = forms.CharField(label=_("Votre fonction"), max_length=120, required=False)

    class Meta(BodyForm.Meta):
        fields = ["kind", "name", "siren"]

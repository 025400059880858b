"""Forms of an amendment: what it is about, and each passage it replaces."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.territory import reads as territory
from beffroi.ui.fields import DayField


class AmendmentForm(forms.Form):
    """What an amendment is about."""

    title = forms.CharField(label=_("Objet"), max_length=200)
    effective_on = DayField(label=_("Prend effet le"))
    reason = forms.CharField(
        label=_("Motif"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ArticlePieceForm(forms.Form):
    """An article as the amendment makes it."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    body = forms.CharField(
        label=_("Texte"), required=False, widget=forms.Textarea(attrs={"rows": 12})
    )


class PreamblePieceForm(forms.Form):
    """The preamble as the amendment makes it."""

    body = forms.CharField(
        label=_("Préambule"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )


class DatesPieceForm(forms.Form):
    """The days as the amendment makes them."""

    first = DayField(label=_("Premier jour"))
    last = DayField(label=_("Dernier jour"))

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("first") and told.get("last") and told["last"] < told["first"]:
            self.add_error("last", _("Le dernier jour vient avant le premier."))
        return told


class EnvelopePieceForm(forms.Form):
    """An envelope as the amendment makes it."""

    amount = forms.DecimalField(
        label=_("Montant en euros"), max_digits=14, decimal_places=2, min_value=0
    )


class PlacePieceForm(forms.Form):
    """A commune that the amendment brings in."""

    insee = forms.CharField(label=_("Code INSEE de la commune"), max_length=5, min_length=5)

    def clean_insee(self) -> str:
        """A commune of the country."""
        code = str(self.cleaned_data["insee"]).upper()
        if territory.town_of(code) is None and not territory.is_place("commune", code):
            raise forms.ValidationError(_("Aucune commune ne porte ce code."))
        return code

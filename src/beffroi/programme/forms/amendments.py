"""Forms of an amendment: what it is about, and each passage of the text that it replaces.

The form of a passage takes `content`, the text as the draft makes it, and `key`, "+" for what is
added.
"""

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


class PieceForm(forms.Form):
    """A passage as the amendment makes it; the fields named `only_new` are asked once."""

    only_new: tuple[str, ...] = ()

    def __init__(self, *args: Any, content: dict[str, Any], key: str = "", **options: Any) -> None:
        super().__init__(*args, **options)
        self.content, self.key, self.is_new = content, key, key == "+"
        for name in () if self.is_new else self.only_new:
            del self.fields[name]

    def choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """Give a field its choices, if it is asked."""
        if name in self.fields:
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class ArticlePieceForm(PieceForm):
    """An article as the amendment makes it."""

    title = forms.CharField(label=_("Titre"), max_length=200)
    body = forms.CharField(
        label=_("Texte"), required=False, widget=forms.Textarea(attrs={"rows": 12})
    )


class PreamblePieceForm(PieceForm):
    """The preamble as the amendment makes it."""

    body = forms.CharField(
        label=_("Préambule"), required=False, widget=forms.Textarea(attrs={"rows": 8})
    )


class DatesPieceForm(PieceForm):
    """The days as the amendment makes them."""

    first = DayField(label=_("Premier jour"))
    last = DayField(label=_("Dernier jour"))

    def clean(self) -> dict[str, Any]:
        """The last day does not come before the first."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("first") and told.get("last") and told["last"] < told["first"]:
            self.add_error("last", _("Le dernier jour vient avant le premier."))
        return told


class PlacePieceForm(PieceForm):
    """A commune that the amendment brings in."""

    only_new = ("insee",)
    insee = forms.CharField(label=_("Code INSEE de la commune"), max_length=5, min_length=5)

    def clean_insee(self) -> str:
        """A commune of the country."""
        code = str(self.cleaned_data["insee"]).upper()
        if territory.town_of(code) is None and not territory.is_place("commune", code):
            raise forms.ValidationError(_("Aucune commune ne porte ce code."))
        return code

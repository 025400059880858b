"""Forms of a town's settings."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.sources.images import MAX_BYTES, Picture, clean_png
from beffroi.sources.records import UnreadableSource
from beffroi.ui import accent
from beffroi.ui.contrast import AA, HEX
from beffroi.ui.typography import number

HOST = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+")
# Folders the server answers for, and the languages, which stand where a town would.
OURS = {"static", "media", *(code for code, _name in settings.LANGUAGES)}


class LookForm(forms.Form):
    """A town's own words and colour."""

    about = forms.CharField(
        label=_l("Présentation"),
        help_text=_l("Deux ou trois phrases sous le nom de la ville, 600 signes au plus."),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    accent = forms.CharField(
        label=_l("Couleur des liens et des boutons"),
        help_text=_l(
            "Six chiffres après un dièse, par exemple #23527c ; laissez vide pour la couleur de "
            "Beffroi. Elle doit se lire sur nos fonds."
        ),
        max_length=7,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    proposed = ""  # the nearest colour that can be read, when the one given cannot

    def clean_about(self) -> str:
        return " ".join(self.cleaned_data["about"].split())

    def clean_accent(self) -> str:
        text = self.cleaned_data["accent"].strip().lower()
        if not text:
            return ""
        colour = text if text.startswith("#") else f"#{text}"
        if not HEX.fullmatch(colour):
            raise forms.ValidationError(
                _("Écrivez une couleur en six chiffres de 0 à f, par exemple #23527c.")
            )
        judged = accent.judge(colour)
        if judged.misleads:
            raise forms.ValidationError(
                _(
                    "Cette couleur ressemble trop à celle qui signale les locaux vides : un lien "
                    "passerait pour une alerte. Choisissez-en une autre."
                )
            )
        if not judged.good:
            self.proposed = judged.proposed or ""
            raise forms.ValidationError(_too_pale(judged))
        return colour


def _too_pale(judged: accent.Judged) -> str:
    said = _("Cette couleur se lit mal : contraste de %(ratio)s sur nos fonds, il faut %(least)s.")
    told = said % {"ratio": number(judged.ratio, 1), "least": number(AA, 1)}
    if judged.proposed and not accent.judge(judged.proposed).misleads:
        told += " " + _("La plus proche qui se lit : %(colour)s.") % {"colour": judged.proposed}
    return told


class ArmsForm(forms.Form):
    """A PNG, judged by its content."""

    png = forms.FileField(
        label=_l("Image"),
        help_text=_l(
            "Une image PNG de 16 à 1 024 pixels de côté, 400 ko au plus, fond transparent de "
            "préférence."
        ),
        widget=forms.FileInput(attrs={"accept": "image/png"}),
    )

    def clean_png(self) -> Picture:
        sent = self.cleaned_data["png"]
        try:
            return clean_png(sent.read(MAX_BYTES + 1))
        except UnreadableSource as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class PathForm(forms.Form):
    """Another path for the town."""

    slug = forms.SlugField(
        label=_l("Adresse de la ville"),
        help_text=_l(
            "Lettres minuscules sans accent, chiffres et traits d’union. L’ancienne adresse mènera "
            "toujours ici."
        ),
        min_length=2,
        max_length=60,
    )

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower().replace("_", "-")
        if reserved(slug):
            raise forms.ValidationError(_("Cette adresse est celle d’une page de Beffroi."))
        return slug


class DomainForm(forms.Form):
    """A domain name that shows the town."""

    host = forms.CharField(
        label=_l("Nom à déclarer"),
        help_text=_l("Par exemple « vitrine.ma-ville.fr », sans « https:// »."),
        max_length=253,
    )

    def __init__(self, *args: Any, own: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.own = own

    def clean_host(self) -> str:
        host: str = self.cleaned_data["host"].strip().lower().rstrip(".")
        if not HOST.fullmatch(host):
            raise forms.ValidationError(
                _("Ce n’est pas un nom de domaine : écrivez par exemple « vitrine.ma-ville.fr ».")
            )
        if host in self.own:
            raise forms.ValidationError(_("Ce nom est celui de l’installation elle-même."))
        return host


def reserved(slug: str) -> bool:
    """Whether a path is one of our own pages, in either language."""
    for language in ("fr", "en"):
        with translation.override(language):
            try:
                found = resolve(f"/{slug}/" if language == "fr" else f"/en/{slug}/")
            except Resolver404:
                return True  # no page of a town could be found there
            if found.url_name != "town":
                return True
    return slug in OURS

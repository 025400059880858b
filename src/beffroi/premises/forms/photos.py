"""What is asked before a photo is shown to everybody."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _l


class ShowForm(forms.Form):
    """Words for who cannot see it; no face, no number plate."""

    alt = forms.CharField(
        label=_l("Ce que l’on voit"),
        max_length=200,
        help_text=_l(
            "Lu à qui ne voit pas l’image : « Vitrine vide, rideau baissé, affiche à louer »."
        ),
    )
    no_face = forms.BooleanField(label=_l("On n’y reconnaît aucun visage."))
    no_plate = forms.BooleanField(label=_l("On n’y lit aucune plaque."))

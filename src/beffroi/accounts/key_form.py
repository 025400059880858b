"""What a new key of the read API is for, and for how long."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

PERIODS = [(90, _("trois mois")), (365, _("un an")), (730, _("deux ans"))]


class ApiKeyForm(forms.Form):
    """A use and a length."""

    label = forms.CharField(
        label=_("À quoi servira cette clé ?"),
        help_text=_("Par exemple « tableur du service économique »."),
        max_length=80,
    )
    days = forms.TypedChoiceField(label=_("Pendant"), choices=PERIODS, coerce=int, initial=365)

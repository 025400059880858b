"""The form of a commune served."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.ui.fields import DayField


class BenefitForm(forms.Form):
    """Which commune got what, on which day."""

    insee_code = forms.ChoiceField(label=_l("Commune"))
    on = DayField(label=_l("Le"))
    text = forms.CharField(label=_l("Ce qui a été fait"), max_length=200, required=False)
    quantity = forms.DecimalField(
        label=_l("Quantité"),
        max_digits=10,
        decimal_places=2,
        min_value=0,
        required=False,
        localize=True,
    )
    unit = forms.CharField(label=_l("Unité"), max_length=40, required=False)  # fmt: skip

    def __init__(self, *args: Any, communes: dict[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["insee_code"]
        field.choices = [("", _("Choisissez")), *communes.items()]

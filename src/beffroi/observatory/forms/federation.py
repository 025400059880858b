"""Words of an observatory, as a person brings them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.observatory.models import LocalTerm
from beffroi.premises.models import SurveyFormat
from beffroi.ui.fields import DayField


class NomenclatureForm(forms.Form):
    """Its name."""

    name = forms.CharField(
        label=_("Nom de la nomenclature"),
        max_length=120,
        help_text=_("Comme on la nomme chez vous : « Nomenclature de l’observatoire du centre »."),
    )


class TermForm(forms.Form):
    """One word more."""

    code = forms.CharField(label=_("Code"), max_length=80)
    label = forms.CharField(label=_("Libellé"), max_length=300)
    category = forms.CharField(label=_("Catégorie"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("Nature"), choices=LocalTerm.Kind.choices)


class ProducerForm(forms.Form):
    """Whose survey files bear these codes."""

    producer = forms.ChoiceField(label=_("Producteur des relevés"))

    def __init__(self, *args: Any, formats: list[SurveyFormat], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["producer"]
        field.choices = [(one.key, one.producer) for one in formats]


class SinceForm(forms.Form):
    """From which day equivalents hold."""

    since = DayField(
        label=_("À partir du"),
        required=False,
        help_text=_("Vide : depuis toujours. Une date garde aux relevés d’avant leur équivalent."),
    )

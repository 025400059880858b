"""Forms of tracked indicators and of values measured by hand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.programme.models import TrackedIndicator
from beffroi.programme.reads.tracking import live_choices
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town
from beffroi.ui.fields import DayField

VALUE: dict[str, Any] = {"max_digits": 18, "decimal_places": 6, "required": False, "localize": True}


class TrackForm(forms.Form):
    """One the observatory measures, or one measured by hand."""

    code = forms.ChoiceField(
        label=_l("Indicateur de l’observatoire"),
        required=False,
        help_text=_l(
            "Sa valeur se lit alors seule, à chaque relevé. Vide : elle se mesure à la main."
        ),
    )
    label = forms.CharField(
        label=_l("Nom"),
        max_length=200,
        required=False,
        help_text=_l("Vide : le nom que lui donne l’observatoire."),
    )
    unit = forms.CharField(label=_l("Unité"), max_length=40, required=False)
    perimeter = forms.ModelChoiceField(
        label=_l("Périmètre"), queryset=Perimeter.objects.across_towns().none(), required=False
    )
    better = forms.ChoiceField(
        label=_l("Ce qui est mieux"), choices=TrackedIndicator.Better.choices
    )
    baseline = forms.DecimalField(
        label=_l("Valeur de départ"),
        help_text=_l("Une part s’écrit entre 0 et 1 : 0,124 pour 12,4 %."),
        **VALUE,
    )
    baseline_on = DayField(label=_l("Constatée le"), required=False)
    target = forms.DecimalField(label=_l("Cible"), **VALUE)
    target_on = DayField(label=_l("À atteindre le"), required=False)
    source = forms.CharField(label=_l("Source"), max_length=200, required=False)  # fmt: skip

    def __init__(self, *args: Any, town: Town | None, **options: Any) -> None:
        super().__init__(*args, **options)
        code: Any = self.fields["code"]
        code.choices = [("", _("Mesuré à la main")), *live_choices()]
        perimeter: Any = self.fields["perimeter"]
        kept = [row.pk for row in territory.perimeters(town)] if town else []
        perimeter.queryset = Perimeter.objects.across_towns().filter(pk__in=kept)
        perimeter.empty_label = _("Celui que la ville montre d’abord")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not told.get("label"):
            named = dict(live_choices()).get(told.get("code", ""))
            if named is None:
                self.add_error("label", _("Donnez un nom à ce qui est mesuré à la main."))
            told["label"] = str(named or "")[:200]
        return told


class MeasureForm(forms.Form):
    """A value of a day."""

    on = DayField(label=_l("Le"))
    value = forms.DecimalField(label=_l("Valeur"), **{**VALUE, "required": True})
    source = forms.CharField(label=_l("Source"), max_length=200, required=False)

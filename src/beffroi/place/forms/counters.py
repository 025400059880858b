"""What is said of a counter."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.place.models import Counter
from beffroi.territory.models import Street
from beffroi.ui.fields import DayField

WORDS = ("name", "technology", "street", "reference_from", "reference_to", "note")
PLACE = re.compile(r"\s*(-?\d{1,2}(?:[.,]\d+)?)\s*[;, ]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*")


class CounterForm(forms.Form):
    """Name, procedure, street, weeks of reference."""

    name = forms.CharField(label=_l("Nom"), max_length=120)
    technology = forms.ChoiceField(
        label=_l("Procédé"), choices=Counter.Technology.choices, required=False
    )
    street = forms.ModelChoiceField(
        label=_l("Rue"), queryset=Street.objects.across_towns().none(), required=False
    )
    position = forms.CharField(
        label=_l("Latitude et longitude"),
        max_length=60,
        required=False,
        help_text=_l("Comme 47.6512, -2.0845. Sans elles, la carte le pose au milieu de sa rue."),
    )
    reference_from = DayField(
        label=_l("Semaines de référence, du"),
        required=False,
        help_text=_l("Sans dates : la première année comptée."),
    )
    reference_to = DayField(label=_l("au"), required=False)
    note = forms.CharField(
        label=_l("Remarque"),
        max_length=300,
        required=False,
        help_text=_l("Ce qui change la lecture : déplacé, masqué par un échafaudage…"),
    )

    def __init__(self, data: Any, *, counter: Counter, streets: Any) -> None:
        known = {word: getattr(counter, word) for word in WORDS}
        if counter.lon is not None and counter.lat is not None:
            known["position"] = f"{counter.lat:.6f}, {counter.lon:.6f}"
        super().__init__(data, initial=known)
        self.fields["street"].queryset = streets  # type: ignore[attr-defined]

    def clean_position(self) -> tuple[float | None, float | None]:
        """(longitude, latitude); neither when nothing was said."""
        text = self.cleaned_data["position"]
        if not text.strip():
            return None, None
        read = PLACE.fullmatch(text)
        lat, lon = (
            (float(part.replace(",", ".")) for part in read.groups()) if read else (99.0, 0.0)
        )
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise forms.ValidationError(
                _("Écrivez la latitude, puis la longitude : 47.6512, -2.0845.")
            )
        return lon, lat

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        told["lon"], told["lat"] = told.pop("position", (None, None))
        first, last = told.get("reference_from"), told.get("reference_to")
        if (first is None) != (last is None):
            self.add_error("reference_to", _("Donnez les deux dates de la référence, ou aucune."))
        elif first and last and (last - first).days < 6:
            self.add_error("reference_to", _("La référence dure au moins une semaine."))
        return told

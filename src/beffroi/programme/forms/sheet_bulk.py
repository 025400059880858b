"""Forms of a change to many sheets, and of a table of sheets to bring in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.programme.forms.sheets import axis_label
from beffroi.programme.models import Agreement, Axis
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.status import PRIORITIES, STATUSES

STATUS, PRIORITY, REFERENT, AXIS, SHIFT = "status", "priority", "referent", "axis", "shift"
CHANGES = (
    (STATUS, _l("Changer le statut")),
    (PRIORITY, _l("Changer la priorité")),
    (REFERENT, _l("Changer le référent")),
    (AXIS, _l("Classer sous un autre axe")),
    (SHIFT, _l("Décaler les dates")),
)


class BulkForm(forms.Form):
    """Which sheets, and the one change."""

    sheets = forms.MultipleChoiceField(label=_l("Actions"))
    change = forms.ChoiceField(label=_l("Que changer ?"), choices=CHANGES, widget=forms.RadioSelect)
    status = forms.ChoiceField(label=_l("Statut"), choices=STATUSES, required=False)
    priority = forms.ChoiceField(label=_l("Priorité"), choices=PRIORITIES, required=False)
    referent = forms.CharField(label=_l("Référent"), max_length=160, required=False)
    axis = forms.ModelChoiceField(
        label=_l("Axe"), queryset=Axis.objects.none(), required=False, empty_label=_l("Choisissez")
    )
    months = forms.IntegerField(
        label=_l("Mois"),
        min_value=-60,
        max_value=60,
        required=False,
        help_text=_l("Un nombre négatif avance les dates."),
    )
    days = forms.IntegerField(label=_l("Jours"), min_value=-999, max_value=999, required=False)  # fmt: skip

    def __init__(self, *args: Any, keys: list[str], axes: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        offered: Any = self.fields["axis"]
        offered.queryset, offered.label_from_instance = axes, axis_label
        field: Any = self.fields["sheets"]
        field.choices = [(key, key) for key in keys]
        field.error_messages["required"] = _("Choisissez au moins une action.")

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("change") == SHIFT and not (told.get("months") or told.get("days")):
            self.add_error("months", _("Dites de combien décaler les dates."))
        if told.get("change") == AXIS and not told.get("axis"):
            self.add_error("axis", _("Choisissez l’axe."))
        return told

    def asked(self) -> dict[str, Any]:
        """The change as `writes.sheet_bulk` takes it."""
        told, change = self.cleaned_data, self.cleaned_data["change"]
        if change == SHIFT:
            return {"months": told["months"] or 0, "days": told["days"] or 0}
        return {change: told[change]}


class TableForm(forms.Form):
    """The file and the agreement it is for."""

    agreement = forms.ModelChoiceField(
        label=_l("Pour quelle convention ?"),
        queryset=Agreement.objects.across_towns().none(),
        to_field_name="key",
        empty_label=_l("Choisissez"),
    )
    file = forms.FileField(label=_l("Le tableau des actions"), help_text=_l("Un classeur .xlsx ou un fichier CSV : une action par ligne, les titres des colonnes sur la première."), allow_empty_file=True)  # fmt: skip

    def __init__(self, *args: Any, agreements: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agreement"].queryset = agreements  # type: ignore[attr-defined]
        running = [one.key for one in agreements if one.state in BINDING]
        if len(running) == 1:
            self.initial.setdefault("agreement", running[0])

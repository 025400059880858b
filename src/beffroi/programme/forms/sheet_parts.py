"""Small forms of a sheet: a body's part, a private note, a step, a tie, a piece of evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.programme.models import ActionSheet, Evidence, SheetParty
from beffroi.territory.models import Organisation
from beffroi.ui.fields import DayField

MOST_DAYS = 3650


class PartyForm(forms.Form):
    """A body on the sheet, its role and its part."""

    organisation = forms.ModelChoiceField(
        label=_l("Organisme"),
        queryset=Organisation.objects.none(),
        to_field_name="key",
        empty_label=_l("Choisissez"),
    )
    role = forms.ChoiceField(label=_l("Rôle"), choices=SheetParty.Role.choices)
    part = forms.CharField(label=_l("Sa part"), widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text=_l("Ce que fait, apporte ou décide cet organisme."))  # fmt: skip

    def __init__(self, *args: Any, bodies: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["organisation"].queryset = bodies  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """A note that one body alone reads."""

    organisation = forms.ModelChoiceField(
        label=_l("Note de"), queryset=Organisation.objects.none(), to_field_name="key"
    )
    text = forms.CharField(label=_l("Note"), widget=forms.Textarea(attrs={"rows": 3}), max_length=5000)  # fmt: skip

    def __init__(self, *args: Any, bodies: list[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.filter(pk__in=[body.pk for body in bodies])
        field.empty_label = None


class StepForm(forms.Form):
    """A step promised for a day."""

    title = forms.CharField(label=_l("Étape"), max_length=200)
    planned_on = DayField(label=_l("Prévue le"))


class StepDaysForm(forms.Form):
    """Where a step stands."""

    expected_on = DayField(label=_l("Attendue maintenant le"), required=False)
    done_on = DayField(label=_l("Faite le"), required=False)


class TieForm(forms.Form):
    """What the sheet waits for."""

    needs = forms.ModelChoiceField(
        label=_l("Elle attend la fin de"),
        queryset=ActionSheet.objects.across_towns().none(),
        to_field_name="key",
        empty_label=_l("Choisissez"),
    )
    lag_days = forms.IntegerField(
        label=_l("Puis, en jours"),
        min_value=0,
        max_value=MOST_DAYS,
        initial=0,
        required=False,
        help_text=_l("Le temps à laisser après sa fin, 0 sinon."),
    )
    reason = forms.CharField(label=_l("Pourquoi"), max_length=300, required=False)  # fmt: skip

    def __init__(self, *args: Any, sheets: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["needs"]
        field.queryset = sheets
        field.label_from_instance = tie_label

    def clean_lag_days(self) -> int:
        """No answer is no delay."""
        return int(self.cleaned_data["lag_days"] or 0)


def tie_label(sheet: ActionSheet) -> str:
    """Its code, its title and its axis: ties cross axes."""
    axis = f" · {sheet.axis.name}" if sheet.axis else ""
    return f"{sheet.code} {sheet.title}{axis}"


class EvidenceForm(forms.Form):
    """What shows the need."""

    kind = forms.ChoiceField(label=_l("Nature"), choices=Evidence.Kind.choices)
    text = forms.CharField(label=_l("Ce qu’il montre"), max_length=300)
    ref = forms.CharField(
        label=_l("Repère"),
        max_length=300,
        required=False,
        help_text=_l(
            "Le code d’un indicateur (« vacancy_rate »), le numéro d’un diagnostic, ou une adresse https."
        ),
    )
    on = DayField(label=_l("Du"), required=False)  # fmt: skip

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        kind, ref = told.get("kind"), told.get("ref", "")
        if kind == Evidence.Kind.LINK and not ref.startswith("https://"):
            self.add_error("ref", _("Donnez l’adresse du document : elle commence par https://."))
        if kind == Evidence.Kind.DIAGNOSIS and not (ref.isascii() and ref.isdigit()):
            self.add_error("ref", _("Donnez le numéro du diagnostic publié, par exemple 3."))
        return told

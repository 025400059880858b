"""Forms of bodies: what is said of one, what it covers, into which it goes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from stdnum.exceptions import ValidationError as BadNumber
from stdnum.fr import siren as siren_numbers

from beffroi.territory.models import Organisation
from beffroi.ui.fields import DayField


class BodyForm(forms.ModelForm):
    """What is said of a body."""

    siren = forms.CharField(
        label=_("Numéro SIREN"),
        max_length=20,
        required=False,
        help_text=_("Neuf chiffres ; il évite d’inscrire deux fois le même organisme."),
    )

    class Meta:
        model = Organisation
        fields = ["kind", "name", "siren", "town"]
        labels = {"kind": _("Nature"), "name": _("Nom"), "town": _("Ville")}
        help_texts = {
            "town": _("Pour une mairie, ou une association qui n’agit que dans une ville."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kinds: Any = self.fields["kind"]
        kinds.choices = [("", _("Choisissez")), *Organisation.Kind.choices]
        towns: Any = self.fields.get("town")  # not asked for on the first steps
        if towns is not None:
            towns.empty_label = _("aucune en particulier")

    def clean_siren(self) -> str:
        """Nine figures with a right check digit, or nothing; written without spaces."""
        written = str(self.cleaned_data["siren"])
        if not written:
            return ""
        try:
            return str(siren_numbers.validate(written))
        except BadNumber as wrong:
            raise forms.ValidationError(
                _(
                    "Ce numéro n’est pas un SIREN : neuf chiffres, dont le dernier contrôle les autres."
                )
            ) from wrong


class CoverForm(forms.Form):
    """One place a body covers from a day on."""

    place = forms.CharField(widget=forms.HiddenInput)
    start = DayField(
        label=_("À partir du"), required=False, help_text=_("Vide : on ne sait pas depuis quand.")
    )
    source = forms.CharField(
        label=_("D’après"), max_length=200, required=False,
        help_text=_("Arrêté, délibération, convention… et sa date."),
    )  # fmt: skip


class LeaveForm(forms.Form):
    """A place a body covers no more."""

    place = forms.CharField(widget=forms.HiddenInput)
    on = DayField(label=_("À partir du"))


class MergeForm(forms.Form):
    """Into which body, and from when on."""

    into = forms.ModelChoiceField(
        label=_("Dans quel organisme ?"),
        queryset=Organisation.objects.none(),
        to_field_name="key",
        empty_label=_("Choisissez"),
    )
    on = DayField(label=_("À partir du"))

    def __init__(self, *args: Any, absorbed: Organisation, **options: Any) -> None:
        super().__init__(*args, **options)
        others = Organisation.objects.exclude(pk=absorbed.pk).filter(merged_by=None)
        self.fields["into"].queryset = others.order_by("name")  # type: ignore[attr-defined]

"""Forms of envelopes, draws, budget lines and financing lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    AidScheme,
    Axis,
    FinancingLine,
)
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.stages import FINANCING_STATES
from beffroi.territory.models import Organisation
from beffroi.ui.fields import DayField

CENT = Decimal("0.01")


class Amount(forms.DecimalField):
    """Euros typed as people type them: spaces and a comma are fine."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("min_value", CENT)
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_digits=14, decimal_places=2, widget=widget, **options)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "".join(value.split()).replace(",", ".").replace("€", "")
        return super().to_python(value)


class Share(Amount):
    """A rate typed in per cent, kept as a share of one."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=0, max_value=100, **options)

    def clean(self, value: Any) -> Decimal | None:
        found = super().clean(value.replace("%", "") if isinstance(value, str) else value)
        return None if found is None else found / 100


class YearField(forms.IntegerField):
    """A year of a budget."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Année"))
        super().__init__(min_value=1990, max_value=2100, **options)


class EnvelopeForm(forms.Form):
    """What is set aside for a year."""

    year = YearField()
    amount = Amount(label=_("Montant"))
    axis = forms.ModelChoiceField(
        label=_("Axe"),
        queryset=Axis.objects.none(),
        required=False,
        empty_label=_("toute la convention"),
    )
    payer = forms.ModelChoiceField(
        label=_("Qui paie"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("non précisé"),
    )
    label = forms.CharField(label=_("Objet"), max_length=200, required=False)
    is_inside = forms.BooleanField(
        label=_("Compte dans la convention"), required=False, initial=True,
        help_text=_("Décochez pour une somme promise à côté : elle reste comptée à part."),
    )  # fmt: skip

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["axis"].queryset = agreement.axes.all()  # type: ignore[attr-defined]
        bodies = Organisation.objects.filter(agreement_parts__agreement=agreement)
        self.fields["payer"].queryset = bodies  # type: ignore[attr-defined]


class DrawForm(forms.Form):
    """What is taken from an envelope."""

    label = forms.CharField(label=_("Objet"), max_length=200)
    amount = Amount(label=_("Montant"))
    on = DayField(label=_("Le"))
    sheet = forms.ModelChoiceField(
        label=_("Action"),
        queryset=ActionSheet.objects.across_towns().none(),
        required=False,
        empty_label=_("aucune"),
    )
    by_amendment = forms.BooleanField(
        label=_("Si l’enveloppe n’y suffit pas, préparer un avenant"), required=False
    )

    def __init__(self, *args: Any, agreement: Agreement, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = ActionSheet.objects.across_towns().filter(agreement=agreement)
        self.fields["sheet"].queryset = rows  # type: ignore[attr-defined]
        if agreement.state not in BINDING:  # a text that binds nobody has nothing to amend
            del self.fields["by_amendment"]


class FinancingForm(forms.Form):
    """One line of who pays for a sheet."""

    year = YearField()
    kind = forms.ChoiceField(label=_("Nature"), choices=FinancingLine.Kind.choices)
    funder = forms.ModelChoiceField(
        label=_("Financeur"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("un autre, nommé ci-dessous"),
    )
    funder_name = forms.CharField(
        label=_("Nom du financeur"), max_length=160, required=False,
        help_text=_("S’il n’est pas dans la liste, et seulement avec son accord si c’est une personne."),
    )  # fmt: skip
    scheme = forms.ModelChoiceField(
        label=_("Dispositif"),
        queryset=AidScheme.objects.none(),
        required=False,
        empty_label=_("aucun"),
    )
    base_net = Amount(label=_("Assiette HT"), required=False)
    rate = Share(label=_("Taux (%)"), required=False)
    amount = Amount(label=_("Montant"), min_value=0)
    state = forms.ChoiceField(label=_("État"), choices=FINANCING_STATES)
    asked_on = DayField(label=_("Demandé le"), required=False)
    decided_on = DayField(label=_("Décidé le"), required=False)
    paid_on = DayField(label=_("Payé le"), required=False)
    beneficiary_siren = forms.RegexField(
        r"^\d{9}$", label=_("SIREN de l’entreprise aidée"), required=False,
        help_text=_("Neuf chiffres, si l’aide va à une entreprise : le plafond des aides se compte par entreprise."),
    )  # fmt: skip
    evidence = forms.CharField(label=_("Justificatif"), max_length=300, required=False)
    is_inside = forms.BooleanField(
        label=_("Compte dans la convention"), required=False, initial=True
    )
    is_published = forms.BooleanField(
        label=_("Subvention publiée"), required=False,
        help_text=_("Elle paraît alors sur la page publique des promesses."),
    )  # fmt: skip

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["funder"].queryset = Organisation.objects.filter(merged_by=None)  # type: ignore[attr-defined]
        self.fields["scheme"].queryset = AidScheme.objects.select_related("funder")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A funder for what is not one's own; days in their order."""
        told: dict[str, Any] = super().clean() or {}
        if told.get("kind") != "own" and not (told.get("funder") or told.get("funder_name")):
            self.add_error("funder", _("Dites qui finance."))
        days = [day for name in ("asked_on", "decided_on", "paid_on") if (day := told.get(name))]
        if days != sorted(days):
            self.add_error("decided_on", _("Les dates se suivent : demandé, décidé, payé."))
        return told

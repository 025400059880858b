"""Forms of envelopes, draws, budget lines and financing lines."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    AidScheme,
    Axis,
    BudgetLine,
    FinancingLine,
)
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.spendings import Row
from beffroi.programme.rules.stages import FINANCING_STATES, SPENDING, Stage
from beffroi.territory.models import Organisation
from beffroi.ui.fields import DayField

VAT = (
    ("0.2", "20 %"),
    ("0.1", "10 %"),
    ("0.055", "5,5 %"),
    ("0.021", "2,1 %"),
    ("0", _("sans TVA")),
)
CENT = Decimal("0.01")
ASKED = {Stage.PLANNED: _("Prévu"), Stage.COMMITTED: _("Engagé"), Stage.PAID: _("Payé")}


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


class SpendingForm(forms.Form):
    """One spending of a sheet: what it is, and how much at each stage.

    `row` (rules.spendings) is the one corrected: a stage it has several lines of asks each.
    """

    label = forms.CharField(label=_("Objet"), max_length=200, required=False)
    year = YearField()
    kind = forms.ChoiceField(label=_("Nature"), choices=SPENDING)
    vat_rate = forms.TypedChoiceField(label=_("TVA"), choices=VAT, coerce=Decimal)
    is_inside = forms.BooleanField(
        label=_("Compte dans la convention"), required=False, initial=True
    )

    def __init__(self, *args: Any, row: Row[BudgetLine] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.slots: list[tuple[Stage, BudgetLine | None, str]] = []
        for stage in Stage:
            for n, line in enumerate(row.lines.get(stage, ()) if row else (), start=1):
                self._ask(stage, line, n)
            if row is None or not row.lines.get(stage):
                self._ask(stage, None, 1)
        names = [name for _stage, _line, name in self.slots]
        self.order_fields(["label", *names])

    def _ask(self, stage: Stage, line: BudgetLine | None, n: int) -> None:
        name = stage.value if n == 1 else f"{stage.value}_{n}"
        label = format_lazy("{} HT" if n == 1 else "{} HT ({})", ASKED[stage], n)
        self.fields[name] = Amount(label=label, required=False, initial=line.net if line else None)
        self.slots.append((stage, line, name))

    @property
    def amounts(self) -> list[tuple[Stage, BudgetLine | None, Decimal | None]]:
        """By stage, the line it is told on (None: none yet) and what is typed (None: nothing)."""
        return [(stage, line, self.cleaned_data[name]) for stage, line, name in self.slots]

    @property
    def facts(self) -> dict[str, Any]:
        """What is the same at every stage."""
        return {name: self.cleaned_data[name] for name in self.base_fields}

    def clean(self) -> dict[str, Any]:
        """One amount at least."""
        told: dict[str, Any] = super().clean() or {}
        names = [name for _stage, _line, name in self.slots]
        if not any(told.get(name) or name in self.errors for name in names):
            self.add_error(names[0], _("Dites au moins un montant : prévu, engagé ou payé."))
        return told


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

"""The form of a spending: what it is, and its amount at each stage."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from beffroi.programme.forms.money import Amount, YearField
from beffroi.programme.models import BudgetLine
from beffroi.programme.rules.spendings import Row
from beffroi.programme.rules.stages import SPENDING, Stage

VAT = (
    ("0.2", "20 %"),
    ("0.1", "10 %"),
    ("0.055", "5,5 %"),
    ("0.021", "2,1 %"),
    ("0", _("sans TVA")),
)
ASKED = {Stage.PLANNED: _("Prévu"), Stage.COMMITTED: _("Engagé"), Stage.PAID: _("Payé")}


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

"""The lines of one sheet's budget as tables, each leading to where it is corrected."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.programme.forms.spendings import ASKED
from beffroi.programme.models import ActionSheet, BudgetLine, FinancingLine
from beffroi.programme.reads.money import financing_lines
from beffroi.programme.rules.spendings import Row, rows_of
from beffroi.programme.rules.stages import Stage
from beffroi.programme.views.budget_tables import KINDS
from beffroi.programme.words import day, sheet_address
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.typography import percent

COSTS = (
    Column("label", _l("Objet")),
    Column("year", _l("Année")),
    Column("kind", _l("Nature")),
    *(Column(stage.value, format_lazy("{} HT", ASKED[stage]), "money") for stage in Stage),
)
PAYERS = (
    Column("funder", _l("Financeur")),
    Column("year", _l("Année")),
    Column("scheme", _l("Dispositif")),
    Column("state", _l("État")),
    Column("share", _l("Taux")),
    Column("amount", _l("Montant"), "money"),
)


def cost_table(sheet: ActionSheet, writes: bool) -> Table:
    """What it costs, a row a spending, its stages beside each other.

    No total: the stages of a spending are the same money.
    """
    lines = sheet.budget_lines.order_by("year", "pk")
    rows = [_cost(sheet, row, writes) for row in rows_of(lines)]
    empty = _("Aucune dépense n’est encore inscrite.")
    return Table(COSTS, rows, caption=_("Ce que ça coûte"), empty=empty)


def _cost(sheet: ActionSheet, row: Row[BudgetLine], writes: bool) -> dict[str, Any]:
    first = next(line for stage in Stage for line in row.lines.get(stage, ()))
    href = sheet_address(sheet, "sheet_budget_change", number=first.pk) if writes else ""
    vat = _("TVA %s") % _rate(row.vat_rate) if row.vat_rate else _("sans TVA")
    totals = {stage: row.at(stage) for stage in Stage}
    return {
        "label": Cell(row.label or _("sans objet"), href, "" if row.is_inside else _("à côté")),
        "year": str(row.year),
        "kind": Cell(KINDS[row.kind], note=vat),
        **{stage.value: one.together.net if one else None for stage, one in totals.items()},
    }


def _rate(rate: Decimal) -> str:
    """20 %, 5,5 %: no more figures than it has."""
    return percent(rate, 0 if rate * 100 == int(rate * 100) else 1)


def paid_table(sheet: ActionSheet, writes: bool) -> Table:
    """Who pays what, and how far each request is."""
    rows = [_payer(sheet, line, writes) for line in financing_lines([sheet.pk])]
    empty = _("Personne n’est encore inscrit pour payer.")
    return Table(PAYERS, rows, caption=_("Qui paie"), empty=empty)


def _payer(sheet: ActionSheet, line: FinancingLine, writes: bool) -> dict[str, Any]:
    href = sheet_address(sheet, "sheet_financing_change", number=line.pk) if writes else ""
    name = (
        line.funder.name if line.funder else line.funder_name or capfirst(line.get_kind_display())
    )
    return {
        "funder": Cell(name, href, "" if line.is_inside else _("à côté")),
        "year": str(line.year),
        "scheme": line.scheme.name if line.scheme else None,
        "state": Cell(line.get_state_display(), note=_since(line)),
        "share": None if line.rate is None else percent(line.rate, 0),
        "amount": line.amount,
    }


def _since(line: FinancingLine) -> str:
    known = line.paid_on or line.decided_on or line.asked_on
    return day(known) if known else ""

"""The budget of an agreement as its page shows it: its sheets, envelopes and funders; few queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from beffroi.programme.models import ActionSheet, Agreement, Draw, Envelope, FinancingLine
from beffroi.programme.reads.money import financing_lines, funded, spent, standings
from beffroi.programme.reads.takeovers import ever_in, own_years
from beffroi.programme.rules.envelopes import Standing
from beffroi.programme.rules.financing import Aided, Funded, aided, keeps_own_share, leverage
from beffroi.programme.rules.money import Total, Year, by_year, over_spent, total
from beffroi.programme.rules.stages import Stage


@dataclass(frozen=True, slots=True)
class Pocket:
    """An envelope, how it stands, and what was drawn on it."""

    envelope: Envelope
    stands: Standing
    draws: list[Draw]


@dataclass(frozen=True, slots=True)
class Budget:
    """All a page of money shows of one agreement."""

    totals: list[Total]  # planned, committed, paid
    years: list[Year]
    above: list[tuple[int, Stage, Stage]]
    pockets: list[Pocket]
    lines: list[Funded]
    leverage: Decimal | None
    keeps_own_share: bool
    firms: list[Aided]


def sheets_of(agreement: Agreement) -> QuerySet[ActionSheet]:
    """The sheets of an agreement itself, those that its renewal took over among them."""
    rows: QuerySet[ActionSheet] = ActionSheet.objects.across_towns().filter(ever_in(agreement))
    return rows


def budget_of(agreement: Agreement, on: dt.date) -> Budget:
    """Five queries, whatever the number of sheets and lines; of a sheet that passed, its own years."""
    ids = list(sheets_of(agreement).values_list("pk", flat=True))
    ours = own_years(agreement)
    costs, lines = spent(ids, ours), funded(ids, ours)
    return Budget(
        [total(costs, stage) for stage in Stage],
        by_year(costs),
        over_spent(costs),
        pockets(agreement),
        lines,
        leverage(lines),
        keeps_own_share(lines),
        [one for one in aided(lines, on) if one.is_near or one.is_above],
    )


def pockets(agreement: Agreement) -> list[Pocket]:
    """The envelopes of an agreement with their draws, by year."""
    rows = list(
        agreement.envelopes.select_related("axis", "payer").prefetch_related(
            "draws__sheet", "draws__amendment"
        )
    )
    stands = standings(rows)
    return [Pocket(row, stands[row.pk], list(row.draws.all())) for row in rows]


def chosen_lines(agreement: Agreement, **only: Any) -> QuerySet[FinancingLine]:
    """The financing lines of an agreement's sheets, filtered by funder or state."""
    lines = financing_lines(sheets_of(agreement).values("pk"))
    return lines.filter(own_years(agreement), **only)

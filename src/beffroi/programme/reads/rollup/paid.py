"""Money of a roll-up: one stage at a time, inside and outside apart; who pays, how surely."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from beffroi.programme.models import FinancingLine
from beffroi.programme.reads.money import totals_by
from beffroi.programme.reads.rollup.scope import Scope
from beffroi.programme.rules.money import Total
from beffroi.programme.rules.stages import Stage


@dataclass(frozen=True, slots=True)
class Spending:
    """The total of each stage as a whole, and by row number of the sheets' town."""

    whole: Mapping[Stage, Total]
    by_town: Mapping[int | None, Mapping[Stage, Total]]


def spending(scope: Scope) -> Spending:
    """What the sheets come to; stages are never added to one another. One query."""
    by_town = totals_by(scope.sheets(), "sheet__town_id", scope.year)
    whole = {
        stage: sum((town[stage] for town in by_town.values() if stage in town), Total(stage))
        for stage in Stage
    }
    return Spending(whole, by_town)


def funders(scope: Scope) -> dict[str, dict[str, Decimal]]:
    """Amounts by funder, then by state of the request; own funds under "". One query."""
    lines = FinancingLine.objects.filter(sheet__in=scope.sheets()).order_by()
    if scope.year:
        lines = lines.filter(year=scope.year)
    rows = lines.values_list("kind", "funder__name", "funder_name", "state")
    found = defaultdict[str, dict[str, Decimal]](dict)
    for kind, body, name, state, amount in rows.annotate(sum=Sum("amount")):
        payer = "" if kind == "own" else body or name
        found[payer][state] = found[payer].get(state, Decimal(0)) + amount
    return dict(sorted(found.items()))

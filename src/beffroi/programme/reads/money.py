"""Budgets and financing of sheets, added up by the database, one row a line group."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import DecimalField, F, Q, QuerySet, Sum
from django.db.models.functions import Round

from beffroi.kernel.money import NOTHING, ZERO, Money
from beffroi.programme.models import BudgetLine, Draw, Envelope, FinancingLine
from beffroi.programme.rules.envelopes import Standing
from beffroi.programme.rules.financing import Funded, side_of
from beffroi.programme.rules.money import Spent, Total
from beffroi.programme.rules.stages import FinancingState, Spending, Stage

# PostgreSQL rounds halves of `numeric` away from zero, as `kernel.money.cents` does.
_VAT = Round(
    F("net") * F("vat_rate"), 2, output_field=DecimalField(max_digits=16, decimal_places=2)
)
ALL = Q()
_GROUP = ("year", "kind", "stage", "is_inside")


def spent(sheets: QuerySet[Any] | Iterable[int], only: Q = ALL) -> list[Spent]:
    """What these sheets cost, added up by year, kind, stage and side; one query.

    Each sheet counts once, whatever lists it came by.
    """
    lines = BudgetLine.objects.filter(only, sheet__in=sheets)
    return [_spent(row) for row in _summed(lines, *_GROUP)]


def spent_by(sheets: QuerySet[Any] | Iterable[int], *keys: str) -> dict[Any, list[Spent]]:
    """The same by keys of the line's sheet (`"sheet__town_id"`, `"sheet__axis_id"`); one query."""
    found: dict[Any, list[Spent]] = defaultdict(list)
    for row in _summed(BudgetLine.objects.filter(sheet__in=sheets), *keys, *_GROUP):
        found[row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys)].append(
            _spent(row)
        )
    return dict(found)


def totals_by(
    sheets: QuerySet[Any] | Iterable[int], key: str, year: int | None = None
) -> dict[Any, dict[Stage, Total]]:
    """What these sheets come to at each stage, by one key of the line's sheet; one query."""
    lines = BudgetLine.objects.filter(sheet__in=sheets)
    if year is not None:
        lines = lines.filter(year=year)
    sides: dict[tuple[Any, str], dict[bool, Money]] = defaultdict(dict)
    for row in _summed(lines, key, "stage", "is_inside"):
        net, vat = row["total"], row["vat"]
        sides[row[key], row["stage"]][row["is_inside"]] = Money(net, vat, net + vat)
    found: dict[Any, dict[Stage, Total]] = defaultdict(dict)
    for (place, stage), held in sides.items():
        total = Total(Stage(stage), held.get(True, NOTHING), held.get(False, NOTHING))
        found[place][Stage(stage)] = total
    return dict(found)


def _summed(lines: QuerySet[BudgetLine], *keys: str) -> QuerySet[Any, dict[str, Any]]:
    return lines.values(*keys).annotate(total=Sum("net"), vat=Sum(_VAT)).order_by(*keys)


def _spent(row: dict[str, Any]) -> Spent:
    net, vat = row["total"], row["vat"]
    return Spent(
        row["year"],
        Spending(row["kind"]),
        Stage(row["stage"]),
        row["is_inside"],
        Money(net, vat, net + vat),
    )


def funded(sheets: QuerySet[Any] | Iterable[int], *only: Q, **more: Any) -> list[Funded]:
    """Their financing lines as the rules read them; `only` filters, as `funder=…`; one query."""
    lines = financing_lines(sheets).filter(*only, **more)
    return [
        Funded(
            side_of(line.kind),
            FinancingState(line.state),
            line.amount,
            line.year,
            line.is_inside,
            line.funder.name if line.funder else line.funder_name,
            line.beneficiary_siren,
            bool(line.scheme and line.scheme.is_state_aid),
            line.decided_on,
        )
        for line in lines
    ]


def financing_lines(sheets: QuerySet[Any] | Iterable[int]) -> QuerySet[FinancingLine]:
    """The financing lines themselves, with funder, scheme and sheet."""
    rows = FinancingLine.objects.filter(sheet__in=sheets)
    return rows.select_related("funder", "scheme", "sheet").order_by("year", "id")


def standings(envelopes: Iterable[Envelope]) -> dict[int, Standing]:
    """How each envelope stands; one query whatever their number."""
    held = {envelope.pk: envelope.amount for envelope in envelopes}
    sums = (
        Draw.objects.filter(envelope__in=held, cancelled_on=None)
        .values("envelope")
        .annotate(
            drawn=Sum("amount", filter=Q(is_waiting=False), default=ZERO),
            waiting=Sum("amount", filter=Q(is_waiting=True), default=ZERO),
        )
    )
    taken: dict[int, tuple[Decimal, Decimal]] = {
        row["envelope"]: (row["drawn"], row["waiting"]) for row in sums
    }
    return {pk: Standing(amount, *taken.get(pk, (ZERO, ZERO))) for pk, amount in held.items()}

"""Lines of a budget told as spendings: one spending, its stages beside each other, never added."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

from beffroi.kernel.money import Money
from beffroi.programme.rules.money import Spent, Total, total
from beffroi.programme.rules.stages import Spending, Stage

L = TypeVar("L")  # a line: year, kind, stage, label, net, vat_rate, is_inside


@dataclass(frozen=True, slots=True)
class Row(Generic[L]):
    """One spending: what it is, and by stage its lines (several payments of one order, say)."""

    year: int
    kind: Spending
    label: str
    vat_rate: Decimal
    is_inside: bool
    lines: Mapping[Stage, tuple[L, ...]]

    def at(self, stage: Stage) -> Total | None:
        """What it comes to at one stage; None where nothing is told of it."""
        held = self.lines.get(stage, ())
        return total([_spent(self, stage, one) for one in held], stage) if held else None


def _spent(row: Row[L], stage: Stage, line: Any) -> Spent:
    money = Money.of_net(line.net, line.vat_rate)
    return Spent(row.year, row.kind, stage, row.is_inside, money)


def rows_of(lines: Iterable[L]) -> list[Row[L]]:
    """Lines that differ by their stage alone are one spending; in the order of the first of each."""
    held: dict[tuple[int, str, str, Decimal, bool], dict[Stage, tuple[L, ...]]] = {}
    for one in lines:
        stages, stage = held.setdefault(_key(one), {}), _stage(one)
        stages[stage] = (*stages.get(stage, ()), one)
    return [
        Row(year, Spending(kind), label, rate, inside, stages)
        for (year, kind, label, rate, inside), stages in held.items()
    ]


def _stage(one: Any) -> Stage:
    return Stage(one.stage)


def _key(one: Any) -> tuple[int, str, str, Decimal, bool]:
    return one.year, one.kind, one.label, one.vat_rate, one.is_inside


def row_with(lines: Iterable[L], line: L) -> Row[L]:
    """The spending that a line is a part of."""
    (found,) = rows_of([one for one in lines if _key(one) == _key(line)])
    return found

"""The figures of several observatories in one table: common rows, local names, verdicts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.observatory.rules.federation.naming import names_of
from beffroi.observatory.rules.registry import UnknownIndicatorError, get
from beffroi.sources.observatories import Told, ToldFigure, ToldPerimeter, ToldRound, ToldTerm

ACTIVE = ("occupied", "seasonal_closed")
SAID = ("value", "at_least")
NOT_OF_TWO = frozenset({"vacancy_alert"})  # an alert is a town's own


@dataclass(frozen=True, slots=True)
class Side:
    """One observatory in a comparison: a perimeter, and the round looked at."""

    told: Told
    perimeter: ToldPerimeter
    round: ToldRound

    @property
    def active(self) -> int:
        """Premises at work."""
        return sum(self.round.states.get(state, 0) for state in ACTIVE)

    def unnamed(self, known: Collection[str]) -> int:
        """Premises at work whose trade has no common name that we know."""
        return max(
            0, self.active - sum(n for code, n in self.round.trades.items() if code in known)
        )

    def figure(self, code: str) -> ToldFigure | None:
        """One of its figures."""
        return next((one for one in self.round.figures if one.indicator == code), None)


@dataclass(frozen=True, slots=True)
class Row:
    """One common line: a value a side (None: not told), the local words a side, why not compared."""

    code: str
    label: Any
    values: tuple[Any, ...]
    words: tuple[tuple[ToldTerm, ...], ...] = ()
    why_not: str = ""  # "", "formula", "parameters", "verdict", "unit"
    unit: str = ""


def side_of(
    told: Told,
    *,
    key: str | None = None,
    like: ToldPerimeter | None = None,
    on: dt.date | None = None,
) -> Side | None:
    """The side to compare: the perimeter asked, or the one most like another; the round nearest a day.

    None when nothing was counted in it.
    """
    counted = [one for one in told.perimeters if one.rounds]
    asked = [one for one in counted if one.key == key] if key is not None else []
    alike = [one for one in counted if like is not None and one.kind == like.kind]
    place = next(iter([*asked, *alike, *counted]), None)
    if place is None:
        return None
    rounds = place.rounds
    last = rounds[-1] if on is None else min(rounds, key=lambda one: (abs(one.on - on), one.on))
    return Side(told, place, last)


def figure_rows(sides: Sequence[Side]) -> list[Row]:
    """Every indicator that two sides tell at least, in the order of our pages."""
    codes = [one.indicator for one in sides[0].round.figures]
    codes += [f.indicator for side in sides[1:] for f in side.round.figures]
    found = []
    for code in dict.fromkeys(codes):
        told = [side.figure(code) for side in sides]
        if sum(one is not None for one in told) < 2 or code in NOT_OF_TWO:
            continue
        try:
            label = get(code).label
        except UnknownIndicatorError:
            continue  # a newer software computes it: we have no words for it
        unit = next(one.unit for one in told if one)
        found.append(Row(code, label, tuple(told), why_not=_why_not(told), unit=unit))
    return found


def _why_not(told: Sequence[ToldFigure | None]) -> str:
    """What keeps the figures of a row from being held against each other; "" nothing does."""
    if any(one is None or one.verdict not in SAID or one.value is None for one in told):
        return "verdict"
    kept = [one for one in told if one is not None]
    if len({one.unit for one in kept}) > 1:
        return "unit"
    if len({one.formula for one in kept}) > 1:
        return "formula"
    parameters = [dict(one.parameters) for one in kept]
    if any(one != parameters[0] for one in parameters):
        return "parameters"
    return "at_least" if any(one.verdict == "at_least" for one in kept) else ""


def trade_rows(sides: Sequence[Side], labels: Mapping[str, Any]) -> list[Row]:
    """Common trades (`labels`: those we know) with premises on any side; counts, and local words."""
    return _rows(sides, "trade", labels, lambda side: side.round.trades)


def state_rows(sides: Sequence[Side], labels: Mapping[str, Any]) -> list[Row]:
    """The same for the states of premises."""
    return _rows(sides, "state", labels, lambda side: side.round.states)


def _rows(sides: Sequence[Side], kind: str, labels: Mapping[str, Any], counts: Any) -> list[Row]:
    words = [names_of(side.told.terms, kind, side.round.on) for side in sides]
    held = [counts(side) for side in sides]
    return [
        Row(
            code,
            label,
            tuple(one.get(code, 0) for one in held),
            tuple(named.get(code, ()) for named in words),
        )
        for code, label in labels.items()
        if any(one.get(code) for one in held)
    ]


def total(rows: Iterable[Row], rank: int) -> int:
    """What the rows count for one side."""
    return sum(row.values[rank] for row in rows)

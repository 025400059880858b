"""Statistical secrecy: for what people told us, never for what is seen from the pavement.

A value may be shown when at least three units make it and none makes more than 85 % of it
(rule of the French statistical service). A hidden value must not be found again from a total, from
nested perimeters or from neighbouring tables: `complement` hides what is needed besides.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

Cell = TypeVar("Cell", bound=Hashable)

MIN_UNITS = 3
DOMINANCE = 0.85


class NegativeContributionError(ValueError):
    """Secrecy of a value made of negative contributions is not defined."""


def publishable(
    contributions: Iterable[float], *, min_units: int = MIN_UNITS, dominance: float = DOMINANCE
) -> bool:
    """Whether a value made of these contributions may be shown. Zeros make no unit.

    Source: manuel de protection des données tabulées, Insee (3 units, 85 %).
    """
    units = [value for value in contributions if value]
    if any(value < 0 for value in units):
        raise NegativeContributionError(f"{len(units)} units, some negative")
    return len(units) >= min_units and max(units) <= dominance * sum(units)


def primary(cells: Mapping[Cell, Sequence[float]]) -> set[Cell]:
    """Cells that may not be shown for themselves; an empty cell shows nothing and is safe."""
    return {key for key, values in cells.items() if any(values) and not publishable(values)}


def recoverable(relations: Iterable[Collection[Cell]], hidden: Collection[Cell]) -> set[Cell]:
    """Hidden cells an attentive reader can compute from the visible ones.

    Each relation names cells tied by one published sum (a row with its total, a centre with its
    streets). A cell is found when some combination of the relations leaves it alone.
    """
    order = sorted(hidden, key=repr)
    rows = [[Fraction(int(cell in set(relation))) for cell in order] for relation in relations]
    reduced = _reduce([row for row in rows if any(row)], len(order))
    alone = (row for row in reduced if sum(1 for x in row if x) == 1)
    return {order[next(i for i, x in enumerate(row) if x)] for row in alone}


def _reduce(rows: list[list[Fraction]], width: int) -> list[list[Fraction]]:
    """Reduced row echelon form: a unit vector lies in the row space only if it is a row of it."""
    done = 0
    for column in range(width):
        pivot = next((i for i in range(done, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        lead = rows[done][column]
        rows[done] = [x / lead for x in rows[done]]
        for i, row in enumerate(rows):
            if i != done and row[column]:
                factor = row[column]
                rows[i] = [x - factor * y for x, y in zip(row, rows[done], strict=True)]
        done += 1
    return rows[:done]


def complement(
    cells: Mapping[Cell, Sequence[float]], relations: Sequence[Collection[Cell]]
) -> set[Cell]:
    """All cells to hide: the primary ones, and few and small others that keep them unknown.

    `relations` lists, for each published sum, the cells that enter it; when the sum is itself a
    cell it stands in the relation with its parts. Within one relation the hidden parts must also
    be publishable together, for their sum can be had by subtraction.
    """
    hidden = primary(cells)
    while True:
        weak = _weak(cells, relations, hidden)
        if weak is None:
            return hidden
        spare = [c for c in weak if c not in hidden and any(cells.get(c, ()))]
        if not spare:
            relations = [relation for relation in relations if relation is not weak]
            continue
        bared = {c: sum(c in r and hidden.isdisjoint(r) for r in relations) for c in spare}
        hidden.add(min(spare, key=lambda c: (bared[c], sum(cells[c]), repr(c))))


def _weak(
    cells: Mapping[Cell, Sequence[float]],
    relations: Sequence[Collection[Cell]],
    hidden: set[Cell],
) -> Collection[Cell] | None:
    """A relation through which a hidden cell, or too small a group of them, can be found."""
    parts = [(relation, [c for c in relation if c in hidden]) for relation in relations]
    for relation, kept in parts:
        pooled = [value for cell in kept for value in cells[cell]]
        if len(kept) == 1 or (kept and not publishable(pooled)):
            return relation
    found = recoverable(relations, hidden)  # dearer: by combining several sums
    return next((relation for relation, kept in parts if found.intersection(kept)), None)


def leaks(perimeters: Mapping[Cell, Mapping[Hashable, float]]) -> list[tuple[Cell, Cell]]:
    """Pairs (outer, inner) whose difference, had by subtraction, may not be shown.

    Each perimeter gives the contribution of every unit inside it. Two publishable perimeters
    that differ by one shop give that shop away.
    """
    found = []
    for outer, whole in perimeters.items():
        for inner, part in perimeters.items():
            if outer == inner or not part.keys() < whole.keys():
                continue
            rest = [value for unit, value in whole.items() if unit not in part]
            if any(rest) and not publishable(rest):
                found.append((outer, inner))
    return found

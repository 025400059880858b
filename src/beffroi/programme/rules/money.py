"""What a budget adds up to: one stage at a time, inside and outside the agreement apart.

A planned spending, its commitment and its payment are one spending told three times: their sum
means nothing, so no function here gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from beffroi.kernel.money import NOTHING, Money, MoneyError
from beffroi.programme.rules.stages import STAGES, Spending, Stage


@dataclass(frozen=True, slots=True)
class Spent:
    """A budget line, or several of the same year, kind, stage and side added up."""

    year: int
    kind: Spending
    stage: Stage
    is_inside: bool
    money: Money


@dataclass(frozen=True, slots=True)
class Total:
    """Money of one stage: within the agreement and outside it. Their sum is shown, never kept."""

    stage: Stage
    inside: Money = NOTHING
    outside: Money = NOTHING

    @property
    def together(self) -> Money:
        """Both seen together; a page shows it beside its two parts."""
        return self.inside + self.outside

    def __add__(self, other: Total) -> Total:
        if self.stage != other.stage:
            names = dict(STAGES)
            raise MoneyError(
                _("« %(one)s » et « %(other)s » ne s’additionnent pas : c’est la même dépense.")
                % {"one": names[self.stage], "other": names[other.stage]}
            )
        return Total(self.stage, self.inside + other.inside, self.outside + other.outside)

    def __bool__(self) -> bool:
        return bool(self.inside or self.outside)


def total(lines: Iterable[Spent], stage: Stage) -> Total:
    """What the lines of this one stage come to; lines of the others are left aside.

    Raises `MoneyError` when no single stage is asked for.
    """
    if not isinstance(stage, Stage):
        raise MoneyError(_("Un total se demande pour une seule étape : prévu, engagé ou payé."))
    inside = outside = NOTHING
    for line in lines:
        if line.stage == stage and line.is_inside:
            inside += line.money
        elif line.stage == stage:
            outside += line.money
    return Total(stage, inside, outside)


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a budget, by kind of spending and by stage."""

    year: int
    cells: Mapping[tuple[Spending, Stage], Total]

    def of(self, kind: Spending, stage: Stage) -> Total:
        """The total of one kind at one stage."""
        return self.cells.get((kind, stage), Total(stage))

    def all_kinds(self, stage: Stage) -> Total:
        """Investment and operating at one stage."""
        return sum((self.of(kind, stage) for kind in Spending), Total(stage))


def by_year(lines: Iterable[Spent]) -> list[Year]:
    """The years of a budget in order, each by kind and stage."""
    grouped: dict[int, dict[tuple[Spending, Stage], list[Spent]]] = {}
    for line in lines:
        grouped.setdefault(line.year, {}).setdefault((line.kind, line.stage), []).append(line)
    return [
        Year(year, {key: total(held, key[1]) for key, held in grouped[year].items()})
        for year in sorted(grouped)
    ]


def over_spent(lines: Iterable[Spent]) -> list[tuple[int, Stage, Stage]]:
    """Years in which more is committed than planned, or more paid than committed (gross).

    Gives (year, the stage that is above, the stage it passes); nothing is refused for it.
    """
    found = []
    for year in by_year(lines):
        for above, below in ((Stage.COMMITTED, Stage.PLANNED), (Stage.PAID, Stage.COMMITTED)):
            upper, lower = (year.all_kinds(stage).together.gross for stage in (above, below))
            if upper > lower:
                found.append((year.year, above, below))
    return found

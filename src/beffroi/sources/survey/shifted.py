"""Columns whose values slid under the neighbour's title: found by a test, never guessed back.

A title announces what its values look like (`roles`). Where the values of one column deny their own
title and fit the title k columns away, whose own values deny it too, the columns have slid by k.
Chance is excluded by a sign test on the values that fit one title and not the other (p < 1e-6).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import comb

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.sources.records import UnreadableSource
from beffroi.sources.survey.roles import Role, role_of
from beffroi.sources.survey.table import SurveyTable

FARTHEST = 3
FITS, DENIES = 0.8, 0.2
CERTAIN = 1e-6
SAMPLE = 1_000
ENOUGH = 20  # values: fewer prove nothing at that level


@dataclass(frozen=True, slots=True)
class Slid:
    """The values under `title` are those that `meant` announces, `by` columns to the right of it."""

    title: str
    meant: str
    by: int
    values: int
    p: float


def slid_columns(table: SurveyTable) -> list[Slid]:
    """Every column that fits a neighbour's title and denies its own, in the order of the table."""
    rules = [role_of(title) for title in table.titles]
    columns = [table.column(title) for title in table.titles]
    own = [rule.share(values) if rule else 0.0 for rule, values in zip(rules, columns, strict=True)]
    found = []
    for place, by in _pairs(len(rules)):
        mine, other = rules[place], rules[place + by]
        if mine is None or other is None or not other.sharp or mine.key == other.key:
            continue
        if own[place] > DENIES or (own[place + by] > DENIES and other.says(columns[place + by])):
            continue
        slid = _tested(columns[place], mine, other)
        if slid is not None:
            values, p = slid
            found.append(Slid(table.titles[place], table.titles[place + by], by, values, p))
    return found


def _pairs(count: int) -> Iterator[tuple[int, int]]:
    for place in range(count):
        for by in (1, -1, 2, -2, FARTHEST, -FARTHEST):
            if 0 <= place + by < count:
                yield place, by


def _tested(values: list[str], mine: Role, other: Role) -> tuple[int, float] | None:
    """(values that fit the other title alone, chance of it); None when the test does not hold."""
    told = other.says(values)[:SAMPLE]
    if len(told) < ENOUGH or other.share(values) < FITS:
        return None
    alone = sum(other.fits(one) and not mine.fits(one) for one in told)
    against = sum(mine.fits(one) and not other.fits(one) for one in told)
    p = by_chance(alone, alone + against)
    return (alone, p) if p < CERTAIN else None


def by_chance(heads: int, throws: int) -> float:
    """Chance of as many heads, or more, in so many throws of a fair coin."""
    return sum(comb(throws, n) for n in range(heads, throws + 1)) / 2**throws


def refuse_shifted(table: SurveyTable) -> None:
    """Raise the sentence that says which columns slid, and by how many, when some did."""
    found = slid_columns(table)
    if not found:
        return
    by = Counter(one.by for one in found).most_common(1)[0][0]
    first = next(one for one in found if one.by == by)
    way = _("vers la gauche") if by > 0 else _("vers la droite")
    slid = ngettext(
        "Les colonnes de ce fichier ont glissé d’une colonne %(way)s à partir de « %(title)s »",
        "Les colonnes de ce fichier ont glissé de %(by)d colonnes %(way)s à partir de « %(title)s »",
        abs(by),
    ) % {"by": abs(by), "way": way, "title": first.title}
    proof = _(
        "%(values)d de ses valeurs sont celles que le titre « %(meant)s » annonce. Rien n’a été lu : "
        "demandez au producteur de redonner le fichier, ou remettez chaque titre sur sa colonne."
    ) % {"values": first.values, "meant": first.meant}
    raise UnreadableSource(f"{slid} : {proof}", code="shifted_columns")

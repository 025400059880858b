"""Roll-ups: what a chamber, a network or a framework comes to, nothing typed twice (row 000-01)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from beffroi.programme.models import ProgrammeMember
from beffroi.programme.reads.many import any_of
from beffroi.programme.reads.rollup import paid, work
from beffroi.programme.reads.rollup.paid import Spending
from beffroi.programme.reads.rollup.scope import (
    Counted,
    Place,
    Scope,
    of_agreement,
    of_body,
)
from beffroi.programme.reads.rollup.work import Aims, Done
from beffroi.programme.rules.promises import Kept
from beffroi.programme.rules.rollup import Work
from beffroi.programme.rules.sharing import Share

__all__ = ["Line", "Programmes", "RollUp", "Scope", "of_agreement", "of_body", "rolled"]


@dataclass(frozen=True, slots=True)
class Line:
    """One town of a roll-up: its agreements, and what its own sheets come to."""

    place: Place
    agreements: int
    work: Work
    share: Share


@dataclass(frozen=True, slots=True)
class Programmes:
    """Towns by programme on the day; a town in two counts in both here, once everywhere else."""

    by_name: Mapping[str, int]
    in_several: int


@dataclass(frozen=True, slots=True)
class RollUp:
    """What an agreement, a chamber or a network comes to on a day or over a year.

    `money` and `funders` are None for whoever may not read them.
    """

    scope: Scope
    done: Done
    promises: Kept
    promises_by: Mapping[str, Kept]
    aims: Aims
    lines: tuple[Line, ...]
    programmes: Programmes
    by_holder: Mapping[str, tuple[int, int]]
    money: Spending | None = None
    funders: Mapping[str, Mapping[str, Decimal]] | None = None

    @property
    def unserved(self) -> list[Line]:
        """Towns that no sheet of these served within 24 months, the never served first."""
        silent = [one for one in self.lines if one.share.silent]
        return sorted(silent, key=lambda one: (one.share.last_on is not None, one.place.name))

    @property
    def towns_bound(self) -> int:
        """Towns with an agreement of their own."""
        return sum(1 for one in self.lines if one.agreements)


def rolled(scope: Scope, *, with_money: bool = True) -> RollUp:
    """Add up; eleven queries at most, whatever the number of towns."""
    found, (kept, kept_by) = work.done(scope), work.promises(scope)
    return RollUp(
        scope,
        found,
        kept,
        kept_by,
        work.aims(scope),
        tuple(_lines(scope, found, work.served(scope))),
        _programmes(scope),
        _by_holder(scope.agreements),
        paid.spending(scope) if with_money else None,
        paid.funders(scope) if with_money else None,
    )


def _lines(scope: Scope, done: Done, shares: list[Share]) -> list[Line]:
    held = Counter(one.town_id for one in scope.agreements)
    got = {one.commune: one for one in shares}
    return [
        Line(
            place,
            held[place.town_id] if place.town_id else 0,
            done.by_town.get(place.town_id, Work()) if place.town_id else Work(),
            got[place.code],
        )
        for place in scope.places
    ]


def _programmes(scope: Scope) -> Programmes:
    """Programmes of the towns, by their memberships; one query."""
    codes = [place.code for place in scope.places]
    ours = any_of("insee_code", codes, "text")
    rows = ProgrammeMember.objects.filter(ours, recorded__upper_inf=True)
    members = defaultdict[str, set[str]](set)
    for code, name, valid, seen in rows.values_list(
        "insee_code", "programme__name", "valid", "first_seen_on"
    ):
        if scope.on in valid and (seen is None or seen <= scope.on):
            members[code].add(name)
    names = Counter(name for held in members.values() for name in held)
    return Programmes(
        dict(sorted(names.items())), sum(1 for held in members.values() if len(held) > 1)
    )


def _by_holder(agreements: tuple[Counted, ...]) -> dict[str, tuple[int, int]]:
    """By the body that keeps the file: agreements, and towns they are made for."""
    files = defaultdict[str, list[Counted]](list)
    for one in agreements:
        files[one.holder].append(one)
    return {
        name: (len(held), len({one.town_id for one in held if one.town_id}))
        for name, held in sorted(files.items())
    }

"""Programmes on a day: how many towns and communes by our list, and what sources said."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from beffroi.kernel.period import Confidence
from beffroi.programme.models import (
    Amendment,
    Axis,
    Programme,
    ProgrammeCount,
    ProgrammeMember,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme on a day. `maybe`: communes first seen later, whose day of entry nobody knows.

    `sources` are those of the rows counted, with how many communes each tells.
    """

    on: dt.date
    members: tuple[ProgrammeMember, ...]
    towns: int
    maybe: int
    sources: tuple[tuple[str, int], ...]
    deduced: int

    @property
    def communes(self) -> int:
        return len(self.members)


@dataclass(frozen=True, slots=True)
class Said:
    """What a source said on a day, beside what our list gives that day."""

    count: ProgrammeCount
    ours: int


@dataclass(frozen=True, slots=True)
class Extension:
    """Communes that a signed amendment of a published agreement added or took away."""

    amendment: Amendment
    added: tuple[str, ...]
    dropped: tuple[str, ...]


def programmes() -> QuerySet[Programme]:
    """Every programme, with its versions and axes."""
    axes = Prefetch("versions__axes", Axis.objects.order_by("order", "code"))
    mapped = "versions__axes__mapped_from"
    return Programme.objects.select_related("owner").prefetch_related("versions", axes, mapped)


def programme_or_404(slug: str) -> Programme:
    """One programme by its address."""
    return get_object_or_404(programmes(), slug=slug)


def rows_of(programme: Programme) -> list[ProgrammeMember]:
    """Every membership as we know it now, by name; one query, for as many days as one asks."""
    rows = programme.members.filter(recorded__upper_inf=True)
    return list(rows.order_by("name", "insee_code", "valid"))


def began(programme: Programme) -> dt.date | None:
    """The first day of its first version."""
    days = [one.valid.lower for one in programme.versions.all() if one.valid.lower]
    return min(days, default=None)


def standing(
    rows: Iterable[ProgrammeMember], on: dt.date, began: dt.date | None = None
) -> Standing:
    """Who is in it on this day; `began` is the day its list was complete."""
    held = list(rows)
    members = tuple(one for one in held if _in(one, on))
    running = began is not None and on > began
    maybe = [one for one in held if one.valid.lower is None and _unseen(one, on)]
    sources = Counter(one.source for one in members)
    return Standing(
        on,
        members,
        len({one.town_ref for one in members}),
        len(maybe) if running else 0,
        tuple(sources.most_common()),
        sum(1 for one in members if one.confidence != Confidence.SURE),
    )


def _in(member: ProgrammeMember, on: dt.date) -> bool:
    """The same as `period.true`, on rows already read."""
    lower, upper = member.valid.lower, member.valid.upper
    return (
        (lower is None or lower <= on) and (upper is None or on < upper) and not _unseen(member, on)
    )


def _unseen(member: ProgrammeMember, on: dt.date) -> bool:
    return member.first_seen_on is not None and member.first_seen_on > on


def said(programme: Programme, rows: Iterable[ProgrammeMember]) -> list[Said]:
    """Published counts by day, each beside ours of that day; one query."""
    held = list(rows)
    found = []
    for one in programme.counts.order_by("on", "-unit", "pk"):
        there = standing(held, one.on)
        found.append(Said(one, there.towns if one.unit == "town" else there.communes))
    return found


def mappings_to(programme: Programme) -> dict[int, list[Axis]]:
    """By axis of a version: the axes of earlier versions that are read as it; one query."""
    rows = Axis.objects.filter(mapped_to__after__version__programme=programme)
    pairs = rows.values_list("mapped_to__after", "pk").order_by("order", "code")
    axes = {axis.pk: axis for axis in rows.select_related("version")}
    found: dict[int, list[Axis]] = defaultdict(list)
    for after, before in pairs:
        found[after].append(axes[before])
    return dict(found)


def extensions(programme: Programme) -> list[Extension]:
    """Perimeters that signed amendments extended, in published agreements of the programme."""
    rows = Amendment.objects.filter(
        Q(agreement__programme=programme) | Q(agreement__parent__programme=programme),
        agreement__is_published=True,
        signed_on__isnull=False,
        abandoned_on=None,
    )
    found = [_extension(one) for one in rows.select_related("agreement__town").order_by("pk")]
    return [one for one in found if one.added or one.dropped]


def _extension(amendment: Amendment) -> Extension:
    added: list[str] = []
    dropped: list[str] = []
    for change in amendment.changes:
        if str(change.get("path", "")).startswith("places/"):
            place = change.get("after") or change.get("before") or {}
            name = str(place.get("name", "")) if isinstance(place, dict) else str(place)
            (added if "after" in change else dropped).append(name)
    return Extension(amendment, tuple(added), tuple(dropped))


def by_town(members: Iterable[ProgrammeMember]) -> list[tuple[str, list[ProgrammeMember]]]:
    """Towns of the programme with their communes, by the name of the first."""
    towns: dict[str, list[ProgrammeMember]] = defaultdict(list)
    for one in members:
        towns[one.town_ref].append(one)
    return sorted(towns.items(), key=lambda pair: pair[1][0].name)

"""Organisations: the list, one of them with its area, its people and its mergers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from beffroi.territory.models import AreaPlace, Membership, Merger, Organisation
from beffroi.territory.reads.held import last_day, state_of
from beffroi.territory.reads.places import place_name


@dataclass(frozen=True, slots=True)
class Covered:
    """One place a body covers, or has left (`leaves`)."""

    row: AreaPlace
    level: Any
    name: str
    leaves: bool
    since: dt.date | None
    until: dt.date | None
    state: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a body."""

    row: Membership
    name: str
    title: str
    since: dt.date | None
    until: dt.date | None
    state: str


@dataclass(frozen=True, slots=True)
class Following:
    """What a merger takes along, on its day."""

    places: list[Covered]
    members: list[Member]
    roles: int
    people: int


def bodies(on: dt.date, *, text: str = "", kind: str = "") -> QuerySet[Organisation]:
    """Organisations by name, with how many members each has on this day."""
    rows = Organisation.objects.select_related("town", "merged_by__into").order_by("name", "pk")
    if text:
        rows = rows.filter(Q(name__icontains=text) | Q(siren=text.replace(" ", "")))
    if kind:
        rows = rows.filter(kind=kind)
    members = Count("memberships", filter=Q(memberships__valid__contains=on))
    return rows.annotate(members=members)


def body_or_404(key: str) -> Organisation:
    """One organisation."""
    rows = Organisation.objects.select_related("town", "merged_by__into")
    return get_object_or_404(rows, key=key)


def places_of(body: Organisation, on: dt.date) -> list[Covered]:
    """Every place a body covers, covered or will cover; what holds today first."""
    rows = [row for row in body.area_places.order_by("level", "code") if not row.valid.isempty]
    told = [
        Covered(
            row=row,
            level=AreaPlace.Level(row.level).label,
            name=place_name(row.level, row.code),
            leaves=row.is_exception,
            since=row.valid.lower,
            until=last_day(row),
            state=state_of(row, on),
        )
        for row in rows
    ]
    return sorted(told, key=lambda one: (one.state == "over", one.name))


def members_of(body: Organisation, on: dt.date) -> list[Member]:
    """The people of a body, past ones last: one query."""
    rows = body.memberships.select_related("person").order_by("person__name", "pk")
    told = [
        Member(row, row.person.name, row.title, row.valid.lower, last_day(row), state_of(row, on))
        for row in rows
        if not row.valid.isempty
    ]
    return sorted(told, key=lambda one: one.state == "over")


def mergers_into(body: Organisation) -> QuerySet[Merger]:
    """Bodies that went into this one, the last first."""
    return body.mergers.select_related("absorbed").order_by("-on", "pk")


def following(absorbed: Organisation, on: dt.date) -> Following:
    """What would follow if the body merged on this day."""
    # A role held in its name and on its area is one role.
    held = (absorbed.roles.all() | absorbed.acting_roles.all()).distinct()
    rows = held.filter(valid__contains=on)
    return Following(
        places=[one for one in places_of(absorbed, on) if one.state != "over"],
        members=[one for one in members_of(absorbed, on) if one.state != "over"],
        roles=rows.count(),
        people=rows.order_by().values("person").distinct().count(),
    )

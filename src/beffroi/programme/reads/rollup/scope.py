"""Whose agreements a roll-up counts: a body's or a framework's, with all that stand under them.

Each agreement, each sheet and each town counts once, whatever ways lead to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet

from beffroi.programme.models import ActionSheet, Agreement, AgreementPlace
from beffroi.programme.reads.benefits import name_of, people
from beffroi.programme.reads.many import AnyOf, any_of
from beffroi.programme.rules.life import BINDING, State
from beffroi.territory import reads as territory
from beffroi.territory.models import Organisation, Town

# Those that ran; what was never signed, or was broken off, promises nothing.
RAN = (*BINDING, State.RENEWED, State.ENDED)

# `hangs`: what each stands under on the day, or on the last of the year; a framework that was left
# for the next keeps what stood under it until then. `own`: the body signs or keeps the file; the
# others only stand under one of those.
_SCOPE = """
    WITH RECURSIVE hangs(id, parent_id) AS (
        SELECT child.id, CASE WHEN past.id IS NOT NULL THEN past.into_id
            WHEN later.id IS NOT NULL THEN later.source_id ELSE child.parent_id END
        FROM programme_agreement child
        LEFT JOIN LATERAL (
            SELECT id, into_id FROM programme_attachment
            WHERE child_id = child.id AND decided_at IS NOT NULL AND "on" <= %(stands)s
            ORDER BY "on" DESC LIMIT 1
        ) past ON true
        LEFT JOIN LATERAL (
            SELECT id, source_id FROM programme_attachment
            WHERE child_id = child.id AND decided_at IS NOT NULL AND "on" > %(stands)s
            ORDER BY "on" LIMIT 1
        ) later ON true
    ), family(id) AS (
        SELECT id FROM territory_organisation WHERE id = ANY(%(bodies)s)
        UNION
        SELECT merger.absorbed_id FROM territory_merger merger
        JOIN family ON merger.into_id = family.id WHERE merger."on" <= %(on)s
    ), own(id) AS (
        SELECT unnest(%(agreements)s::bigint[])
        UNION SELECT id FROM programme_agreement WHERE holder_id IN (SELECT id FROM family)
        UNION SELECT agreement_id FROM programme_party
        WHERE organisation_id IN (SELECT id FROM family) AND left_on IS NULL
    ), mine(id) AS (
        SELECT id FROM own
        UNION SELECT id FROM programme_agreement WHERE town_id = ANY(%(towns)s)
        UNION SELECT child.id FROM hangs child JOIN mine ON child.parent_id = mine.id
    )
    SELECT agreement.id, agreement.key, agreement.title, agreement.kind, agreement.town_id,
        agreement.holder_id, holder.name, agreement.id IN (SELECT id FROM own),
        ARRAY(SELECT sheet_id FROM programme_takeover
              WHERE source_id = agreement.id AND taken_on > %(first)s)
    FROM mine JOIN programme_agreement agreement ON agreement.id = mine.id
    JOIN territory_organisation holder ON holder.id = agreement.holder_id
    WHERE agreement.state = ANY(%(states)s) AND agreement.valid && daterange(%(first)s, %(after)s)
    ORDER BY agreement.id
"""


@dataclass(frozen=True, slots=True)
class Counted:
    """An agreement of the roll-up. `own`: the body is a party to it, or keeps the file.

    `passed`: sheets that a renewal took over since the day or the year began (row numbers).
    """

    pk: int
    key: str
    title: str
    kind: str
    town_id: int | None
    holder_id: int
    holder: str
    own: bool
    passed: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A town of the roll-up, open here or not; `town_id` None when it is not."""

    code: str
    name: str
    population: int | None
    town_id: int | None
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is rolled up on a day, or over a year: agreements and towns, each once."""

    on: dt.date
    year: int | None
    agreements: tuple[Counted, ...] = ()
    places: tuple[Place, ...] = ()

    @property
    def pks(self) -> list[int]:
        return [one.pk for one in self.agreements]

    def among(self, name: str) -> AnyOf:
        """The condition that a column is one of these agreements."""
        return any_of(name, self.pks, "bigint")

    def sheets(self) -> QuerySet[ActionSheet]:
        """Their sheets, each once: a restricted one only where the body takes part itself."""
        rows: QuerySet[ActionSheet] = ActionSheet.objects.across_towns()
        found = rows.filter(_held(self.agreements))
        own = [one for one in self.agreements if one.own]
        if len(own) < len(self.agreements):
            found = found.filter(Q(is_restricted=False) | _held(own))
        return found.order_by()


def _held(agreements: Collection[Counted]) -> Q:
    """Sheets that stand in these, or stood there when the day or the year began: what a renewal
    took over is counted once, by whichever of the two is rolled up.
    """
    there = Q(any_of("agreement_id", [one.pk for one in agreements], "bigint"))
    passed = [sheet for one in agreements for sheet in one.passed]
    return there | Q(any_of("pk", passed, "bigint")) if passed else there


def of_body(body: Organisation, on: dt.date, year: int | None = None) -> Scope:
    """A body's: what it signs or keeps, what stands under it; a network's, of all its towns too.

    Six queries, whatever the number of towns.
    """
    area = _area_towns(body, on)
    network = body.kind == Organisation.Kind.NETWORK
    towns = [town.pk for town in area] if network else []
    rows = _counted({"bodies": [body.pk], "agreements": [], "towns": towns}, on, year)
    return _scope(rows, area, on, year)


def of_agreement(agreement: Agreement, on: dt.date, year: int | None = None) -> Scope:
    """A framework's: itself and all that stand under it. Four queries."""
    asked = {"bodies": [], "agreements": [agreement.pk], "towns": []}
    return _scope(_counted(asked, on, year), [], on, year)


def _counted(asked: dict[str, Any], on: dt.date, year: int | None) -> list[Counted]:
    first = dt.date(year, 1, 1) if year else on
    after = dt.date(year + 1, 1, 1) if year else on + dt.timedelta(days=1)
    stands = dt.date(year, 12, 31) if year else on
    values = {
        **asked, "on": on, "states": list(RAN), "first": first, "after": after, "stands": stands
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_SCOPE, values)
        return [Counted(*row) for row in cursor.fetchall()]


def _area_towns(body: Organisation, on: dt.date) -> list[Town]:
    """Towns open here that the body covers on a day; two queries."""
    area = territory.areas_of([body.pk], on).get(body.pk)
    if area is None:
        return []
    return [town for town in territory.towns() if area.reaches(territory.ground_of(town))]


def _scope(rows: list[Counted], area: Iterable[Town], on: dt.date, year: int | None) -> Scope:
    towns = {town.pk: town for town in area}
    missing = {row.town_id for row in rows if row.town_id} - towns.keys()
    towns |= {town.pk: town for town in Town.objects.filter(pk__in=missing)}
    ours = any_of("agreement_id", [row.pk for row in rows], "bigint")
    covered = AgreementPlace.objects.filter(ours)
    codes = set(covered.filter(valid__contains=on).values_list("insee_code", flat=True))
    return Scope(on, year, tuple(rows), tuple(_places(towns.values(), codes)))


def _places(towns: Iterable[Town], codes: set[str]) -> list[Place]:
    """The towns and the communes named one by one, each once, by name."""
    found = {
        town.insee_code: Place(town.insee_code, town.name, town.population, town.pk, town.slug)
        for town in towns
    }
    others = codes - found.keys()
    numbers = people(others) if others else {}
    for code in others:
        found[code] = Place(code, name_of(code), numbers.get(code), None)
    return sorted(found.values(), key=lambda one: (one.name, one.code))

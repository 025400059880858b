"""What a person may reach: two queries at most, kept for the length of a request."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from beffroi.accounts.rules import roles
from beffroi.kernel import permission
from beffroi.kernel.country import country_pack
from beffroi.territory.models import RoleAssignment, Town
from beffroi.territory.rules.rights import (
    COMMUNE,
    EVERYWHERE,
    Area,
    Body,
    Ground,
    Part,
    Place,
    Right,
    Rights,
)

# The body that an absorbed one became, merger after merger, up to the day asked.
_HEIR = """(
    WITH RECURSIVE heir(id, depth) AS (
        SELECT COALESCE("territory_roleassignment"."acting_for_id",
                        "territory_roleassignment"."organisation_id"), 0
        UNION ALL
        SELECT merger.into_id, heir.depth + 1
        FROM territory_merger merger JOIN heir ON merger.absorbed_id = heir.id
        WHERE merger."on" <= %s
    )
    SELECT body.{column} FROM heir JOIN territory_organisation body ON body.id = heir.id
    ORDER BY depth DESC LIMIT 1
)"""


def rights_of(person: Any, on: dt.date | None = None) -> Rights:
    """Every role the person holds on this day (today by default); nothing for a visitor."""
    day = on or timezone.localdate()
    if not getattr(person, "is_authenticated", False) or not person.is_active:
        return Rights(on=day)
    kept = permission.kept()
    key = ("rights", person.pk, day)
    if key not in kept:
        kept[key] = _read(person, day)
    rights: Rights = kept[key]
    return rights


def _read(person: Any, day: dt.date) -> Rights:
    rows = list(_assignments(person, day))
    bodies = {row.organisation_id for row in rows if row.scope in (roles.AREA, roles.NETWORK)}
    areas = areas_of(bodies, day) if bodies else {}
    return Rights(person.key, day, tuple(_right(row, areas) for row in rows))


def _assignments(person: Any, day: dt.date) -> Any:
    """A delegated role holds on the days its giver's does."""
    from_giver = Q(delegated_from=None) | Q(delegated_from__valid__contains=day)
    held = RoleAssignment.objects.filter(from_giver, person=person, valid__contains=day)
    return held.select_related("town", "organisation").annotate(
        body_key=RawSQL(_HEIR.format(column="key"), [day]),  # noqa: S611 (our own text)
        body_name=RawSQL(_HEIR.format(column="name"), [day]),  # noqa: S611
    )


# A body covers what it covers, and what the bodies that went into it did, up to the day asked.
_PARTS = """
    WITH RECURSIVE family(body, part) AS (
        SELECT id, id FROM territory_organisation WHERE id = ANY(%s)
        UNION
        SELECT family.body, merger.absorbed_id
        FROM territory_merger merger JOIN family ON merger.into_id = family.part
        WHERE merger."on" <= %s
    )
    SELECT body, part, level, code, is_exception
    FROM family JOIN territory_areaplace ON organisation_id = part AND valid @> %s::date
"""


def areas_of(bodies: Iterable[int], day: dt.date) -> dict[int, Area]:
    """What bodies cover on a day, by their row number, in one query."""
    held: dict[int, dict[int, tuple[set[Place], set[Place]]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, [list(bodies), day, day])
        for body, part, level, code, leaves in cursor.fetchall():
            sides = held.setdefault(body, {}).setdefault(part, (set(), set()))
            sides[leaves].add((level, code))
    return {body: Area(tuple(map(_part, parts.values()))) for body, parts in held.items()}


def _part(sides: tuple[set[Place], set[Place]]) -> Part:
    covered, left = sides
    return Part(frozenset(covered), frozenset(left))


def _right(row: Any, areas: dict[int, Area]) -> Right:
    return Right(
        key=row.key,
        role=row.role,
        scope=row.scope,
        area=_area(row, areas),
        of=row.organisation.key if row.organisation else "",
        district=row.district,
        object_key=row.object_key,
        body=Body(row.body_key or "", row.body_name or ""),
        until=row.valid.upper,
        delegated=row.delegated_from_id is not None,
    )


def _area(row: Any, areas: dict[int, Area]) -> Area:
    if row.scope in (roles.TOWN, roles.DISTRICT):
        return Area.of((COMMUNE, row.town.insee_code))
    if row.scope == roles.REGION:
        return Area.of(("region", row.region))
    if row.scope == roles.INSTALLATION:
        return Area.of(EVERYWHERE)
    return areas.get(row.organisation_id, Area())


def ground_of(town: Town | str) -> Ground:
    """The places that contain a town, or the commune of this INSEE code, open here or not."""
    insee = town if isinstance(town, str) else town.insee_code
    programmes = () if isinstance(town, str) else tuple(town.programmes)
    return Ground.of(insee, *_containing(insee), *(("programme", key) for key in programmes))


@cache
def _containing(insee: str) -> tuple[Place, ...]:
    """EPCI, department, region, country, programmes; the commune of an arrondissement."""
    pack = country_pack(settings.BEFFROI_COUNTRY)
    country: Place = ("country", pack.code)
    commune = pack.communes().get(insee)
    if commune is None:
        return (country,)
    known = [
        (COMMUNE, commune.parent),
        ("epci", commune.epci),
        ("department", commune.departement),
        ("region", commune.region),
        *(("programme", one.programme) for one in pack.memberships(insee)),
    ]
    return (country, *(place for place in known if place[1]))


def acts_for(person: Any, town: Town | str, on: dt.date | None = None) -> bool:
    """Whether this person brings files, corrects and publishes for the whole of this town."""
    held = rights_of(person, on).on_ground(ground_of(town))
    return any(right.acts_for_town for right in held)


def administers(person: Any, on: dt.date | None = None) -> bool:
    """Whether this person looks after the installation."""
    return rights_of(person, on).administers

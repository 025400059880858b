"""The package a device takes for a day without network, and what colleagues noted meanwhile."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import shapely
from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language
from shapely.geometry import shape

from beffroi.kernel.country import country_pack
from beffroi.premises.models import FieldNote, PremisesState, SurveyRound
from beffroi.premises.reads.rounds.doors import Door, doors_of
from beffroi.premises.reads.rounds.finding import initials, walkers
from beffroi.premises.rules.rounds.notes import PROTOCOL, WITHDRAWN
from beffroi.territory import reads as territory
from beffroi.territory.models import Street, Town

MOST_OUTLINES = 300_000  # characters of building outlines
FINEST_M, DEGREE_M = 0.6, 111_320.0
MOST_OTHERS = 300


def package(round: SurveyRound, person: Any, *, now: dt.datetime) -> dict[str, Any]:
    """Protocol 1 of /paquet.json. Seven queries, however many doors."""
    doors = doors_of(round, timezone.localdate(now))
    mine = [part for part in walkers(round) if part.person_id == person.pk]
    return {
        "protocol": PROTOCOL,
        "now": now,
        "round": {
            "key": round.key, "name": round.name, "state": round.state,
            "from": round.planned_from, "to": round.planned_to,
        },
        "me": {
            "key": person.key,
            "initials": initials(person.name),
            "streets": [street.slug for part in mine for street in part.streets.all()],
        },
        "doors": [_door(door) for door in doors],
        "streets": _streets(round.town, doors),
        "outlines": _outlines(round.town, doors),
        "states": state_choices(),
        "activities": activity_choices(),
    }  # fmt: skip


def _door(door: Door) -> dict[str, Any]:
    return {
        "id": door.public_id, "rank": door.rank, "street": door.street_slug,
        "number": door.house_number, "side": door.side, "lon": door.lon, "lat": door.lat,
        "state": door.state, "name": door.name, "sign": door.sign, "activity": door.activity,
        "family": door.family, "seen_on": door.seen_on, "doubt": door.doubt,
    }  # fmt: skip


def _streets(town: Town, doors: Sequence[Door]) -> list[dict[str, Any]]:
    """Each line of each street walked: a street of several lines comes several times."""
    slugs = list(dict.fromkeys(door.street_slug for door in doors if door.street_slug))
    rows = {row.slug: row for row in Street.objects.of(town).filter(slug__in=slugs)}
    return [
        {"slug": slug, "name": rows[slug].name, "line": line}
        for slug in slugs
        if slug in rows
        for line in rows[slug].lines or [[]]
    ]


def _outlines(town: Town, doors: Sequence[Door]) -> list[Any]:
    """Rings of the buildings around the doors, simplified, as many as the package may weigh."""
    if not doors:
        return []
    west, east = min(d.lon for d in doors) - 0.0006, max(d.lon for d in doors) + 0.0006
    south, north = min(d.lat for d in doors) - 0.0004, max(d.lat for d in doors) + 0.0004
    rows = territory.ground(town, "building", box=(west, south, east, north))
    drawn = shapely.simplify(
        [shape(geometry) for geometry in rows.values_list("geometry", flat=True)],
        FINEST_M / DEGREE_M,
    )
    rings = [_ring(one) for one in shapely.get_parts(drawn) if one.geom_type == "Polygon"]
    return _within(sorted(rings, key=len))


def _ring(polygon: Any) -> list[list[float]]:
    return [[round(x, 6), round(y, 6)] for x, y in polygon.exterior.coords]


def _within(rings: list[Any]) -> list[Any]:
    kept, weight = [], 0
    for ring in rings:
        weight += len(json.dumps(ring, separators=(",", ":"))) + 1
        if weight > MOST_OUTLINES:
            break
        kept.append(ring)
    return kept


def state_choices() -> list[dict[str, str]]:
    """The states in the order of their keys on a keyboard; at a door, one can always say."""
    seen = [one for one in PremisesState.Kind.choices if one[0] != PremisesState.Kind.UNKNOWN]
    return [
        {"code": code, "label": str(label), "key": str(number)}
        for number, (code, label) in enumerate(seen, start=1)
    ]


def activity_choices() -> list[dict[str, str]]:
    """The nomenclature in the reader's language."""
    word = "label_en" if (get_language() or "fr").startswith("en") else "label_fr"
    rows = country_pack(settings.BEFFROI_COUNTRY).table("nomenclature.csv")
    return [{"code": row["subfamily"], "label": row[word], "family": row["family"]} for row in rows]


def others_notes(round: SurveyRound, person: Any) -> list[dict[str, Any]]:
    """The latest note of colleagues on each door of the person's streets. Two queries."""
    rows = FieldNote.objects.of(round.town).filter(round=round).exclude(person=person)
    streets = [
        street.pk
        for part in walkers(round)
        if part.person_id == person.pk
        for street in part.streets.all()
    ]
    if streets:
        rows = rows.filter(premises__street__in=streets)
    latest = (
        rows.exclude(premises=None)
        .exclude(kind=WITHDRAWN)
        .order_by("premises_id", "-seen_at", "-pk")
    )
    found = list(latest.distinct("premises_id").select_related("person", "premises"))
    found.sort(key=lambda row: row.received_at, reverse=True)
    return [_other(row) for row in found[:MOST_OTHERS]]


def _other(row: FieldNote) -> dict[str, Any]:
    return {
        "door": row.premises.public_id if row.premises else "",
        "uuid": str(row.uuid),
        "initials": initials(row.person.name) if row.person else "",
        "state": row.said.get("state", ""),
        "seen_at": row.seen_at,
    }

"""Counters of passers-by: where they stand, their weeks, their hours."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Query, Router, Schema

from beffroi.place import reads as place
from beffroi.place.models import Counter
from beffroi.place.reads import CounterWeeks
from beffroi.place.rules.secrecy import publishable
from beffroi.portal.api.answers import absolute, attributions, geojson, town_of
from beffroi.portal.api.asked import Code
from beffroi.portal.api.problems import Problem
from beffroi.portal.api.shapes import Features
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

router = Router(tags=["Fréquentation"])
FOOTFALL = "footfall"
LAST_YEAR = 2999  # beyond, a day more is no day any more
LONGEST = 31  # days of hours an answer holds
CounterSlug = Annotated[str, Path(pattern=r"^[-a-z0-9_]{1,80}$")]
FirstDay = Annotated[
    dt.date | None, Query(description="Premier jour, à l’heure de la ville ; les derniers sinon")
]
Days = Annotated[int, Query(ge=1, le=LONGEST, description="Combien de jours")]


class WeekOut(Schema):
    """One week; `index` is 100 in the weeks of reference, null when too few hours compare."""

    monday: dt.date
    counted: int
    index: float | None
    share_compared: float


class CounterOut(Schema):
    """A counter with its weeks, the oldest first."""

    town: str
    counter: str
    name: str
    technology: str
    reference_from: dt.date | None
    reference_to: dt.date | None
    weeks: list[WeekOut]


class HourOut(Schema):
    """How many passed in the hour that begins at this instant."""

    hour: dt.datetime
    count: int


class HoursOut(Schema):
    """The hours of some days; what was not counted, or is withheld, has no line: it is no zero."""

    town: str
    counter: str
    first: dt.date | None
    days: int
    items: list[HourOut]


@router.get("/towns/{code}/counters", response=Features, summary="Les compteurs de passages")
def list_counters(request: HttpRequest, response: HttpResponse, code: Code) -> dict[str, Any]:
    """By name, as GeoJSON; one whose place nobody said has no geometry."""
    town = town_of(request, code)
    geojson(response)
    sources = [one for one in territory.live_sources(town) if one.kind == FOOTFALL]
    return {
        "type": "FeatureCollection",
        "features": [_feature(request, town, one) for one in place.counters_of(town)],
        "attribution": attributions(sources),
        "next": None,
    }


def _feature(request: HttpRequest, town: Town, one: Counter) -> dict[str, Any]:
    spot = place.spot_of(one)
    told = {
        "name": one.name,
        "technology": one.technology,
        "street_slug": one.street.slug if one.street else None,
        "placed_by": "position" if one.lon is not None else "street" if spot else None,
        "page": absolute(request, "footfall_counter", town.slug, one.slug),
    }
    shape = {"type": "Point", "coordinates": list(spot)} if spot else None
    return {"type": "Feature", "id": one.slug, "geometry": shape, "properties": told}


@router.get(
    "/towns/{code}/counters/{counter}", response=CounterOut, summary="Un compteur et ses semaines"
)
def one_counter(request: HttpRequest, code: Code, counter: CounterSlug) -> dict[str, Any]:
    """Every week with its index against the weeks of reference, same calendar class."""
    town = town_of(request, code)
    found = _counted(town, counter)
    against = found.against
    return {
        "town": town.insee_code,
        "counter": found.counter.slug,
        "name": found.counter.name,
        "technology": found.counter.technology,
        "reference_from": against.first if against else None,
        "reference_to": against.last if against else None,
        "weeks": [
            {"monday": one.monday, "counted": one.counted, "index": one.index,
             "share_compared": round(one.share, 4)}
            for one in found.weeks
        ],
    }  # fmt: skip


@router.get(
    "/towns/{code}/counters/{counter}/hours", response=HoursOut, summary="Les heures d’un compteur"
)
def counter_hours(
    request: HttpRequest, code: Code, counter: CounterSlug, first: FirstDay = None, days: Days = 7
) -> dict[str, Any]:
    """Hours of a counter in trouble are left out, and those where few telephones were seen."""
    town = town_of(request, code)
    found = _counted(town, counter)
    hours = publishable(found.hours, found.counter.technology)
    counted = hours.days
    start = first or (counted[-1] - dt.timedelta(days=days - 1) if counted else None)
    asked = (
        []
        if start is None or start.year > LAST_YEAR
        else [start + dt.timedelta(days=n) for n in range(days)]
    )
    items = [{"hour": at, "count": hours.counts[at]} for day in asked for at in hours.of(day)]
    return {
        "town": town.insee_code, "counter": found.counter.slug, "first": start, "days": days,
        "items": items,
    }  # fmt: skip


def _counted(town: Town, slug: str) -> CounterWeeks:
    for one in place.weeks_of(town):
        if one.counter.slug == slug:
            return one
    raise Problem(
        404,
        _("Cette ville n’a pas de compteur de ce nom."),
        _("Ses compteurs sont à l’adresse …/counters."),
        "counter",
    )

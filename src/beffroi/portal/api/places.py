"""Towns, what is drawn of them, their premises."""

from __future__ import annotations

from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from beffroi.kernel.country import country_pack
from beffroi.portal.api.answers import (
    absolute,
    attributions,
    fresh,
    geojson,
    last_reading,
    page_of,
    perimeter_of,
    state_of,
    town_of,
)
from beffroi.portal.api.asked import (
    Bbox,
    Code,
    Day,
    KnownOn,
    Limit,
    PerimeterSlug,
    box_of,
    known_by,
)
from beffroi.portal.api.shapes import Features, TownList, TownOut
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.territory.rules import bounds_of, touch
from beffroi.ui.families import FAMILIES

router = Router(tags=["Villes et locaux"])
AfterCode = Annotated[str, Query(pattern=r"^[0-9AB]{0,5}$", description="Code qui précède la page")]
AfterSlug = Annotated[
    str, Query(pattern=r"^[-a-z0-9_]{0,160}$", description="Rue qui précède la page")
]
FAMILY = "^(" + "|".join([*(family.key for family in FAMILIES), "vacant"]) + ")$"
Family = Annotated[str | None, Query(pattern=FAMILY)]


@router.get("/towns", response=TownList, summary="Les villes ouvertes ici")
def list_towns(request: HttpRequest, limit: Limit = 100, after: AfterCode = "") -> dict[str, Any]:
    """By INSEE code; `after` is the code after which the page begins."""
    rows = territory.towns().order_by("insee_code").filter(insee_code__gt=after)[: limit + 1]
    found = list(rows)
    fresh(request, *(part for town in found for part in state_of(town)))
    kept, following = page_of(request, found, limit, "insee_code")
    return {"items": [_town(request, town) for town in kept], "next": following}


@router.get("/towns/{code}", response=TownOut, summary="Une ville")
def one_town(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Name, population, programmes, and the last day somebody looked."""
    town = town_of(request, code)
    return _town(request, town) | {"last_reading": last_reading(town)}


def _town(request: HttpRequest, town: Town) -> dict[str, Any]:
    known = country_pack(settings.BEFFROI_COUNTRY).memberships(town.insee_code)
    told = [] if town.is_fictional else known
    return {
        "insee_code": town.insee_code,
        "name": town.name,
        "slug": town.slug,
        "page": absolute(request, "town", town.slug),
        "population": town.population,
        "population_year": town.population_year,
        "is_fictional": town.is_fictional,
        "about": town.about,
        "data_version": town.data_version,
        "programmes": [
            {"key": one.programme, "since": one.valid_from, "source": one.source,
             "source_date": one.source_date}
            for one in told
        ],
    }  # fmt: skip


@router.get("/towns/{code}/perimeters", response=Features, summary="Les périmètres d’une ville")
def list_perimeters(
    request: HttpRequest, response: HttpResponse, code: Code, bbox: Bbox = None
) -> dict[str, Any]:
    """The latest version of each, as GeoJSON; `bbox` keeps those whose bounds touch the box."""
    town, box = town_of(request, code), box_of(bbox)
    geojson(response)
    features = [
        _feature(row.key, row.geometry, name=row.name, slug=row.slug, kind=row.kind,
                 version=row.version, shown_first=row.is_default)
        for row in territory.perimeters(town)
        if box is None or touch(bounds_of(row.geometry), box)
    ]  # fmt: skip
    return _features(town, features)


@router.get("/towns/{code}/streets", response=Features, summary="Les rues d’une ville")
def list_streets(
    request: HttpRequest,
    response: HttpResponse,
    code: Code,
    bbox: Bbox = None,
    limit: Limit = 100,
    after: AfterSlug = "",
) -> dict[str, Any]:
    """By slug, as GeoJSON; a street known by name only has no geometry, and lies in no box."""
    town, box = town_of(request, code), box_of(bbox)
    geojson(response)
    rows = territory.streets(town, box=box).filter(slug__gt=after).order_by("slug")[: limit + 1]
    kept, following = page_of(request, list(rows), limit, "slug")
    features = [_feature(row.slug, _lines(row.lines), name=row.name, kind=row.kind) for row in kept]
    return _features(town, features, following)


def _lines(lines: list[Any]) -> dict[str, Any] | None:
    return {"type": "MultiLineString", "coordinates": lines} if lines else None


@router.get("/towns/{code}/premises", response=Features, summary="Les locaux d’une ville")
def list_premises(
    request: HttpRequest,
    response: HttpResponse,
    code: Code,
    on: Day = None,
    known_on: KnownOn = None,
    perimeter: PerimeterSlug = None,
    bbox: Bbox = None,
    family: Family = None,
    vacant: bool | None = None,
    limit: Limit = 100,
    after: Annotated[str, Query(pattern=r"^[0-9A-Z-]{0,14}$")] = "",
) -> dict[str, Any]:
    """What is visible from the pavement, by public id, as GeoJSON points."""
    town, box, known = town_of(request, code), box_of(bbox), known_by(known_on)
    geojson(response)
    place, day = perimeter_of(town, perimeter), on or last_reading(town)
    if day is None:
        return _features(town, [])
    cells = premises.cell_list(
        town, day, perimeter=place, families=[family] if family else (),
        vacant_only=bool(vacant), after=after, limit=limit + 1, bbox=box, known_on=known,
    )  # fmt: skip
    kept, following = page_of(request, cells, limit, "public_id")
    return _features(town, [_premises(request, town, cell) for cell in kept], following)


def _premises(request: HttpRequest, town: Town, cell: premises.Cell) -> dict[str, Any]:
    """Only what anybody sees walking by: never an owner, a rent, a person of the register."""
    return _feature(
        cell.public_id,
        {"type": "Point", "coordinates": [cell.lon, cell.lat]},
        state=cell.state,
        vacant=cell.vacant,
        since=cell.since,
        first_seen_on=cell.first_seen_on,
        name=cell.name,
        family=cell.family,
        activity=cell.activity,
        house_number=cell.house_number,
        street=cell.street,
        street_slug=cell.street_slug,
        street_doubtful=cell.street_doubtful,
        frontage_m=cell.frontage_m,
        page=absolute(request, "premises", town.slug, cell.public_id),
    )


def _feature(key: str, geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "id": key, "geometry": geometry, "properties": properties}


def _features(town: Town, features: list[Any], following: str | None = None) -> dict[str, Any]:
    told = attributions(territory.live_sources(town))
    return {
        "type": "FeatureCollection",
        "features": features,
        "attribution": told,
        "next": following,
    }

"""GeoJSON of the map: the ground once, the premises of a viewport on a day."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils.cache import patch_response_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.premises import reads
from beffroi.premises.reads import Cell, Gathered, look
from beffroi.territory import reads as territory

MOST = 2_000  # doors a view can tell apart; beyond, they are gathered and counted


def _feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _collection(features: list[dict[str, Any]]) -> HttpResponse:
    answer = JsonResponse({"type": "FeatureCollection", "features": features})
    answer["Content-Type"] = "application/geo+json"
    return answer


@public
@require_GET
def ground_feed(request: HttpRequest, town: str) -> HttpResponse:
    """Buildings, water, green, roads and named streets of a town."""
    place = territory.town_or_404(town)
    try:
        box = _bbox(request.GET.get("bbox", ""))
    except ValueError:
        return _bad_box()
    features = [
        _feature(row.geometry, kind=row.kind, name=row.name)
        for row in territory.ground(place, box=box)
    ]
    features += [
        _feature({"type": "MultiLineString", "coordinates": s.lines}, kind="street", name=s.name)
        for s in territory.streets(place)
    ]
    answer = _collection(features)
    patch_response_headers(answer, cache_timeout=3600)
    return answer


@public
@require_GET
def premises_feed(request: HttpRequest, town: str) -> HttpResponse:
    """Premises of a viewport (`bbox=west,south,east,north`) on a day, by family."""
    view = look(town, request.GET)
    try:
        bbox = _bbox(request.GET.get("bbox", ""))
    except ValueError:
        return _bad_box()
    if view.on is None:
        return _collection([])
    if bbox and reads.how_many(view.town, bbox, MOST) > MOST:
        return _collection([_crowd(spot) for spot in reads.gathered(view.town, view.on, bbox)])
    cells = reads.cell_list(view.town, view.on, families=view.families, bbox=bbox, limit=MOST)
    return _collection([_premises(cell) for cell in cells])


def _bad_box() -> HttpResponse:
    return HttpResponseBadRequest(
        _("« bbox » attend quatre nombres : ouest, sud, est, nord, en degrés.")
    )


def _bbox(text: str) -> tuple[float, float, float, float] | None:
    if not text:
        return None
    west, south, east, north = (float(part) for part in text.split(","))
    return west, south, east, north


def _crowd(spot: Gathered) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [round(spot.lon, 6), round(spot.lat, 6)]}
    return _feature(point, count=spot.doors, emptied=spot.vacant)


def _premises(cell: Cell) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [cell.lon, cell.lat]}
    return _feature(
        point,
        id=cell.public_id,
        name=cell.name,
        family=cell.family,
        state=cell.state,
        vacant=cell.vacant,
        street=cell.street,
        number=cell.house_number,
    )

"""Streets, and what is drawn under the premises: from kept elements to records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from beffroi.sources.osm.kinds import area_kind, is_street, line_kind
from beffroi.sources.osm.passes import Raw, RawRelation, RawWay, Tags
from beffroi.sources.osm.shapes import BadRing, Cut, geojson, relation_area, runs, way_area
from beffroi.sources.records import Fault, GroundKind, GroundSeen, StreetSeen

KEPT = ("building", "capacity", "fee", "access", "parking", "maxstay", "opening_hours", "surface")
ADDRESS = ("addr:housenumber", "addr:street")


Found: TypeAlias = StreetSeen | GroundSeen | Fault


def from_way(raw: Raw, ref: str, way: RawWay) -> Iterator[Found]:
    """Streets and ground of one way; a cut line keeps what is there, a cut area is refused."""
    kind = area_kind(way.tags)
    if kind is not None:
        try:
            yield from area_records(ref, way.tags, way_area(raw, way))
            return
        except Cut as cut:
            if kind != "square":
                yield cut_fault(ref, way.tags, cut)
                return
        except BadRing:
            if line_kind(way.tags) is None:
                yield ring_fault(ref, way.tags)
                return
    yield from _line_records(raw, ref, way)


def from_relation(raw: Raw, ref: str, relation: RawRelation) -> Iterator[Found]:
    """Ground of one multipolygon; the tags may stand on its outer way (old style)."""
    tags = relation_tags(raw, relation)
    if area_kind(tags) is None:
        return
    try:
        yield from area_records(ref, tags, relation_area(raw, relation))
    except Cut as cut:
        yield cut_fault(ref, tags, cut)
    except BadRing:
        yield ring_fault(ref, tags)


def from_node(ref: str, tags: Tags, lon: float, lat: float) -> Iterator[GroundSeen]:
    """Car parks and marketplaces noted as a point."""
    kind = area_kind(tags)
    if kind in ("car_park", "marketplace"):
        yield _ground(ref, kind, shapely.Point(lon, lat), tags)


def relation_tags(raw: Raw, relation: RawRelation) -> Tags:
    """The relation's own tags or, when it bears none, those of its only outer way."""
    own = {key: value for key, value in relation.tags.items() if key not in ("type", "source")}
    outer = [ref for kind, ref, role in relation.members if kind == "w" and role != "inner"]
    if own or len(outer) != 1 or outer[0] not in raw.ways:
        return own
    return raw.ways[outer[0]].tags


def area_records(ref: str, tags: Tags, area: BaseGeometry) -> Iterator[Found]:
    """The ground of an outline and, when it is a named square, the street it makes."""
    kind = area_kind(tags)
    if kind is not None:
        yield _ground(ref, kind, area, tags)
    if is_street(tags):
        parts = area.geoms if area.geom_type == "MultiPolygon" else [area]
        for part in parts:
            line = tuple((x, y) for x, y in part.exterior.coords)
            yield StreetSeen(ref, tags["name"], tags.get("highway", "square"), line)


def cut_fault(ref: str, tags: Mapping[str, str], cut: Cut) -> Fault:
    """An area the extract's edge cut: refused, since its outline would be a guess."""
    return Fault(
        "clipped_area",
        _(
            "Le contour est coupé par le bord de l’extrait : %(missing)d %(what)s sur %(total)d "
            "manquent. Il n’est pas dessiné."
        )
        % {"missing": cut.missing, "what": cut.what, "total": cut.total},
        ref=ref,
        value=tags.get("name", ""),
        expected=_("un contour entier"),
    )


def ring_fault(ref: str, tags: Mapping[str, str]) -> Fault:
    """An outline that does not close or crosses itself to nothing."""
    return Fault(
        "bad_ring",
        _("Le contour ne se ferme pas : il n’est pas dessiné."),
        ref=ref,
        value=tags.get("name", ""),
        expected=_("un contour fermé"),
    )


def _line_records(raw: Raw, ref: str, way: RawWay) -> Iterator[Found]:
    kind = line_kind(way.tags)
    street = is_street(way.tags)
    if kind is None and not street:
        return
    pieces, missing = runs(raw, way)
    for number, piece in enumerate(pieces, start=1):
        name = ref if number == 1 else f"{ref}/{number}"
        if street:
            road = way.tags.get("highway", "square")
            yield StreetSeen(name, way.tags["name"], road, tuple(piece))
        elif kind is not None:
            yield _ground(name, kind, shapely.LineString(piece), way.tags)
    if missing:
        yield _cut_line(ref, way, missing)


def _cut_line(ref: str, way: RawWay, missing: int) -> Fault:
    return Fault(
        "clipped_way",
        _(
            "La ligne est coupée par le bord de l’extrait : %(missing)d points sur %(total)d "
            "manquent. La partie présente est gardée."
        )
        % {"missing": missing, "total": len(way.nodes)},
        ref=ref,
        value=way.tags.get("name", ""),
        severity="note",
    )


def _ground(ref: str, kind: GroundKind, shape: BaseGeometry, tags: Tags) -> GroundSeen:
    kept = KEPT + ADDRESS if kind == "building" else KEPT
    extra = {key: tags[key] for key in kept if key in tags}
    if "highway" in tags:
        extra["highway"] = tags["highway"]
    geometry: Mapping[str, Any] = geojson(shape)
    return GroundSeen(ref, kind, geometry, tags.get("name", ""), extra)

"""A territory's outline, from a GeoJSON file or from the boundary an OSM extract carries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import shapely
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from beffroi.sources.osm.passes import Tags, run
from beffroi.sources.osm.shapes import BadRing, Cut, geojson, relation_area
from beffroi.sources.outline_refusals import MAX_POINTS, not_degrees, refused, too_fine

MAX_BYTES = 60_000_000
INSEE_KEYS = ("codgeo", "code_insee", "insee_com", "insee", "code", "ref:insee", "com", "depcom")
NAME_KEYS = ("nom", "nom_com", "name", "libgeo", "libelle", "nom_commune", "commune")
DEGREE_NAMES = ("crs84", "epsg::4326", "epsg:4326", "epsg/0/4326")


@dataclass(frozen=True, slots=True)
class OutlineSeen:
    """One territory's outline: GeoJSON Polygon or MultiPolygon, WGS 84 degrees."""

    geometry: Mapping[str, Any]
    name: str = ""
    insee: str = ""


def read_outline(path: Path, *, insee: str = "") -> OutlineSeen:
    """The outline in a GeoJSON file; `insee` chooses among several communes.

    Raises UnreadableSource, with what to do, for anything else than one outline in degrees.
    """
    found = [_outline(path, feature) for feature in _features(path, parsed(path))]
    if insee:
        found = [one for one in found if one[0].insee == insee]
        if not found:
            raise refused(
                path, _("ne contient pas la commune %(insee)s") % {"insee": insee}, "other_town"
            )
    if len(found) != 1:
        raise refused(
            path,
            _(
                "contient %(n)d contours : indiquez le code INSEE de la commune voulue, ou donnez "
                "un fichier d’un seul contour"
            )
            % {"n": len(found)},
            "several",
        )
    return found[0][0]


def outline_from_osm(path: Path, *, insee: str) -> OutlineSeen:
    """The commune's boundary (admin_level 8) when the extract holds it whole.

    Raises UnreadableSource, code "no_boundary" or "clipped_boundary", when it does not.
    """
    raw = run(path, lambda tags: _is_commune(tags, insee))
    for relation in raw.relations.values():
        try:
            area = relation_area(raw, relation)
        except (Cut, BadRing) as error:
            raise refused(
                path,
                _(
                    "ne contient qu’une partie de la limite de la commune %(insee)s : donnez son "
                    "contour en GeoJSON, par exemple celui de geo.api.gouv.fr"
                )
                % {"insee": insee},
                "clipped_boundary",
            ) from error
        return OutlineSeen(geojson(area), relation.tags.get("name", ""), insee)
    raise refused(
        path,
        _("ne contient pas la limite de la commune %(insee)s : donnez son contour en GeoJSON")
        % {"insee": insee},
        "no_boundary",
    )


def _is_commune(tags: Tags, insee: str) -> bool:
    return (
        tags.get("boundary") == "administrative"
        and tags.get("admin_level") in ("8", "9")
        and tags.get("ref:INSEE") == insee
        and tags.get("type") in ("boundary", "multipolygon")
    )


def parsed(path: Path) -> Any:
    """The content of a JSON file in UTF-8; `UnreadableSource` for anything else."""
    if not path.is_file():
        raise refused(path, _("est introuvable"), "missing")
    if path.stat().st_size > MAX_BYTES:
        raise too_fine(path)
    try:
        return json.loads(path.read_bytes().decode("utf-8-sig"), parse_constant=_no_nan)
    except UnicodeDecodeError as error:
        raise refused(
            path, _("n’est pas en UTF-8 : enregistrez-le à nouveau dans ce codage"), "encoding"
        ) from error
    except (ValueError, RecursionError) as error:
        said = _("n’est pas du JSON entier : téléchargez-le à nouveau")
        if isinstance(error, json.JSONDecodeError):
            line = _("n’est pas du JSON entier (ligne %(line)d) : téléchargez-le à nouveau")
            said = line % {"line": error.lineno}
        raise refused(path, said, "not_json") from error


def _no_nan(word: str) -> None:
    raise ValueError(f"{word} is no JSON number")


def _features(path: Path, content: Any) -> list[Mapping[str, Any]]:
    kind = content.get("type") if isinstance(content, dict) else None
    if kind is not None:
        _refuse_other_crs(path, content)
    if kind == "FeatureCollection" and isinstance(content.get("features"), list):
        features = content["features"]
    elif kind == "Feature":
        features = [content]
    elif kind in ("Polygon", "MultiPolygon"):
        features = [{"geometry": content}]
    else:
        raise refused(path, _("n’est pas un contour GeoJSON"), "not_geojson")
    if not features:
        raise refused(path, _("ne contient aucun contour"), "empty")
    return cast("list[Mapping[str, Any]]", features)


def _refuse_other_crs(path: Path, content: Mapping[str, Any]) -> None:
    crs = json.dumps(content.get("crs") or "crs84").lower()
    if not any(name in crs for name in DEGREE_NAMES):
        raise not_degrees(path)


def _outline(path: Path, feature: Mapping[str, Any]) -> tuple[OutlineSeen, BaseGeometry]:
    shape = _shape(path, feature)
    properties = feature.get("properties") or {}
    lowered = {str(key).lower(): value for key, value in properties.items()}
    name = next((str(lowered[key]) for key in NAME_KEYS if lowered.get(key)), "")
    code = next((str(lowered[key]) for key in INSEE_KEYS if lowered.get(key)), "")
    return OutlineSeen(geojson(shape), name, code), shape


def _shape(path: Path, feature: Mapping[str, Any]) -> BaseGeometry:
    geometry = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(geometry, dict) or geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise refused(path, _("contient autre chose qu’un contour fermé (polygone)"), "not_polygon")
    try:
        shape = shapely.force_2d(shapely.geometry.shape(geometry))
    except (ValueError, TypeError, KeyError, IndexError, shapely.errors.ShapelyError) as error:
        raise refused(path, _("contient un contour mal formé"), "bad_shape") from error
    return _checked(path, shape)


def _checked(path: Path, shape: BaseGeometry) -> BaseGeometry:
    if shapely.get_num_coordinates(shape) > MAX_POINTS:
        raise too_fine(path)
    west, south, east, north = shape.bounds or (0, 0, 0, 0)
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise not_degrees(path)
    if not shape.is_valid:
        shape = shapely.make_valid(shape)
    parts = [p for p in shapely.get_parts(shape) if p.geom_type in ("Polygon", "MultiPolygon")]
    whole = shapely.union_all(parts)
    if whole.area == 0:
        raise refused(path, _("contient un contour sans surface"), "bad_shape")
    return whole

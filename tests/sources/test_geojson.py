"""Outlines: one commune in degrees is taken, the rest refused by a sentence that helps."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

import beffroi
from beffroi.sources import geojson
from beffroi.sources.records import UnreadableSource
from tests.sources.osm_files import Drawing

REDON = Path(beffroi.__file__).parent / "portal/demo/data/redon.osm.gz"
SQUARE = [[3.0, 46.0], [3.1, 46.0], [3.1, 46.1], [3.0, 46.1], [3.0, 46.0]]
LAMBERT = [[x * 1000, y * 1000] for x, y in [(312, 6743), (320, 6743), (320, 6750), (312, 6743)]]


def feature(ring=SQUARE, kind="Polygon", **properties):
    coordinates = [ring] if kind == "Polygon" else ring
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": kind, "coordinates": coordinates},
    }


@pytest.fixture
def save(tmp_path):
    def write(content, name: str = "contour.geojson") -> Path:
        path = tmp_path / name
        text = content if isinstance(content, str) else json.dumps(content)
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refusal(path: Path, **options) -> UnreadableSource:
    with pytest.raises(UnreadableSource) as caught:
        geojson.read_outline(path, **options)
    assert f"« {path.name} »" in caught.value.sentence
    return caught.value


def collection(*features, **more):
    return {"type": "FeatureCollection", "features": list(features), **more}


def test_one_commune_gives_its_outline_name_and_code(save):
    seen = geojson.read_outline(save(collection(feature(nom="Ville", codgeo="99001"))))
    assert (seen.name, seen.insee, seen.geometry["type"]) == ("Ville", "99001", "Polygon")
    assert seen.geometry["coordinates"][0][0] == [3.0, 46.0]


@pytest.mark.parametrize("wrap", [lambda f: f, lambda f: f["geometry"], lambda f: collection(f)])
def test_feature_geometry_or_collection_are_all_read(save, wrap):
    assert geojson.read_outline(save(wrap(feature()))).geometry["type"] == "Polygon"


def test_byte_order_mark_and_height_are_no_matter(save):
    ring = [[x, y, 30.0] for x, y in SQUARE]
    seen = geojson.read_outline(save("\ufeff" + json.dumps(feature(ring))))
    assert len(seen.geometry["coordinates"][0][0]) == 2


def test_code_chooses_among_several_communes(save):
    path = save(collection(feature(code="99001"), feature(code="99002", nom="Autre")))
    assert geojson.read_outline(path, insee="99002").name == "Autre"
    assert refusal(path).code == "several"
    assert refusal(path, insee="99003").code == "other_town"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (feature(LAMBERT), "not_degrees"),
        (
            collection(feature(), crs={"properties": {"name": "urn:ogc:def:crs:EPSG::2154"}}),
            "not_degrees",
        ),
        (feature([3.0, 46.0], "Point"), "not_polygon"),
        (feature([[3.0, 46.0], [3.0, 46.0]]), "bad_shape"),
        (feature([[3, 46], [3.1, 46], [3.2, 46], [3, 46]]), "bad_shape"),
        (collection(), "empty"),
        ({"type": "Topology"}, "not_geojson"),
        ([1, 2], "not_geojson"),
        ('{"type": "Feature",\n "geometry": ', "not_json"),
        ("", "not_json"),
        ("[" * 100_000, "not_json"),
        (collection(None), "not_polygon"),
        ({"type": "Feature", "properties": None, "geometry": None}, "not_polygon"),
        (feature([[3, 46], [math.nan, 46], [3.2, 46.2], [3, 46]]), "not_json"),
        (json.dumps(feature()).replace("3.1", "1e999"), "not_degrees"),
    ],
)
def test_what_is_no_outline_in_degrees_is_refused(save, content, code):
    assert refusal(save(content)).code == code


def test_lambert_is_named_in_the_sentence(save):
    assert "Lambert" in refusal(save(feature(LAMBERT))).sentence


def test_latin_1_is_refused_by_its_encoding(tmp_path):
    path = tmp_path / "contour.geojson"
    path.write_bytes('{"type": "Feature", "nom": "Forêt"}'.encode("latin-1"))
    assert refusal(path).code == "encoding"


def test_a_million_points_are_refused(save):
    teeth = ",".join(f"[{3 + i * 1e-6:.6f},{46 + i % 2}]" for i in range(200_001))
    ring = f"[[{teeth},[3.0,45.0],[3.0,46.0]]]"
    error = refusal(save(f'{{"type": "Polygon", "coordinates": {ring}}}'))
    assert error.code == "too_fine"
    assert "200\u202f000" in error.sentence


def test_a_crossed_outline_is_mended(save):
    bow = [[3, 46], [3.1, 46.1], [3.1, 46], [3, 46.1], [3, 46]]
    assert geojson.read_outline(save(feature(bow))).geometry["type"] == "MultiPolygon"


def test_boundary_of_an_extract_is_taken_when_whole(tmp_path):
    town = Drawing()
    edge = town.box(0, 0, 900, 900)
    town.relation(
        [("way", edge, "outer")],
        type="boundary",
        boundary="administrative",
        admin_level="8",
        name="Ville",
        ref__INSEE="99001",
    )
    path = town.save(tmp_path)
    seen = geojson.outline_from_osm(path, insee="99001")
    assert (seen.name, seen.geometry["type"]) == ("Ville", "Polygon")
    with pytest.raises(UnreadableSource) as caught:
        geojson.outline_from_osm(path, insee="99002")
    assert caught.value.code == "no_boundary"


def test_redons_extract_holds_its_boundary_in_part_only():
    with pytest.raises(UnreadableSource) as caught:
        geojson.outline_from_osm(REDON, insee="35236")
    assert caught.value.code == "clipped_boundary"
    assert "geo.api.gouv.fr" in caught.value.sentence

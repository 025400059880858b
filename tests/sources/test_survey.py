"""Survey files: whatever the format, the same waves; every defect told; what slid is refused."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import box, shape

from beffroi.kernel.country import country_pack
from beffroi.sources.records import UnreadableSource
from beffroi.sources.survey import (
    Looked,
    Mapping,
    SurveyTable,
    fingerprint,
    guess_mapping,
    look,
    read_survey,
    told,
)
from beffroi.sources.survey.projections import Ground
from beffroi.sources.survey.trades import TradeIndex
from beffroi.sources.survey.vocabulary import state_meant

from . import survey_files as made

GROUND = Ground(box(1.98, 46.48, 2.05, 46.52), name="Essai")
MEANINGS = {"LV": "vacant", "LT": "works_unknown", **dict.fromkeys(made.TRADES, "occupied:")}
Counts = dict[str, tuple[int, int, int]]


def counts_of(table: SurveyTable, mapping: Mapping, looked: Looked, meanings: Any) -> Counts:
    waves = told(table, mapping, looked.places, meanings, {})
    return {one.wave.key: (one.vacant, one.works, one.coded) for one in waves}


def looked_at(path: Path, ground: Ground = GROUND) -> tuple[SurveyTable, Mapping, Looked]:
    table = read_survey(path)
    mapping = guess_mapping(table)
    return table, mapping, look(table, mapping, ground, MEANINGS)


WRITERS: dict[str, Callable[[Path], Path]] = {
    "wgs84.geojson": made.write_geojson,
    "lambert.geojson": lambda path: made.write_geojson(path, epsg=2154),
    "told.geojson": lambda path: made.write_geojson(path, epsg=2154, says=True),
    "cc46.geojson": lambda path: made.write_geojson(path, epsg=3946),
    "releve.csv": made.write_csv,
    "windows.csv": lambda path: made.write_csv(path, encoding="cp1252"),
    "releve.xlsx": made.write_xlsx,
    "releve.gpkg": made.write_geopackage,
    "long.csv": lambda path: made.write_csv(path, made.long_rows()),
}


@pytest.mark.parametrize("name", WRITERS)
def test_each_format_gives_the_same_waves(name: str, tmp_path: Path) -> None:
    table, mapping, looked = looked_at(WRITERS[name](tmp_path / name))
    assert counts_of(table, mapping, looked, MEANINGS) == made.EXPECTED
    points = [one for one in looked.places.points if one is not None]
    assert len(points) == len(table.rows)
    assert all(abs(lon - 2.006) < 0.01 and abs(lat - 46.5006) < 0.002 for lon, lat in points)
    assert mapping.columns["id"] == "Ref"


def test_doors_bear_address_state_trade_and_drawing(tmp_path: Path) -> None:
    table, mapping, looked = looked_at(made.write_geojson(tmp_path / "a.geojson"))
    waves = told(table, mapping, looked.places, MEANINGS | {"AL10": "occupied:primeur"},
                 {"primeur": "alimentaire"})  # fmt: skip
    last = waves[-1]
    baker = next(one for one in last.doors if one.trade_tag == "AL10")
    assert (baker.state, baker.activity, baker.family) == ("occupied", "primeur", "alimentaire")
    empty = last.doors[0]
    assert (empty.state, empty.house_number, empty.street_name) == ("vacant", "1", "RUE DU FOUR")
    assert empty.footprint is not None and shape(empty.footprint).area > 0
    assert last.wave.on == dt.date(2024, 6, 3) and not last.wave.supposed
    assert waves[0].wave.on == dt.date(2014, 12, 31) and waves[0].wave.supposed
    assert {one.state for one in waves[-2].doors if one.trade_tag == made.UNKNOWN} == {"unknown"}
    assert len({one.ref for one in last.doors}) == 120


def test_every_defect_is_told(tmp_path: Path) -> None:
    _table, _mapping, looked = looked_at(made.write_geojson(tmp_path / "a.geojson"))
    found = {(one.code, one.value) for one in looked.faults}
    codes = [one.code for one in looked.faults]
    assert codes.count("same_id") == 1 and codes.count("invalid_polygon") == 1
    assert {("odd_word", "#N/A"), ("odd_word", "Inconnu")} <= found
    slip = next(one for one in looked.faults if one.value == "Equi. de la maison")
    assert slip.expected == "Equip. de la maison"
    assert next(one for one in looked.faults if one.code == "empty_wave").column == "Code2019"
    disagree = next(one for one in looked.faults if one.code == "disagree").sentence
    assert "30 locaux vacants (et 3 en travaux) selon « Code2024 »" in disagree
    assert "26 locaux vacants (et 4 en travaux) selon « Vacance 2024 »" in disagree


def test_same_place_and_no_place_are_told(tmp_path: Path) -> None:
    rows = made.flat(made.rows())
    for word in ("longitude", "latitude"):
        rows[3][word] = rows[2][word]
        rows[4][word] = ""
    codes = [one.code for one in looked_at(made.write_csv(tmp_path / "a.csv", rows))[2].faults]
    assert codes.count("same_place") == 1 and codes.count("unplaced") == 1


def test_line_with_one_cell_too_many_is_taken_and_told_by_its_number(tmp_path: Path) -> None:
    path = made.write_csv(tmp_path / "a.csv")
    whole = looked_at(path)[0]
    lines = path.read_text().splitlines()
    lines[7] += ";de trop"
    path.write_text("\n".join(lines))
    fault = next(one for one in looked_at(path)[2].faults if one.code == "ragged")
    assert (fault.line, fault.severity) == (8, "doubtful")
    assert "elle est prise" in fault.sentence
    assert looked_at(path)[0].rows == whole.rows, "what is told is what happens"


def test_slid_columns_are_refused_with_their_number(tmp_path: Path) -> None:
    path = made.write_geojson(tmp_path / "a.geojson", made.shifted(made.rows()))
    with pytest.raises(UnreadableSource) as refusal:
        looked_at(path)
    assert refusal.value.code == "shifted_columns"
    assert "d’une colonne vers la gauche à partir de « Vacance 2024 »" in refusal.value.sentence


def test_column_of_zeros_is_no_slide(tmp_path: Path) -> None:
    rows = [row | {"Surface utile": 0.0, "Note": 12.0} for row in made.rows()]
    looked_at(made.write_geojson(tmp_path / "a.geojson", rows))


def test_survey_of_another_town_is_refused(tmp_path: Path) -> None:
    path = made.write_geojson(tmp_path / "a.geojson")
    with pytest.raises(UnreadableSource) as refusal:
        looked_at(path, Ground(box(5.0, 43.0, 5.1, 43.1), name="Ailleurs"))
    assert refusal.value.code == "elsewhere"
    assert "Ailleurs" in refusal.value.sentence


def test_system_the_file_tells_wrongly_is_read_by_its_numbers(tmp_path: Path) -> None:
    path = made.write_geojson(tmp_path / "a.geojson", epsg=2154, says=True)
    path.write_text(path.read_text().replace("EPSG::2154", "EPSG::3946"))
    _table, _mapping, looked = looked_at(path)
    assert looked.places.system is not None and looked.places.system.code == "EPSG:2154"
    assert any(one.code == "crs_denied" for one in looked.faults)


def test_columns_are_remembered_whatever_the_years() -> None:
    assert fingerprint(["Code2014", "Rue"]) == fingerprint(["Rue", "Code2031"])
    assert fingerprint(["Code2014", "Rue"]) != fingerprint(["Code2014", "Voie"])


def test_columns_without_a_known_name_are_found_by_content(tmp_path: Path) -> None:
    words = {"Adresse": "col4", "Numero": "col3", "Date terrain": "col5"}
    rows = [{words.get(k, k): v for k, v in row.items()} for row in made.rows()]
    mapping = guess_mapping(read_survey(made.write_geojson(tmp_path / "a.geojson", rows)))
    assert (mapping.columns["street"], mapping.columns["date"]) == ("col4", "col5")


def test_mapping_survives_json(tmp_path: Path) -> None:
    mapping = guess_mapping(read_survey(made.write_csv(tmp_path / "a.csv")))
    assert Mapping.from_data(json.loads(json.dumps(mapping.as_data()))) == mapping


@pytest.mark.parametrize(
    ("code", "label", "state"),
    [
        ("V", "", "vacant"), ("VT", "", "works_unknown"), ("ZZ", "Local vacant", "vacant"),
        ("Q1", "Professions du bâtiment : travaux publics", ""), ("X", "", ""),
        ("L2", "Location de vacances", ""), ("#N/A", "", "unknown"),
        ("NON DETERMINE", "#N/A", "unknown"), ("V", "Vins et spiritueux", ""),
    ],
)  # fmt: skip
def test_words_that_name_a_state(code: str, label: str, state: str) -> None:
    assert state_meant(code, label) == state


def test_trades_are_proposed_by_the_words_of_labels() -> None:
    pack = country_pack("fr")
    index = TradeIndex(
        pack.table("nomenclature.csv"),
        pack.table("naf_families.csv"),
        pack.table("trade_words.csv"),
    )
    found = {label: index.find(label) for label in (
        "Boulangeries, viennoiseries", "Coiffure, barbier", "Fromageries", "Auto-écoles", "Zzyzx",
    )}  # fmt: skip
    assert [one and one.code for one in found.values()] == [
        "boulangerie-patisserie", "coiffure", "autre-alimentaire", "auto-ecole", None,
    ]  # fmt: skip
    used = {row["subfamily"] for row in pack.table("trade_words.csv")}
    assert used <= set(index.trades)


def test_geopackage_that_is_none_or_hides_a_view_is_refused(tmp_path: Path) -> None:
    cut = made.write_geopackage(tmp_path / "a.gpkg")
    cut.write_bytes(cut.read_bytes()[:5000])
    with pytest.raises(UnreadableSource):
        read_survey(cut)
    sly = made.write_geopackage(tmp_path / "b.gpkg")
    with sqlite3.connect(sly) as base:
        base.execute("ALTER TABLE releve RENAME TO caché")
        base.execute("CREATE VIEW releve AS SELECT *, randomblob(900000000) AS bombe FROM caché")
    base.close()
    with pytest.raises(UnreadableSource) as refusal:
        read_survey(sly)
    assert refusal.value.code == "no_layer"


SHARED = os.environ.get("BEFFROI_SHARED")
REAL = Path(SHARED or "/") / "data" / "var-private"
real = [
    pytest.mark.shared,
    pytest.mark.skipif(not REAL.is_dir(), reason="BEFFROI_SHARED is unset: data that may not ship"),
]
LE_LUC = {
    "2014": (53, 0, 203), "2015": (58, 1, 211), "2016": (57, 0, 212), "2017": (57, 3, 213),
    "2018": (59, 3, 220), "2024": (60, 3, 245),
}  # fmt: skip
LE_CANNET = {
    "2014": (13, 1, 122), "2015": (10, 1, 127), "2016": (11, 0, 128), "2017": (9, 0, 132),
    "2018": (12, 0, 145), "2024": (7, 1, 165),
}  # fmt: skip


def real_ground(code: str) -> Ground:
    """The outline of a commune of that departement."""
    features = json.loads((REAL / "communes-83-var.geojson").read_text())["features"]
    found = next(one for one in features if one["properties"]["code"] == code)
    return Ground(shape(found["geometry"]), name=found["properties"]["nom"])


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="BEFFROI_SHARED is unset: data that may not ship")
@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [("le_luc_2024", "83073", LE_LUC), ("le_cannet_des_maures_2024", "83031", LE_CANNET)],
)
def test_real_waves_come_out_to_the_digit(name: str, code: str, expected: Counts) -> None:
    table = read_survey(REAL / f"{name}.geojson")
    mapping = guess_mapping(table)
    looked = look(table, mapping, real_ground(code), {})
    meanings = {w.code: state_meant(w.code, w.label) or "occupied:" for w in looked.words}
    assert counts_of(table, mapping, looked, meanings) == expected
    codes = {one.code for one in looked.faults}
    assert {"invalid_polygon", "odd_word", "empty_wave"} <= codes
    if name == "le_luc_2024":
        assert {"same_id", "disagree"} <= codes
        said = next(one.sentence for one in looked.faults if one.code == "disagree")
        assert "60 locaux vacants (et 3 en travaux)" in said
        assert "54 locaux vacants (et 4 en travaux) selon « Vacance 2024 »" in said


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="BEFFROI_SHARED is unset: data that may not ship")
def test_real_layer_whose_columns_slid_is_refused() -> None:
    table = read_survey(REAL / "le_luc_2024_shifted_columns.geojson")
    with pytest.raises(UnreadableSource) as refusal:
        look(table, guess_mapping(table), real_ground("83073"), {})
    assert "d’une colonne vers la gauche à partir de « Vacance 2024 »" in refusal.value.sentence

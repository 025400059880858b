"""A survey from its first look to its figures: shown before stored, twice is once, withdrawn whole."""

from __future__ import annotations

import datetime as dt
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import box, mapping

from beffroi.accounts.models import Person
from beffroi.observatory.reads import stock_of
from beffroi.portal.imports import queue_file, run_import
from beffroi.premises import reads as premises
from beffroi.premises import writes
from beffroi.premises.models import (
    Observation,
    Premises,
    PremisesRef,
    PremisesState,
    SurveyFile,
    SurveyRound,
)
from beffroi.sources.records import SourceFacts
from beffroi.sources.survey.vocabulary import state_meant
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun, Source, Town
from tests.premises.factories import person
from tests.premises.factories import seen as door
from tests.sources import survey_files as made

pytestmark = pytest.mark.django_db
State = ImportRun.State
MEANINGS = {
    "LV": "vacant", "LT": "works_unknown", **dict.fromkeys(made.TRADES, "occupied:coiffure"),
    "AD10": "non_commercial_use",
}  # fmt: skip


@pytest.fixture
def town() -> Town:
    return territory.open_town(
        insee_code="00042", name="Saint-Vire", by=None, is_fictional=True,
        outline=mapping(box(1.98, 46.48, 2.05, 46.52)),
    )  # fmt: skip


@pytest.fixture
def ada() -> Person:
    return person()


def brought(town: Town, path: Path) -> ImportRun:
    return run_import(queue_file(town=town, path=path, by=None))


def decided(
    run: ImportRun, by: Person, meanings: dict[str, str] | None = None, **choices: Any
) -> SurveyFile:
    """What a person says of a survey before it is shown."""
    survey = premises.survey_of(run)
    assert survey is not None, (run.state, run.sentence)
    held = writes.keep_format(
        town=run.town, producer="Chambre fictive", licence="", by=by,
        fingerprint=survey.looked["fingerprint"], mapping=survey.mapping,
    )  # fmt: skip
    words = {one["code"]: (one["label"], one["category"]) for one in survey.looked["words"]}
    said = MEANINGS if meanings is None else meanings
    writes.decide_codes(
        format=held, labels=words, by=by,
        meanings={code: said.get(code, "") for code in words},
    )  # fmt: skip
    return writes.note_survey(survey=survey, format=held, choices={"coverage": 1} | choices)


def asked(run: ImportRun, by: Person, step: str) -> ImportRun:
    """The next reading of a run that waits."""
    survey = premises.survey_of(run)
    assert survey is not None
    writes.note_survey(survey=survey, asked=step)
    assert territory.go_on(run=run, by=by)
    run.refresh_from_db()
    return run_import(run)


def stored(town: Town, path: Path, by: Person, **choices: Any) -> ImportRun:
    run = brought(town, path)
    decided(run, by, **choices)
    asked(run, by, "show")
    return asked(run, by, "store")


def counts(waves: list[dict[str, Any]]) -> dict[str, tuple[int, int, int]]:
    return {one["key"]: (one["vacant"], one["works"], one["coded"]) for one in waves}


def test_a_survey_is_looked_at_shown_then_stored(town: Town, ada: Person, tmp_path: Path) -> None:
    run = brought(town, made.write_geojson(tmp_path / "releve.geojson"))
    assert (run.kind, run.state) == ("survey", State.TO_DECIDE), run.sentence
    assert not Premises.objects.of(town).exists()
    survey = decided(run, ada)
    assert len(survey.looked["head"]) == 10 and survey.looked["drawn"]
    run = asked(run, ada, "show")
    assert run.state == State.TO_DECIDE, run.sentence
    assert not Premises.objects.of(town).exists() and not Source.objects.of(town).exists()
    survey.refresh_from_db()
    shown = survey.shown
    assert counts(shown["waves"]) == made.EXPECTED
    assert [one["new"] for one in shown["waves"]] == [83, 8, 1, 1, 7, 20]
    assert {one["code"] for one in shown["undecided"]} == {made.UNKNOWN}
    run = asked(run, ada, "store")
    assert run.state == State.DONE, run.sentence
    survey.refresh_from_db()
    assert survey.shown == shown, "the preview was the storing itself"
    assert Premises.objects.of(town).count() == 120
    assert SurveyRound.objects.of(town).count() == 6


def test_figures_of_each_wave_are_those_of_its_codes(
    town: Town, ada: Person, tmp_path: Path
) -> None:
    stored(town, made.write_geojson(tmp_path / "a.geojson"), ada)
    for source in Source.objects.of(town):
        stock = stock_of(town, source.as_of)
        vacant, works, coded = made.EXPECTED[str(source.as_of.year)]
        assert (stock.by_state["vacant"], stock.by_state.get("works_unknown", 0)) == (vacant, works)
        assert sum(stock.by_state.values()) + stock.outside == coded
    undecided = stock_of(town, dt.date(2018, 12, 31))
    assert undecided.by_state["unknown"] == 2
    assert undecided.total == 100 - 2 - undecided.outside
    assert undecided.coverage.vacancy == pytest.approx(0.98)
    assert stock_of(town, dt.date(2024, 6, 3)).coverage.vacancy == 1.0


def test_the_same_file_twice_changes_nothing(town: Town, ada: Person, tmp_path: Path) -> None:
    path = made.write_geojson(tmp_path / "a.geojson")
    stored(town, path, ada)
    before = [Observation.objects.across_towns().count(), *_rows(town)]
    run = stored(town, path, ada)
    assert "rien n’a changé" in run.sentence
    assert [Observation.objects.across_towns().count(), *_rows(town)] == before


def _rows(town: Town) -> list[int]:
    kinds = (Premises, PremisesRef, PremisesState, Source, SurveyRound)
    return [kind.objects.of(town).count() for kind in kinds]


def test_next_file_of_the_producer_is_known_by_its_columns(
    town: Town, ada: Person, tmp_path: Path
) -> None:
    stored(town, made.write_geojson(tmp_path / "a.geojson"), ada)
    rows = [{k: v for k, v in row.items() if k != "Code2014"} for row in made.rows()]
    run = brought(town, made.write_geojson(tmp_path / "b.geojson", rows))
    survey = premises.survey_of(run)
    assert survey is not None and survey.format is not None
    assert survey.looked["remembered"] and survey.format.producer == "Chambre fictive"


def test_a_code_decided_later_comes_into_the_base(town: Town, ada: Person, tmp_path: Path) -> None:
    path = made.write_geojson(tmp_path / "a.geojson")
    run = stored(town, path, ada)
    on = dt.date(2018, 12, 31)
    assert stock_of(town, on).by_state["unknown"] == 2
    decided(run, ada, MEANINGS | {made.UNKNOWN: "vacant"})
    asked(run, ada, "store")
    town.refresh_from_db()
    stock = stock_of(town, on)
    assert "unknown" not in stock.by_state
    assert stock.by_state["vacant"] == 29


def test_an_undecided_code_is_no_departure(town: Town, ada: Person, tmp_path: Path) -> None:
    stored(town, made.write_geojson(tmp_path / "a.geojson"), ada)
    odd = PremisesState.objects.of(town).known().filter(kind="unknown")
    assert odd.count() == 2
    for state in odd.select_related("premises"):
        assert state.valid.lower == dt.date(2018, 12, 31)
        left = state.premises.occupancies.filter(
            recorded__upper_inf=True, valid__endswith=state.valid.lower
        )
        assert not left.exists(), "nobody left on the day nobody could say"
    rows = [
        one for state in odd for one in state.premises.occupancies.filter(recorded__upper_inf=True)
    ]
    assert any(one.valid.lower and one.valid.lower < dt.date(2018, 12, 31) for one in rows)


def test_withdrawing_one_wave_leaves_the_others(town: Town, ada: Person, tmp_path: Path) -> None:
    path = made.write_geojson(tmp_path / "a.geojson")
    stored(town, path, ada)
    source = Source.objects.of(town).get(as_of__year=2024)
    writes.withdraw_source(source=source, by=ada, reason="essai")
    town.refresh_from_db()
    assert stock_of(town, dt.date(2024, 6, 3)).by_state["vacant"] == 27
    run = brought(town, path)
    decided(run, ada)
    run = asked(run, ada, "store")
    assert run.state == State.REFUSED and "mise de côté" in run.sentence
    writes.restore_source(source=source, by=ada)
    town.refresh_from_db()
    assert stock_of(town, dt.date(2024, 6, 3)).by_state["vacant"] == 30


def test_doors_known_here_are_joined_by_address_and_place(
    town: Town, ada: Person, tmp_path: Path
) -> None:
    lon, lat = made.LON + 0.00005, made.LAT + 0.00005
    known = [
        door("node/1", lon=lon, house_number="1", street_name="Rue du Four"),
        door("node/2", lon=lon + 0.0003),  # on the second polygon, without address
        door("node/3", lon=lon + 0.0006 + 0.0001),  # 8 m beside the third
    ]
    source = territory.add_source(
        town=town, facts=SourceFacts("osm", dt.date(2013, 1, 1)), label="carte", is_simulated=True
    )
    writes.observe(
        town=town, source=source, scheme="osm", on=dt.date(2013, 1, 1),
        seen=[replace(one, lat=lat) for one in known],
    )  # fmt: skip
    run = brought(town, made.write_geojson(tmp_path / "a.geojson"))
    survey = decided(run, ada)
    asked(run, ada, "show")
    survey.refresh_from_db()
    shown = survey.shown
    assert shown["matched"] == 2
    assert [one["ref"] for one in shown["doubtful"]] == ["FIC003"]
    assert shown["waves"][0]["new"] == 81
    decided(run, ada, same=["FIC003"])
    asked(run, ada, "store")
    assert Premises.objects.of(town).count() == 120
    both = Premises.objects.of(town).get(refs__value="FIC003")
    assert both.refs.filter(scheme="osm", value="node/3").exists()


def test_survey_whose_columns_slid_is_refused_and_nothing_is_kept(
    town: Town, ada: Person, tmp_path: Path
) -> None:
    run = brought(town, made.write_geojson(tmp_path / "a.geojson", made.shifted(made.rows())))
    assert run.state == State.REFUSED
    assert "« Vacance 2024 »" in run.sentence and "une colonne vers la gauche" in run.sentence
    assert premises.survey_of(run) is None


def test_file_nobody_decides_of_is_given_up(town: Town, tmp_path: Path) -> None:
    run = brought(town, made.write_geojson(tmp_path / "a.geojson"))
    assert territory.leave_undecided(before=run.started_at) == 0
    assert territory.leave_undecided(before=run.started_at + dt.timedelta(seconds=1)) == 1
    run.refresh_from_db()
    assert run.state == State.CANCELLED


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.gpkg", "long.csv"])
def test_other_formats_are_recognised_and_stored(
    name: str, town: Town, ada: Person, tmp_path: Path
) -> None:
    writers = {
        "a.csv": made.write_csv, "a.xlsx": made.write_xlsx, "a.gpkg": made.write_geopackage,
        "long.csv": lambda path: made.write_csv(path, made.long_rows()),
    }  # fmt: skip
    run = stored(town, writers[name](tmp_path / name), ada)
    assert run.state == State.DONE, run.sentence
    stock = stock_of(town, Source.objects.of(town).order_by("as_of").last().as_of)
    assert stock.by_state["vacant"] == 30


SHARED = os.environ.get("BEFFROI_SHARED")
REAL = Path(SHARED or "/") / "data" / "var-private"
LE_LUC = {
    "2014": (53, 0, 203), "2015": (58, 1, 211), "2016": (57, 0, 212), "2017": (57, 3, 213),
    "2018": (59, 3, 220), "2024": (60, 3, 245),
}  # fmt: skip
LE_CANNET = {
    "2014": (13, 1, 122), "2015": (10, 1, 127), "2016": (11, 0, 128), "2017": (9, 0, 132),
    "2018": (12, 0, 145), "2024": (7, 1, 165),
}  # fmt: skip


@pytest.mark.shared
@pytest.mark.skipif(not REAL.is_dir(), reason="BEFFROI_SHARED is unset: data that may not ship")
@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [("le_luc_2024", "83073", LE_LUC), ("le_cannet_des_maures_2024", "83031", LE_CANNET)],
)
def test_real_survey_comes_out_to_the_digit_in_the_figures(
    name: str, code: str, expected: dict[str, Any], ada: Person
) -> None:
    features = json.loads((REAL / "communes-83-var.geojson").read_text())["features"]
    outline = next(one["geometry"] for one in features if one["properties"]["code"] == code)
    town = territory.open_town(insee_code=code, name=name, by=None, outline=outline)
    run = brought(town, REAL / f"{name}.geojson")
    survey = premises.survey_of(run)
    assert survey is not None, run.sentence
    meanings = {
        one["code"]: state_meant(one["code"], one["label"]) or "occupied:"
        for one in survey.looked["words"]
        if one["label"] or state_meant(one["code"])
    }
    decided(run, ada, {k: v for k, v in meanings.items() if v != "unknown"})
    asked(run, ada, "show")
    survey.refresh_from_db()
    assert counts(survey.shown["waves"]) == expected
    assert "X" in {one["code"] for one in survey.shown["undecided"]}
    run = asked(run, ada, "store")
    assert run.state == State.DONE, run.sentence
    for source in Source.objects.of(town):
        stock = stock_of(town, source.as_of)
        vacant, works, coded = expected[str(source.as_of.year)]
        assert (stock.by_state["vacant"], stock.by_state.get("works_unknown", 0)) == (vacant, works)
        assert sum(stock.by_state.values()) + stock.outside == coded

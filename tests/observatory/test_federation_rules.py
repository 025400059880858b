"""Two observatories compare without losing their local names: rules, and the judged file."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.federation import (
    Side,
    figure_rows,
    hindrances,
    lost_of,
    names_of,
    side_of,
    stopped,
    trade_rows,
)
from beffroi.sources.observatories import Told, ToldMatch, read_told
from beffroi.sources.observatories.reading import told_of
from beffroi.sources.observatories.refusing import MAX_BYTES
from beffroi.sources.records import UnreadableSource

from .observatories import DAY, term, told

BREAD, MEAT = "boulangerie-patisserie", "boucherie-charcuterie"
KNOWN = {BREAD: "Boulangerie, pâtisserie", MEAT: "Boucherie, charcuterie"}
pytestmark = pytest.mark.system("000-10")


def side(name: str = "Valbrume", **more: Any) -> Side:
    found = side_of(told(name, **more))
    assert found is not None
    return found


def why(*sides: Side, today: dt.date = DAY) -> dict[str, str]:
    return {one.code: one.stops for one in hindrances(sides, KNOWN, today)}


def test_many_local_words_stand_under_one_common_name() -> None:
    words = (
        term("B1", "Boulangerie", ToldMatch(BREAD)),
        term("B2", "Terminal de cuisson", ToldMatch(BREAD)),
        term("Z", "Bazar", ToldMatch("")),
        term("Q", "Questions"),
    )
    assert [one.label for one in names_of(words, "trade", DAY)[BREAD]] == [
        "Boulangerie",
        "Terminal de cuisson",
    ]
    lost = lost_of(words, DAY, KNOWN, {"Z": 4})
    assert [(one.term.code, one.decided, one.count) for one in lost] == [
        ("Z", True, 4),
        ("Q", False, None),
    ]


def test_a_word_means_what_it_meant_on_the_day_of_the_round() -> None:
    changed = dt.date(2025, 1, 1)
    word = term("B1", "Fournil", ToldMatch(MEAT, end=changed), ToldMatch(BREAD, start=changed))
    assert word.on(changed - dt.timedelta(days=1)) == MEAT
    assert word.on(changed) == BREAD
    assert set(names_of([word], "trade", dt.date(2024, 6, 1))) == {MEAT}


def test_alike_observatories_are_compared_figure_by_figure() -> None:
    sides = (side("Saint-Vire"), side("Valbrume", vacant=30, occupied=90))
    assert why(*sides) == {}
    rows = {row.code: row for row in figure_rows(sides)}
    rate = rows["vacancy_rate"]
    assert [one.value for one in rate.values] == [pytest.approx(0.1), pytest.approx(0.25)]
    assert rate.why_not == ""
    (bread,) = trade_rows(sides, KNOWN)
    assert bread.values == (108, 90)


def test_another_formula_or_a_refusal_is_not_compared_and_says_so() -> None:
    ours, theirs = side("Saint-Vire"), side("Valbrume")
    changed = json.loads(json.dumps(theirs.told.as_data()))
    for one in changed["perimeters"][0]["rounds"][0]["figures"]:
        if one["indicator"] == "vacancy_rate":
            one["formula"] = "vacancy_rate.v9"
        if one["indicator"] == "vacancy_count":
            one |= {"verdict": "withheld", "value": None}
    other = side_of(told_of(changed, "a.json"))
    assert other is not None
    rows = {row.code: row.why_not for row in figure_rows((ours, other))}
    assert rows["vacancy_rate"] == "formula"
    assert rows["vacancy_count"] == "verdict"


@pytest.mark.parametrize(
    ("more", "code", "stops"),
    [
        ({"simulated": False}, "simulated", "all"),
        ({"kind": "commune"}, "perimeter", "all"),
        ({"on": dt.date(2020, 5, 20)}, "apart", "all"),
        ({"on": dt.date(2025, 1, 20)}, "apart", "care"),
        ({"stock": 0.5}, "coverage", "all"),
        ({"stock": None}, "unknown_coverage", "care"),
        ({"methods": ("osm",)}, "method", "care"),
        ({"common": "fr-nomenclature-2"}, "common", "trades"),
        ({"trades": {BREAD: 60, "leur-code": 48}}, "unnamed", "trades"),
        ({"trades": {BREAD: 105, "leur-code": 3}}, "unnamed", "care"),
    ],
)
def test_what_hinders_is_told_with_what_it_stops(
    more: dict[str, Any], code: str, stops: str
) -> None:
    assert why(side("Saint-Vire"), side("Valbrume", **more))[code] == stops


def test_an_old_round_is_told_and_a_whole_town_is_a_commune() -> None:
    ours, theirs = side("Saint-Vire", kind="extract"), side("Valbrume", kind="commune")
    assert why(ours, theirs) == {}
    late = DAY + dt.timedelta(days=4 * 366)
    reasons = hindrances((ours, theirs), KNOWN, late)
    assert [one.code for one in reasons] == ["old", "old"]
    assert "Valbrume" in str(reasons[1].sentence)
    assert not stopped(reasons, "all")


def test_what_an_observatory_writes_another_reads_to_the_digit(tmp_path: Path) -> None:
    sent = told(
        terms=(term("B1", "Fournil", ToldMatch(BREAD, dt.date(2020, 1, 1))), term("V", "Vide", kind="state")),
        page="https://valbrume.example/indicateurs/",
        local={"B1": 108},
    )  # fmt: skip
    path = tmp_path / "observatoire.json"
    path.write_text(json.dumps(sent.as_data()), encoding="utf-8")
    assert read_told(path) == sent


def refused(data: Any) -> UnreadableSource:
    with pytest.raises(UnreadableSource) as caught:
        told_of(data, "a.json")
    return caught.value


def test_every_fault_is_told_at_once() -> None:
    data = told(page="https://a.example").as_data()
    data |= {"code": "tout", "page": "javascript:alert(1)", "name": "a\x00b"}
    data["perimeters"][0]["rounds"][0] |= {"on": "hier", "stock": 3, "states": {"vacant": -1}}
    data["terms"] = ["mot"]
    refusal = refused(data)
    assert refusal.code == "observatory_faults"
    for place in (".code", ".page", ".name", ".on", ".stock", ".states", ".terms[0]"):
        assert place in refusal.sentence


def test_strangers_are_refused(tmp_path: Path) -> None:
    assert refused({"type": "FeatureCollection"}).code == "not_observatory"
    assert refused([1]).code == "not_observatory"
    assert refused(told().as_data() | {"protocol": 2}).code == "protocol"
    for text, code in (("{", "json"), ('{"format": NaN}', "json"), ("[" * 100_000, "json")):
        path = tmp_path / "b.json"
        path.write_text(text)
        with pytest.raises(UnreadableSource) as caught:
            read_told(path)
        assert caught.value.code == code
    path.write_bytes(b" " * (MAX_BYTES + 1))
    with pytest.raises(UnreadableSource) as caught:
        read_told(path)
    assert caught.value.code == "big"


def test_what_does_not_say_that_it_is_real_is_not_taken_for_real() -> None:
    data = told().as_data()
    del data["simulated"]
    assert told_of(data, "a.json").simulated is True


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip
PLACES = [*told().as_data()]


@given(st.sampled_from(PLACES), PLAIN)
def test_a_document_is_read_or_refused_whatever_stands_in_it(name: str, value: Any) -> None:
    data = json.loads(json.dumps(told().as_data()))
    data[name] = value
    try:
        assert isinstance(told_of(data, "a.json"), Told)
    except UnreadableSource as refusal:
        assert refusal.sentence


@given(st.sampled_from(["on", "stock", "states", "trades", "figures", "methods", "note"]), PLAIN)
def test_a_round_is_read_or_refused_whatever_stands_in_it(name: str, value: Any) -> None:
    data = json.loads(json.dumps(told().as_data()))
    data["perimeters"][0]["rounds"][0][name] = value
    try:
        assert isinstance(told_of(data, "a.json"), Told)
    except UnreadableSource as refusal:
        assert refusal.sentence

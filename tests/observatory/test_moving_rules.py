"""Then and now: what moved, what did not, what cannot be compared, what is to redo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.findings_told import in_order
from beffroi.observatory.rules.moving import (
    Movement,
    Told,
    change,
    compared,
    moved,
    of_finding,
)

UNITS = st.sampled_from(["ratio", "premises", "shops", "days", "nat", "classes", "score"])
VALUES = st.floats(0, 5000, allow_nan=False)
TOLD = st.builds(
    Told, verdict=st.sampled_from(["value", "at_least", "cannot_tell"]), value=VALUES, unit=UNITS,
    formula_id=st.sampled_from(["a.v1", "a.v2"]), redo=st.sampled_from(["", "source retirée"]),
)  # fmt: skip


def rate(value: float, **more: str) -> Told:
    return Told("value", value, "ratio", "vacancy_rate.v1", **more)


@given(TOLD)
def test_same_figure_has_not_moved(one) -> None:
    expected = Movement.REDO if one.redo else Movement.UNMOVED
    if not one.redo and one.verdict == "cannot_tell":
        expected = Movement.UNKNOWN
    assert compared(one, one).movement is expected


@given(UNITS, VALUES, VALUES)
def test_move_is_the_same_both_ways(unit, first, second) -> None:
    a, b = Told("value", first, unit, "a.v1"), Told("value", second, unit, "a.v1")
    assert moved(a, b) is moved(b, a)


@given(TOLD, TOLD)
def test_what_rests_on_a_withdrawn_source_is_to_redo_whatever_it_says(then, now) -> None:
    then = replace(then, redo="source retirée")
    found = compared(then, now)
    assert found.movement is Movement.REDO and str(found.sentence)


@pytest.mark.parametrize(
    ("then", "now", "expected"),
    [
        (0.100, 0.104, Movement.UNMOVED),
        (0.100, 0.105, Movement.MOVED),
        (0.105, 0.100, Movement.MOVED),
        (0.084, 0.084, Movement.UNMOVED),
    ],
)
def test_rate_moves_by_half_a_point(then, now, expected) -> None:
    assert compared(rate(then), rate(now)).movement is expected


def test_count_moves_by_one_and_a_class_by_its_word() -> None:
    ten, eleven = (Told("value", n, "premises", "n.v1") for n in (10, 11))
    assert compared(ten, eleven).movement is Movement.MOVED
    fringe, centre = (Told("value", word, "class", "p.v1") for word in ("fringe", "single_axis"))
    assert compared(fringe, centre).movement is Movement.MOVED
    assert compared(fringe, fringe).movement is Movement.UNMOVED
    days = [Told("value", n, "days", "d.v1") for n in (1000, 1019, 1021)]
    assert compared(days[0], days[1]).movement is Movement.UNMOVED
    assert compared(days[0], days[2]).movement is Movement.MOVED


def test_floor_and_value_are_not_compared() -> None:
    floor = replace(rate(0.1), verdict="at_least")
    assert compared(floor, rate(0.2)).movement is Movement.UNKNOWN
    assert compared(None, rate(0.2)).movement is Movement.UNKNOWN
    other = replace(rate(0.1), formula_id="vacancy_rate.v2")
    assert compared(rate(0.1), other).movement is Movement.REDO


def test_change_is_told_in_its_unit() -> None:
    def told(a: Told, b: Told) -> str:
        return str(change(a, b)).replace("\u202f", " ").replace("\u00a0", " ")

    assert told(rate(0.084), rate(0.1)) == "+1,6 point"
    assert told(rate(0.1), rate(0.084)) == "−1,6 point"
    assert told(Told("value", 14, "premises", "n"), Told("value", 11, "premises", "n")) == "−3"
    assert told(rate(0.1), replace(rate(0.2), verdict="at_least")) == ""


@given(st.lists(st.sampled_from(list(Movement)), max_size=5))
def test_finding_is_to_redo_before_moved_before_unknown(figures) -> None:
    found = of_finding(figures)
    if Movement.REDO in figures:
        assert found is Movement.REDO
    elif Movement.MOVED in figures:
        assert found is Movement.MOVED
    elif Movement.UNKNOWN in figures or Movement.UNMOVED not in figures:
        assert found is Movement.UNKNOWN
    else:
        assert found is Movement.UNMOVED


def test_findings_follow_the_chapters_and_keep_their_rank() -> None:
    rows = [
        {"chapter": c, "key": k}
        for c, k in (("autres", "a"), ("vacance", "b"), ("loyers", "c"), ("vacance", "d"))
    ]
    assert [(one["key"], one["n"]) for one in in_order(rows)] == [
        ("b", 1),
        ("d", 2),
        ("c", 3),
        ("a", 4),
    ]

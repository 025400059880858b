"""When an alert rings, stands and is lifted: numbers, no database."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.figures import Coverage
from beffroi.observatory.rules.ringing import (
    State,
    StepError,
    Terms,
    group_of,
    grouped,
    judge,
    step,
)

from .stocks import NOBODY_KNOWS, plain, stock

PARTIAL = Coverage(stock=0.5, vacancy=0.5, activity=0.5, rounds=1)


@pytest.mark.system("003-02")
def test_five_of_45_does_not_ring_like_50_of_450() -> None:
    assert judge(stock(40, 5), Terms(), standing=False).kind == "watch"
    assert judge(stock(400, 50), Terms(), standing=False).kind == "rings"


@pytest.mark.system("003-02")
def test_shops_turned_into_flats_do_not_turn_it_off() -> None:
    """50 of 450 rang; 20 empty ones became flats: 30 of 430 is 7 %, and nobody moved in."""
    after = stock(400, 30)
    found = judge(after, Terms(), standing=True, gone=20)
    assert found.kind == "stands"
    assert "20 locaux ont quitté le commerce" in plain(found.sentence)
    assert judge(after, Terms(), standing=True, gone=0).kind == "lifts", "let again, they do"


def test_between_the_marks_it_stands_without_ringing() -> None:
    between = stock(905, 95)  # 9.5 %
    assert judge(between, Terms(), standing=True).kind == "stands"
    assert judge(between, Terms(), standing=False).kind == "quiet"


def test_partial_round_may_raise_and_never_lifts() -> None:
    assert judge(stock(400, 50, coverage=PARTIAL), Terms(), standing=False).kind == "rings"
    assert judge(stock(440, 10, coverage=PARTIAL), Terms(), standing=True).kind == "stands"
    assert judge(stock(440, 10, coverage=PARTIAL), Terms(), standing=False).kind == "cannot_tell"


def test_nobody_went_door_to_door_or_too_few_doors_cannot_tell() -> None:
    assert judge(stock(10, 90, coverage=NOBODY_KNOWS), Terms(), standing=False).kind == "cannot_tell"  # fmt: skip
    assert judge(stock(9, 10), Terms(), standing=False).kind == "cannot_tell"
    assert judge(stock(9, 10), Terms(), standing=True).kind == "cannot_tell"
    assert judge(stock(0, 0), Terms(min_cells=0), standing=False).kind == "cannot_tell"


def test_rule_on_a_rise_wants_a_round_before_and_a_higher_rate() -> None:
    terms, now = Terms(rising=True), stock(400, 50)
    assert judge(now, terms, standing=False).kind == "watch"
    assert judge(now, terms, standing=False, before=stock(390, 60)).kind == "watch"
    assert judge(now, terms, standing=False, before=stock(420, 30)).kind == "rings"


def test_banks_leave_the_base_of_the_rate_without_them() -> None:
    terms = Terms(indicator="vacancy_rate_without_low_flow")
    assert judge(stock(92, 8, low_flow=40), terms, standing=False).kind == "rings"
    assert judge(stock(92, 8, low_flow=40), Terms(), standing=False).kind == "quiet"


@given(st.integers(0, 400), st.integers(0, 400), st.integers(0, 100))
def test_alert_lifted_does_not_ring_again_on_the_same_stock(
    occupied: int, vacant: int, gone: int
) -> None:
    seen = stock(occupied, vacant)
    if judge(seen, Terms(), standing=True, gone=gone).kind == "lifts":
        assert judge(seen, Terms(), standing=False).kind == "quiet"


@given(st.integers(0, 300), st.integers(0, 300), st.integers(1, 100))
def test_conversions_alone_never_lift(occupied: int, vacant: int, gone: int) -> None:
    """What stood before empty shops left for flats stands after."""
    before = judge(stock(occupied, vacant + gone), Terms(), standing=True).kind
    after = judge(stock(occupied, vacant), Terms(), standing=True, gone=gone).kind
    if before == "stands":
        assert after in {"stands", "cannot_tell"}


def test_margin_and_marks_are_those_asked() -> None:
    strict = Terms(threshold=Fraction(165, 1000), lift_below=Fraction(15, 100), min_excess=1)
    assert judge(stock(83, 17), strict, standing=False).kind == "watch"
    assert judge(stock(82, 18), strict, standing=False).kind == "rings"


def test_door_is_told_by_what_happened_to_it() -> None:
    said = [
        group_of("occupied", "vacant", merged=False),
        group_of("vacant", "occupied", merged=False),
        group_of("vacant", "non_commercial_use", merged=False),
        group_of("vacant", "demolished_merged", merged=True),
        group_of(None, "vacant", merged=False),
        group_of("occupied", "works_with_taker", merged=False),
        group_of("vacant", "unknown", merged=False),
        group_of("unknown", "vacant", merged=False),
    ]
    assert said == ["emptied", "refilled", "left", "merged", "joined", "", "", ""]


def test_groups_keep_their_order_and_the_empty_ones_fall_out() -> None:
    doors = [{"group": "refilled", "public_id": "b"}, {"group": "emptied", "public_id": "a"}]
    assert [group["key"] for group in grouped(doors)] == ["emptied", "refilled"]


def test_closed_alert_takes_no_step() -> None:
    assert step("open", "acknowledge") == State.ACKNOWLEDGED
    assert step("acknowledged", "close") == State.CLOSED
    for act in ("acknowledge", "close"):
        with pytest.raises(StepError, match="close"):
            step("closed", act)

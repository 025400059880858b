"""Doors seen lately: the worked example of its page, and what it may never do."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.observatory.rules.figures import Sights
from beffroi.observatory.rules.registry import compute

DAY = dt.date(2026, 3, 1)
JUNE, FEBRUARY = dt.date(2025, 6, 2), dt.date(2025, 2, 1)


@pytest.mark.system("001-08")
def test_worked_example_of_the_page() -> None:
    seen = (*[JUNE] * 7, *[FEBRUARY] * 2, None)
    figure = compute("seen_recently_share", Sights(DAY, seen))
    assert (figure.verdict, figure.value) == ("value", 0.7)
    assert figure.inputs["never_seen"] == 1


def test_a_year_to_the_day_counts_and_a_day_more_does_not() -> None:
    days = (DAY - dt.timedelta(days=365), DAY - dt.timedelta(days=366))
    assert compute("seen_recently_share", Sights(DAY, days)).value == 0.5


@given(st.lists(st.one_of(st.none(), st.integers(-10, 2000)), max_size=30), st.integers(1, 900))
def test_share_stays_between_nothing_and_all_and_grows_with_the_delay(ages, days) -> None:
    seen = tuple(None if age is None else DAY - dt.timedelta(days=age) for age in ages)
    short = compute("seen_recently_share", Sights(DAY, seen), within_days=days)
    longer = compute("seen_recently_share", Sights(DAY, seen), within_days=days + 30)
    if not seen:
        assert short.verdict == "cannot_tell"
        return
    assert 0 <= short.value <= longer.value <= 1

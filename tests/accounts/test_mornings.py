"""A digest a morning, whatever the clocks do."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.accounts.rules.mornings import latest_morning, morning_of
from beffroi.accounts.rules.subjects import DAILY, NOW, WEEKLY, SubjectError

PARIS = ZoneInfo("Europe/Paris")


def paris(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=PARIS)


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-11-22T06:59:59", "2026-11-21"),
        ("2026-11-22T07:00:00", "2026-11-22"),
        ("2026-11-22T23:59:59", "2026-11-22"),
        ("2026-11-23T00:00:00", "2026-11-22"),  # midnight begins no morning
        ("2026-03-29T06:59:59", "2026-03-28"),  # the night of 23 hours
        ("2026-03-29T07:00:00", "2026-03-29"),
        ("2026-10-25T06:59:59", "2026-10-24"),  # the night of 25 hours
        ("2026-10-25T07:00:00", "2026-10-25"),
    ],
)
def test_day_of_the_last_morning(now: str, day: str) -> None:
    assert latest_morning(DAILY, paris(now), PARIS).isoformat() == day


def test_morning_is_at_seven_on_both_sides_of_the_change() -> None:
    hours = [morning_of(dt.date(2026, 3, day), PARIS).hour for day in (28, 29)]
    assert hours == [6, 5]
    hours = [morning_of(dt.date(2026, 10, day), PARIS).hour for day in (24, 25)]
    assert hours == [5, 6]


def test_week_begins_on_monday_morning() -> None:
    assert latest_morning(WEEKLY, paris("2026-11-23T06:00:00"), PARIS) == dt.date(2026, 11, 16)
    assert latest_morning(WEEKLY, paris("2026-11-23T07:00:00"), PARIS) == dt.date(2026, 11, 23)
    assert latest_morning(WEEKLY, paris("2026-11-29T23:00:00"), PARIS) == dt.date(2026, 11, 23)


def test_nothing_else_has_a_morning() -> None:
    with pytest.raises(SubjectError):
        latest_morning(NOW, paris("2026-11-23T06:00:00"), PARIS)


@given(st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1), timezones=st.just(dt.UTC)))
def test_last_morning_has_come_and_the_next_has_not(now: dt.datetime) -> None:
    day = latest_morning(DAILY, now, PARIS)
    assert morning_of(day, PARIS) <= now < morning_of(day + dt.timedelta(days=1), PARIS)
    monday = latest_morning(WEEKLY, now, PARIS)
    assert monday.weekday() == 0 and monday <= day < monday + dt.timedelta(days=7)

"""The clock of an opinion: working days, calendar months, holidays; and what became of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.workdays import easter_of, holidays, is_off
from beffroi.programme.rules.opinions import Asked, Fate, Unit, days_late, due_day, fate

DUE = dt.date(2026, 3, 31)
DAY = dt.timedelta(days=1)


def test_easter_and_the_legal_holidays() -> None:
    known = {
        2000: (4, 23),
        2008: (3, 23),
        2024: (3, 31),
        2025: (4, 20),
        2026: (4, 5),
        2038: (4, 25),
    }
    assert {year: (easter_of(year).month, easter_of(year).day) for year in known} == known
    assert len(holidays(2026)) == 11
    assert is_off(dt.date(2026, 5, 14))  # Ascension
    assert not is_off(dt.date(2026, 5, 15))


@pytest.mark.parametrize(
    ("asked", "number", "unit", "due"),
    [
        (dt.date(2026, 3, 27), 1, Unit.WORKING_DAYS, dt.date(2026, 3, 30)),  # Friday → Monday
        (dt.date(2026, 4, 3), 1, Unit.WORKING_DAYS, dt.date(2026, 4, 7)),  # over Easter Monday
        (dt.date(2026, 4, 30), 10, Unit.WORKING_DAYS, dt.date(2026, 5, 19)),  # 1, 8 and 14 May
        (dt.date(2026, 1, 31), 1, Unit.MONTHS, dt.date(2026, 3, 2)),  # 28 February is a Saturday
        (dt.date(2025, 12, 31), 2, Unit.MONTHS, dt.date(2026, 3, 2)),
        (dt.date(2026, 3, 14), 2, Unit.MONTHS, dt.date(2026, 5, 15)),  # 14 May is Ascension
        (dt.date(2024, 1, 29), 1, Unit.MONTHS, dt.date(2024, 2, 29)),
    ],
)
def test_the_last_day_to_answer(asked: dt.date, number: int, unit: Unit, due: dt.date) -> None:
    assert due_day(asked, number, unit, is_off) == due


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(1, 60), st.sampled_from(Unit)
)
def test_an_answer_is_never_due_on_a_day_off(asked: dt.date, number: int, unit: Unit) -> None:
    due = due_day(asked, number, unit, is_off)
    assert not is_off(due)
    assert due > asked
    assert due <= due_day(asked, number + 1, unit, is_off)


def test_a_delay_is_positive() -> None:
    with pytest.raises(ValueError, match="at least one"):
        due_day(DUE, 0, Unit.MONTHS, is_off)


@pytest.mark.parametrize(
    ("asked", "on", "stands"),
    [
        (Asked(DUE), DUE, Fate.SOON),
        (Asked(DUE), DUE - 8 * DAY, Fate.RUNNING),
        (Asked(DUE), DUE + DAY, Fate.UNANSWERED),
        (Asked(DUE, answered=DUE), DUE + 30 * DAY, Fate.TO_USE),
        (Asked(DUE, answered=DUE), DUE + 31 * DAY, Fate.IGNORED),
        (Asked(DUE, answered=DUE, used=DUE + 40 * DAY), DUE + 41 * DAY, Fate.USED),
        (Asked(DUE, answered=DUE + DAY), DUE, Fate.SOON),  # not known yet that day
        (Asked(DUE, withdrawn=DUE), DUE + DAY, Fate.WITHDRAWN),
    ],
)
def test_where_an_opinion_stands(asked: Asked, on: dt.date, stands: Fate) -> None:
    assert fate(asked, on) == stands


def test_days_late() -> None:
    assert days_late(Asked(DUE), DUE + 3 * DAY) == 3
    assert days_late(Asked(DUE, answered=DUE + DAY), DUE + 9 * DAY) == 1
    assert days_late(Asked(DUE), DUE) == 0

"""Hours agreed against checks of the field: the worked example of the page, and its traps."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.premises.rules.hours import (
    LEAST,
    Agreed,
    Check,
    UnreadableHours,
    agreed_at,
    held,
    is_open,
    tally,
)

HOURS = "Tu-Sa 10:00-12:30,14:00-19:00"
TOWN = Agreed(1, HOURS, dt.date(2025, 1, 1))
TUESDAY = dt.datetime(2026, 5, 12, 10, 5)


def check(door: int, minutes: int = 0, *, open: bool = True, **more: object) -> Check:
    return Check(door, TUESDAY + dt.timedelta(minutes=minutes), open, **more)  # type: ignore[arg-type]


def example() -> list[Check]:
    """Six shops, four open; one of the two closed is found open later; three after noon."""
    morning = [check(door, door, open=door > 2) for door in range(1, 7)]
    return [*morning, check(1, 95), *(check(door, 185, open=False) for door in (7, 8, 9))]


def test_worked_example_of_the_page() -> None:
    found, outside = held(example(), [TOWN])
    told = tally(found, outside=outside, under=range(1, 11), agreements=1)
    assert (told.open, told.checks, told.shops, told.days) == (5, 6, 6, 1)
    assert (told.outside, told.not_seen) == (3, 4)


def test_hours_are_read_on_the_town_clock_with_its_public_holidays() -> None:
    assert is_open(HOURS, TUESDAY)
    assert not is_open(HOURS, TUESDAY.replace(hour=13))
    assert not is_open(HOURS, dt.datetime(2026, 5, 11, 10, 5))  # a Monday
    ascension = dt.datetime(2026, 5, 14, 10, 5)
    assert is_open(HOURS, ascension)
    assert not is_open(f"{HOURS}; PH off", ascension)
    with pytest.raises(UnreadableHours):
        is_open("du mardi au samedi", TUESDAY)


def test_a_street_speaks_before_its_sector_and_its_sector_before_the_town() -> None:
    here = check(1, street=7, sectors=frozenset({3}))
    street, sector = replace(TOWN, key=2, street=7), replace(TOWN, key=3, sector=3)
    assert agreed_at([TOWN, sector, street], here) is street
    assert agreed_at([sector, TOWN], here) is sector
    assert agreed_at([TOWN], here) is TOWN
    assert agreed_at([replace(street, street=8)], here) is None
    later = replace(TOWN, key=9, start=dt.date(2026, 1, 1))
    assert agreed_at([TOWN, later], here) is later
    assert agreed_at([replace(TOWN, end=dt.date(2026, 5, 12))], here) is None


def test_a_replaced_note_does_not_count() -> None:
    first, second = UUID(int=1), UUID(int=2)
    told = [check(1, 30, open=False, uuid=first), check(1, 5, uuid=second, replaces=first)]
    found, _outside = held(told, [TOWN])
    assert [one.check.open for one in found] == [True]


def test_own_hours_are_told_apart_and_unreadable_ones_say_nothing() -> None:
    told = [
        check(1, own="Tu-Sa 11:00-12:00", open=False), check(2, own=HOURS),
        check(3, own="sur rendez-vous"), check(4),
    ]  # fmt: skip
    found, _outside = held(told, [TOWN])
    assert [one.due for one in found] == [False, True, None, None]
    counted = tally(found, outside=0, under=(), agreements=1)
    assert (counted.own_open, counted.own_checks) == (1, 1)


@given(st.permutations(example()))
def test_order_of_the_notes_changes_nothing(checks: list[Check]) -> None:
    found, outside = held(checks, [TOWN])
    told = tally(found, outside=outside, under=range(1, 11), agreements=1)
    assert (told.open, told.checks, told.outside, told.not_seen) == (5, 6, 3, 4)


@given(st.integers(0, 12))
def test_under_five_shops_nothing_is_told(n: int) -> None:
    found, _outside = held([check(door) for door in range(n)], [TOWN])
    assert tally(found, outside=0, under=(), agreements=1).told is (n >= LEAST)

"""Promises on a day, how many a body kept on time, and partners who have gone quiet."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.programme.rules.promises import Fate, Promise, by_body, fate, record_of, share_done
from beffroi.programme.rules.quiet import Facts, Reason, Why, reasons

ON = dt.date(2026, 3, 31)
DAY = dt.timedelta(days=1)
days = st.dates(dt.date(2025, 1, 1), dt.date(2027, 1, 1))
promises = st.builds(
    Promise,
    body=st.sampled_from(["A", "B"]),
    due=st.none() | days,
    done=st.none() | days,
    released=st.none() | days,
)


@pytest.mark.parametrize(
    ("promise", "stands"),
    [
        (Promise("A"), Fate.OPEN),
        (Promise("A", due=ON), Fate.SOON),  # due today is not late
        (Promise("A", due=ON - DAY), Fate.LATE),
        (Promise("A", due=ON + 30 * DAY), Fate.SOON),
        (Promise("A", due=ON + 31 * DAY), Fate.OPEN),
        (Promise("A", due=ON - DAY, done=ON - DAY), Fate.KEPT),
        (Promise("A", due=ON - 2 * DAY, done=ON - DAY), Fate.KEPT_LATE),
        (Promise("A", due=ON - DAY, done=ON + DAY), Fate.LATE),  # not known yet that day
        (Promise("A", due=ON - DAY, released=ON), Fate.RELEASED),
    ],
)
def test_where_a_promise_stands(promise: Promise, stands: Fate) -> None:
    assert fate(promise, ON) == stands


def test_a_rate_needs_five_promises_and_counts_say_the_rest() -> None:
    kept = [Promise("A", due=ON - 9 * DAY, done=ON - 10 * DAY)] * 3
    late = [Promise("A", due=ON - 9 * DAY)]
    four = record_of([*kept, *late], ON)
    assert (four.kept, four.late, four.passed, four.rate) == (3, 1, 4, None)
    five = record_of([*kept, *late, Promise("A", due=ON - 9 * DAY, done=ON)], ON)
    assert (five.kept_late, five.rate) == (1, 0.6)


def test_lifted_after_its_day_a_promise_stays_broken() -> None:
    due = ON - 9 * DAY
    told = record_of(
        [Promise("A", due=due, released=due), Promise("A", due=due, released=due + DAY)], ON
    )
    assert (told.lifted, told.lifted_late, told.passed) == (1, 1, 1)


def test_kept_early_waits_for_its_day_to_count() -> None:
    told = record_of([Promise("A", due=ON + DAY, done=ON - DAY), Promise("A", done=ON)], ON)
    assert (told.early, told.undated, told.passed) == (1, 1, 0)


def test_part_of_a_quantity() -> None:
    assert share_done(Promise("A", quantity=Decimal(4), done_quantity=Decimal(1))) == Decimal(
        "0.25"
    )
    assert share_done(Promise("A", quantity=Decimal(4))) is None


@given(st.lists(promises, max_size=12), days)
def test_every_promise_is_counted_once(listed: list[Promise], on: dt.date) -> None:
    records = by_body(listed, on)
    for body, told in records.items():
        owed = [one for one in listed if one.body == body]
        apart = told.open + told.early + told.undated + told.lifted
        assert told.passed == told.kept + told.kept_late + told.late + told.lifted_late
        assert told.passed + apart == len(owed)
        assert told.rate is None or 0 <= told.rate <= 1


@given(promises, days, days)
def test_a_day_does_not_know_what_comes_after(
    promise: Promise, on: dt.date, later: dt.date
) -> None:
    if later > on and promise.done is None and promise.released is None:
        ends = Promise("A", due=promise.due, done=later)
        assert fate(ends, on) == fate(promise, on)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (Facts(came=[True, False, False], last_act=ON), []),
        (Facts(came=[False, True], last_act=ON), []),
        (Facts(came=[False, False, True], last_act=ON), [Reason(Why.MISSED, 2)]),
        (Facts(since=dt.date(2025, 9, 30)), [Reason(Why.SILENT)]),  # to the day
        (Facts(since=dt.date(2025, 10, 1)), []),
        (
            Facts(since=dt.date(2024, 1, 1), last_act=dt.date(2025, 9, 30)),
            [Reason(Why.SILENT, day=dt.date(2025, 9, 30))],
        ),
        (Facts(late=[ON - DAY], last_act=ON), []),
        (Facts(late=[ON - 31 * DAY], last_act=ON), [Reason(Why.LATE, 1, ON - 31 * DAY)]),
        (Facts(late=[ON - DAY, ON - 2 * DAY], last_act=ON), [Reason(Why.LATE, 2, ON - 2 * DAY)]),
    ],
)
def test_a_quiet_partner_is_flagged_with_its_reasons(facts: Facts, why: list[Reason]) -> None:
    assert reasons(facts, ON) == why

"""Delays along what waits for what: rules first, then the square and its three shops."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beffroi.programme.rules.delays import delayed, forecast, has_begun
from beffroi.programme.rules.forecasts import Forecast, Span, Why
from beffroi.programme.rules.months import add_months
from beffroi.programme.rules.status import OVER, Status
from beffroi.programme.rules.ties import CycleError, Tie, order

ON = dt.date(2025, 3, 10)


def d(month: int, day: int, year: int = 2025) -> dt.date:
    return dt.date(year, month, day)


SQUARE = Span("P.1", "la place", d(1, 15), d(8, 31), Status.IN_PROGRESS)
SHOPS = [Span(f"C.{n}", f"boutique {n}", d(9, n), d(12, 1)) for n in (1, 2, 3)]
TIES = [Tie(one.key, "P.1") for one in SHOPS]


def test_nothing_is_held_up_while_the_square_is_on_time() -> None:
    told = forecast([SQUARE, *SHOPS], TIES, on=ON)
    assert not any(one.held_up or one.late for one in told.values())


@pytest.mark.system("000-04")
def test_square_delayed_by_six_months_turns_its_three_shops_orange_with_the_reason() -> None:
    told = forecast([delayed(SQUARE, 6), *SHOPS], TIES, on=ON)
    for shop in SHOPS:
        found = told[shop.key]
        assert found.held_up
        assert not found.late
        assert [(cause.why, cause.needs) for cause in found.causes] == [(Why.LATE, "P.1")]
        assert found.start == d(2, 28, 2026)  # 31 August + 6 months: the last day of February
        assert found.end is not None
        assert found.end - found.start == d(12, 1) - shop.start


def test_delay_passes_on_and_tells_where_it_begins() -> None:
    chain = [SQUARE, *SHOPS, Span("C.9", "la fête", d(12, 5), d(12, 6))]
    told = forecast(
        [delayed(chain[0], 6), *chain[1:]], [*TIES, Tie("C.9", "C.1", lag_days=3)], on=ON
    )
    cause = told["C.9"].causes[0]
    assert (cause.needs, cause.origin) == ("C.1", "P.1")
    late = forecast(
        [replace(SQUARE, steps_until=d(2, 1, 2026)), *chain[1:]], [*TIES, Tie("C.9", "C.1")], on=ON
    )
    assert late["P.1"].late
    assert late["C.9"].causes[0].origin == "P.1"


@pytest.mark.parametrize(
    ("day", "months", "wanted"),
    [
        (d(8, 31), 6, d(2, 28, 2026)),
        (d(8, 31, 2023), 6, d(2, 29, 2024)),
        (d(2, 29, 2024), 12, d(2, 28)),
        (d(1, 31), 1, d(2, 28)),
        (d(12, 31), 1, d(1, 31, 2026)),
        (d(3, 29), 0, d(3, 29)),
        (d(3, 31), -1, d(2, 28)),
    ],
)
def test_months_end_where_the_month_ends(day: dt.date, months: int, wanted: dt.date) -> None:
    assert add_months(day, months) == wanted


def test_change_of_clocks_takes_no_day() -> None:
    before = Span("A", end=d(3, 29), start=d(3, 1), status=Status.IN_PROGRESS)
    after = Span("B", start=d(3, 29), end=d(3, 30))
    told = forecast([before, after], [Tie("B", "A", lag_days=1)], on=d(3, 2))
    assert told["B"].start == d(3, 30)  # the night of the 30th has 23 hours
    assert told["B"].pushed_days == 1


def test_ring_is_refused_naming_it() -> None:
    with pytest.raises(CycleError) as ring:
        order("ABCD", [Tie("A", "B"), Tie("B", "C"), Tie("C", "A"), Tie("D", "A")])
    assert set(ring.value.keys) == {"A", "B", "C"}
    assert "A → B → C → A" in ring.value.sentence


@pytest.mark.parametrize(
    ("status", "why"), [(Status.ABANDONED, Why.ABANDONED), (Status.BLOCKED, Why.STOPPED)]
)
def test_needed_action_that_stops_holds_up_without_a_day(status: Status, why: Why) -> None:
    told = forecast([replace(SQUARE, status=status), *SHOPS], TIES, on=ON)
    assert told["C.1"].held_up
    assert told["C.1"].causes[0].why == why


def test_done_action_holds_nobody_up() -> None:
    done = replace(SQUARE, status=Status.DONE, end=d(12, 31, 2027))
    assert not forecast([done, *SHOPS], TIES, on=ON)["C.1"].held_up


def test_overdue_action_lasts_until_today_at_least() -> None:
    told = forecast([SQUARE, *SHOPS], TIES, on=d(10, 1))
    assert told["P.1"].overdue
    assert told["P.1"].end == d(10, 1)
    assert told["C.1"].start == d(10, 1)


SHOP = SHOPS[0]
PUT_OFF = delayed(SQUARE, 6)  # until 28 February 2026


def shop_on(day: dt.date, square: Span, shop: Span = SHOP) -> Forecast:
    return forecast([square, shop], [Tie("C.1", "P.1")], on=day)["C.1"]


@pytest.mark.system("000-04")
@pytest.mark.parametrize("day", [d(9, 2), d(12, 2), d(2, 28, 2026)])
def test_shop_that_waits_stays_orange_after_its_own_days_have_passed(day: dt.date) -> None:
    found = shop_on(day, PUT_OFF)
    assert found.held_up
    assert not found.late
    assert found.start == found.free_on == d(2, 28, 2026)


def test_square_overdue_without_a_new_day_holds_the_shop_until_today() -> None:
    found = shop_on(d(1, 10, 2026), SQUARE)
    assert (found.held_up, found.late, found.start) == (True, False, d(1, 10, 2026))


def test_shop_turns_red_the_day_after_it_could_have_begun() -> None:
    done = replace(PUT_OFF, status=Status.DONE, done_on=d(2, 28, 2026))
    told = [shop_on(day, done) for day in (d(2, 28, 2026), d(3, 1, 2026), d(3, 31, 2026))]
    assert [one.late for one in told] == [False, True, True]
    assert [one.own_days for one in told] == [0, 1, 31]  # not the six months of the square
    assert {one.pushed_days for one in told} == {180}
    assert told[0].causes[0].why == Why.FREED


def test_shop_begun_after_the_square_keeps_its_length_before_it_is_late() -> None:
    done = replace(PUT_OFF, status=Status.DONE, done_on=d(2, 28, 2026))
    begun = replace(SHOP, status=Status.IN_PROGRESS)
    last = d(12, 1) + dt.timedelta(days=180)
    assert not shop_on(last, done, begun).late
    assert shop_on(last + dt.timedelta(days=1), done, begun).overdue
    assert shop_on(d(12, 2), replace(done, done_on=d(8, 31)), begun).overdue  # done on time


def test_stopped_or_undated_square_excuses_the_shop_and_an_abandoned_one_does_not() -> None:
    day = d(12, 31)
    for square in (replace(SQUARE, status=Status.PAUSED), replace(SQUARE, end=None)):
        found = shop_on(day, square)
        assert (found.held_up, found.late, found.start) == (True, False, day)
    left = shop_on(day, replace(SQUARE, status=Status.ABANDONED))
    assert left.late  # nobody will let it start: to decide
    assert left.own_days


def test_shop_without_a_first_day_is_not_late_of_what_it_waits_for() -> None:
    found = shop_on(d(12, 31), PUT_OFF, replace(SHOP, start=None))
    assert (found.held_up, found.late) == (True, False)


def test_step_expected_beyond_what_the_square_took_is_its_own_fault() -> None:
    assert not shop_on(d(9, 2), PUT_OFF, replace(SHOP, steps_until=d(12, 1))).late
    assert shop_on(d(9, 2), PUT_OFF, replace(SHOP, steps_until=d(12, 15))).own_days == 14


DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2027, 12, 31))
LIVE = st.sampled_from([Status.TO_DISCUSS, Status.PLANNED, Status.IN_PROGRESS, Status.LATE])
ANY = st.sampled_from(list(Status))


@st.composite
def graphs(
    draw: st.DrawFn, statuses: st.SearchStrategy[Status] = LIVE
) -> tuple[list[Span], list[Tie]]:
    """Actions that wait only for earlier ones of the list: no ring."""
    spans = []
    for n in range(draw(st.integers(2, 6))):
        start = draw(DAYS)
        end = start + dt.timedelta(days=draw(st.integers(0, 400)))
        status = draw(statuses)
        done_on = draw(DAYS) if status == Status.DONE else None
        spans.append(Span(f"k{n}", "", start, end, status, done_on=done_on))
    ties = {}
    for _ in range(draw(st.integers(1, 6))):
        after = draw(st.integers(1, len(spans) - 1))
        before = draw(st.integers(0, after - 1))
        ties[after, before] = Tie(f"k{after}", f"k{before}", draw(st.integers(0, 60)))
    return spans, list(ties.values())


@settings(suppress_health_check=[HealthCheck.too_slow])  # lists drawn on a busy machine
@given(graphs(), DAYS)
def test_nothing_starts_before_what_it_waits_for_has_ended(
    graph: tuple[list[Span], list[Tie]], on: dt.date
) -> None:
    spans, ties = graph
    told, known = forecast(spans, ties, on=on), {span.key: span for span in spans}
    for tie in ties:
        start, end = told[tie.sheet].start, told[tie.needs].end
        assert start is not None
        assert end is not None
        if not has_begun(known[tie.sheet], on):
            assert start >= end + dt.timedelta(days=tie.lag_days)
            assert start >= on


@settings(suppress_health_check=[HealthCheck.too_slow])  # lists drawn on a busy machine
@given(graphs(), DAYS)
def test_days_once_forecast_stay(graph: tuple[list[Span], list[Tie]], on: dt.date) -> None:
    spans, ties = graph
    told = forecast(spans, ties, on=on)
    again = forecast(
        [replace(s, start=told[s.key].start, end=told[s.key].end) for s in spans], ties, on=on
    )
    begun = {s.key for s in spans if has_begun(s, on)}
    assert {key: (one.start, one.end) for key, one in again.items() if key in begun} == {
        key: (one.start, one.end) for key, one in told.items() if key in begun
    }
    assert not any(one.pushed_days for one in again.values())


@settings(suppress_health_check=[HealthCheck.too_slow])  # lists drawn on a busy machine
@given(graphs(), DAYS, st.integers(0, 500), st.data())
def test_delay_never_makes_anything_earlier(
    graph: tuple[list[Span], list[Tie]], on: dt.date, days: int, data: st.DataObject
) -> None:
    spans, ties = graph
    moved = data.draw(st.integers(0, len(spans) - 1))
    before = forecast(spans, ties, on=on)
    put_off = [
        replace(s, end=s.end and s.end + dt.timedelta(days=days)) if n == moved else s
        for n, s in enumerate(spans)
    ]
    after = forecast(put_off, ties, on=on)
    for key, one in before.items():
        assert (after[key].start, after[key].end) >= (one.start, one.end), key


@settings(suppress_health_check=[HealthCheck.too_slow])  # lists drawn on a busy machine
@given(graphs(ANY), DAYS)
def test_nothing_that_still_waits_is_late_by_itself(
    graph: tuple[list[Span], list[Tie]], on: dt.date
) -> None:
    spans, ties = graph
    told, known = forecast(spans, ties, on=on), {span.key: span for span in spans}
    for tie in ties:
        waits = known[tie.needs].status not in OVER
        if waits and not has_begun(known[tie.sheet], on):
            assert not told[tie.sheet].late
            start = told[tie.sheet].start
            assert start is not None
            assert start >= on


@settings(suppress_health_check=[HealthCheck.too_slow])  # lists drawn on a busy machine
@given(graphs(ANY), DAYS)
def test_others_add_days_and_never_fault(graph: tuple[list[Span], list[Tie]], on: dt.date) -> None:
    spans, ties = graph
    alone, together = forecast(spans, [], on=on), forecast(spans, ties, on=on)
    for key, one in together.items():
        assert one.own_days <= alone[key].own_days, key
        assert not one.late or alone[key].late, key
        assert (one.start, one.end) >= (alone[key].start, alone[key].end), key
        assert (one.pushed_days > 0) <= bool(one.causes), key

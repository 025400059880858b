"""Days alike, gaps, index, effect of an event: by values."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.schooldays import school_calendar
from beffroi.kernel.workdays import holidays
from beffroi.place.rules.days import Break, Calendar, DayClass
from beffroi.place.rules.effect import effect
from beffroi.place.rules.gaps import gaps, sound
from beffroi.place.rules.hours import hours_of, instants
from beffroi.place.rules.index import indices, reference, together, week_index
from beffroi.place.rules.profile import profile

from .series import MONDAY, PARIS, hours, usual

PLAIN = Calendar(lambda _year: ())
WEEK = dt.timedelta(days=7)


def at(day: dt.date, hour: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(hour), PARIS).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("day", "many"), [((2025, 3, 30), 23), ((2025, 10, 26), 25), ((2025, 10, 27), 24)]
)
def test_a_day_has_as_many_hours_as_the_clocks_leave_it(
    day: tuple[int, int, int], many: int
) -> None:
    assert hours_of(dt.date(*day), PARIS) == many
    assert len(set(instants(dt.date(*day), PARIS))) == many


def test_legal_holidays_are_like_no_weekday_and_school_is_told_apart() -> None:
    breaks = [Break(dt.date(2025, 2, 8), dt.date(2025, 2, 23))]
    known = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    calendar = Calendar(holidays, breaks, known)
    assert calendar.class_of(dt.date(2025, 5, 1)) == DayClass(-1, None, is_holiday=True)
    assert calendar.class_of(dt.date(2025, 2, 10)) == DayClass(0, False)
    assert calendar.class_of(dt.date(2025, 2, 24)) == DayClass(0, True)
    assert calendar.class_of(dt.date(2026, 2, 24)) == DayClass(1, None)


def test_zones_of_departements_follow_the_published_calendar() -> None:
    lyon, redon, paris = (school_calendar(code) for code in ("69", "35", "75"))
    assert lyon and redon and paris
    assert (lyon.zone, redon.zone, paris.zone) == ("A", "B", "C")
    winter = {one.first for one in lyon.holidays if "hiver" in one.name}
    assert dt.date(2016, 2, 13) in winter
    assert school_calendar("2A") is None and school_calendar("971") is None


def test_a_gap_is_told_with_its_reason_and_a_silent_counter_is_no_empty_street() -> None:
    counted = dict(hours(days=28).counts)
    for hour in range(9, 15):
        counted[at(MONDAY + WEEK, hour)] = 0
        del counted[at(MONDAY + 2 * WEEK, hour)]
        counted[at(MONDAY + 3 * WEEK, hour)] = 77
    whole = type(hours())(PARIS, counted)
    found = {gap.why: gap for gap in gaps(whole)}
    assert {why: gap.hours for why, gap in found.items() if why != "stuck"} == {
        "silent": 6, "missing": 6,
    }  # fmt: skip
    told = [gap for gap in gaps(whole) if gap.start == at(MONDAY + 3 * WEEK, 9)]
    assert [gap.why for gap in told] == ["stuck"]
    kept = sound(whole)
    assert at(MONDAY + WEEK, 10) not in kept.counts
    assert at(MONDAY + 3 * WEEK, 10) not in kept.counts


def test_night_hours_of_three_passers_by_are_not_a_counter_that_hangs() -> None:
    calm = hours(
        days=28,
        rate=lambda day, hour: usual(day, hour) + (hour % 2 if hour < 9 or hour > 18 else 0),
    )
    assert not gaps(calm)


def test_index_is_100_for_the_reference_and_follows_the_counts() -> None:
    def more_in_the_second_half(day: dt.date, hour: int) -> int:
        return usual(day, hour) * (2 if day >= MONDAY + 10 * WEEK else 1)

    counted = hours(rate=more_in_the_second_half)
    against = reference(counted, PLAIN, MONDAY, MONDAY + 4 * WEEK - dt.timedelta(days=1))
    found = {one.monday: one.index for one in indices(counted, PLAIN, against)}
    assert found[MONDAY] == pytest.approx(100)
    assert found[MONDAY + 12 * WEEK] == pytest.approx(200)


def test_a_gap_does_not_lower_the_index_and_a_week_half_lost_has_none() -> None:
    counted = hours()
    against = reference(counted, PLAIN, MONDAY, MONDAY + 4 * WEEK)
    saturday = MONDAY + 6 * WEEK + dt.timedelta(days=5)
    less = counted.without(counted.of(saturday))
    assert week_index(less, PLAIN, against, MONDAY + 6 * WEEK).index == pytest.approx(100)
    lost = less.without(
        at for n in range(3) for at in counted.of(MONDAY + 6 * WEEK + n * dt.timedelta(1))
    )
    assert week_index(lost, PLAIN, against, MONDAY + 6 * WEEK).index is None


def test_a_week_of_holidays_is_held_against_holidays_alone() -> None:
    off = Break(MONDAY + 8 * WEEK, MONDAY + 10 * WEEK - dt.timedelta(days=1))
    calendar = Calendar(lambda _year: (), [off], (MONDAY, MONDAY + 40 * WEEK))

    def emptier_then(day: dt.date, hour: int) -> int:
        return usual(day, hour) // (2 if off.first <= day <= off.last else 1)

    counted = hours(rate=emptier_then)
    against = reference(counted, calendar, MONDAY, MONDAY + 9 * WEEK - dt.timedelta(days=1))
    assert week_index(counted, calendar, against, off.first + WEEK).index == pytest.approx(100)
    term = reference(counted, calendar, MONDAY, MONDAY + 7 * WEEK)
    assert week_index(counted, calendar, term, off.first).index is None


def test_counters_together_weigh_by_what_they_count_and_silent_ones_do_not() -> None:
    counted = hours()
    against = reference(counted, PLAIN, MONDAY, MONDAY + 4 * WEEK)
    good = week_index(counted, PLAIN, against, MONDAY + 5 * WEEK)
    none = week_index(hours(days=3), PLAIN, against, MONDAY + 5 * WEEK)
    joined = together([good, none])
    assert joined is not None and joined.counted == good.counted
    assert together([none]) is None


def test_event_that_doubles_the_street_stands_out_and_another_day_does_not() -> None:
    day = MONDAY + 10 * WEEK + dt.timedelta(days=5)

    def with_noise(on: dt.date, hour: int) -> int:
        n = usual(on, hour) * (100 + on.toordinal() * 7 % 9) // 100
        return n * 2 if on == day else n

    counted = hours(rate=with_noise)
    found = effect(counted, PLAIN, at(day, 10), at(day, 18))
    assert found.verdict == "above"
    assert found.ratio == pytest.approx(2, rel=0.06)
    assert len(found.like) == 4 and all(one.day.weekday() == 5 for one in found.like)
    calm = effect(counted, PLAIN, at(day - WEEK, 10), at(day - WEEK, 18), busy=[day])
    assert calm.verdict == "ordinary"
    assert day not in {one.day for one in calm.like}


def test_interval_is_students_for_one_more_day() -> None:
    day = MONDAY + 10 * WEEK
    levels = {day - WEEK: 90, day + WEEK: 100, day - 2 * WEEK: 110, day + 2 * WEEK: 120}
    counted = hours(rate=lambda on, _hour: levels.get(on, 100))
    found = effect(counted, PLAIN, at(day, 12), at(day, 13))
    logs = [math.log(n) for n in levels.values()]
    mean = sum(logs) / 4
    deviation = math.sqrt(sum((one - mean) ** 2 for one in logs) / 3)
    assert found.usual == pytest.approx(math.exp(mean))
    assert found.high == pytest.approx(math.exp(mean + 3.182 * deviation * math.sqrt(1.25)))


def test_days_that_count_the_very_same_leave_the_doubt_of_passers_by_who_come_one_by_one() -> None:
    found = effect(hours(), PLAIN, at(MONDAY + 10 * WEEK, 12), at(MONDAY + 10 * WEEK, 13))
    assert found.verdict == "ordinary"
    assert found.low is not None and found.low < 112 < (found.high or 0)


def test_nothing_is_said_of_an_hour_not_counted_nor_with_too_few_days_alike() -> None:
    day = MONDAY + 10 * WEEK
    counted = hours()
    assert effect(counted.without([at(day, 12)]), PLAIN, at(day, 11), at(day, 14)).why == "gap"
    assert effect(hours(days=15), PLAIN, at(MONDAY + WEEK, 9), at(MONDAY + WEEK, 12)).why == "few"
    feast = Calendar(lambda _year: (day,))
    assert effect(counted, feast, at(day, 9), at(day, 12)).verdict == "cannot_tell"


def test_usual_day_tells_saturdays_and_sundays_apart() -> None:
    told = profile(hours(), PLAIN)
    assert dict(told["week"])[10] == pytest.approx(110)
    assert dict(told["saturday"])[10] == pytest.approx(210)
    assert dict(told["sunday"])[10] == pytest.approx(40)


@given(st.integers(min_value=2, max_value=9), st.integers(min_value=0, max_value=6))
def test_counting_k_times_more_everywhere_moves_no_index(times: int, weekday: int) -> None:
    few = hours(days=42)
    many = type(few)(PARIS, {hour: n * times for hour, n in few.counts.items()})
    monday = MONDAY + 3 * WEEK
    one, other = (
        week_index(held, PLAIN, reference(held, PLAIN, MONDAY, MONDAY + 2 * WEEK), monday)
        for held in (few, many)
    )
    assert one.index == pytest.approx(other.index)
    day = MONDAY + 3 * WEEK + dt.timedelta(days=weekday)
    before = effect(few, PLAIN, at(day, 10), at(day, 12))
    after = effect(many, PLAIN, at(day, 10), at(day, 12))
    assert before.ratio == pytest.approx(after.ratio)

"""Opening hours: what is said, what is kept, and what stands open when."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.merchants.rules.hours import (
    NO_SCHOOL,
    Exceptional,
    Hours,
    HoursError,
    LocalDays,
    Open,
    Plan,
    SchoolDays,
    Span,
    understood,
    written,
)  # fmt: skip
from beffroi.merchants.rules.hours.words import words_openings

PARIS = ZoneInfo("Europe/Paris")
AUTUMN = SchoolDays(
    ((dt.date(2026, 10, 17), dt.date(2026, 11, 1)),), dt.date(2020, 9, 1), dt.date(2027, 8, 31)
)
FREE = frozenset({(5, 1), (11, 11), (12, 25)})
DAYS = LocalDays("somewhere", lambda year: frozenset(dt.date(year, *one) for one in FREE), AUTUMN)
EAST = LocalDays("east", lambda year: DAYS.public(year) | {dt.date(year, 12, 26)}, NO_SCHOOL)
BAKER = "Tu-Sa 07:00-13:00,15:30-19:30; Su 07:00-13:00; PH off"
MONDAY = dt.date(2026, 11, 23)


def hours(text: str, days: LocalDays = DAYS) -> Hours:
    return Hours(text, days, PARIS)


def at(*moment: int) -> dt.datetime:
    return dt.datetime(*moment, tzinfo=PARIS)  # type: ignore[arg-type,misc]


def test_open_until_and_closed_until() -> None:
    baker = hours(BAKER)
    now = baker.at(at(2026, 11, 24, 8))
    assert now.state == "open" and now.until == dt.datetime(2026, 11, 24, 13)
    noon = baker.at(at(2026, 11, 24, 13))
    assert noon.state == "closed" and noon.next_open == dt.datetime(2026, 11, 24, 15, 30)
    sunday = baker.at(at(2026, 11, 22, 14))
    assert sunday.next_open == dt.datetime(2026, 11, 24, 7)  # closed on Mondays


def test_an_instant_is_seen_in_the_places_own_time() -> None:
    early = dt.datetime(2026, 11, 24, 6, 30, tzinfo=dt.UTC)  # half past seven in Paris
    assert hours(BAKER).at(early).state == "open"


def test_public_holidays_are_those_of_the_place() -> None:
    boxing = at(2026, 12, 26, 10)  # a Saturday, free in Alsace and Moselle alone
    assert hours(BAKER).at(boxing).state == "open"
    assert hours(BAKER, EAST).at(boxing).state == "closed"
    assert hours(BAKER).at(at(2026, 11, 11, 10)).state == "closed"
    assert hours("Mo-Sa 09:00-19:00; PH 10:00-12:00").at(at(2026, 11, 11, 11)).state == "open"
    assert hours("Mo-Su,PH 09:00-19:00").at(at(2026, 11, 11, 11)).state == "open"


def test_school_holidays_are_those_of_the_calendar_and_never_guessed() -> None:
    pool = hours("We 14:00-18:00; SH 10:00-12:00")
    assert pool.at(at(2026, 10, 20, 11)).state == "open"
    assert pool.at(at(2026, 11, 24, 11)).state == "closed"
    assert pool.at(at(2030, 11, 24, 11)).state == "unknown"  # past what is known
    assert hours("SH 10:00-12:00", EAST).at(at(2026, 10, 20, 11)).state == "unknown"


def test_a_night_runs_over_midnight_and_over_a_change_of_clock() -> None:
    bar = hours("Sa 18:00-02:00")
    assert bar.between(dt.date(2026, 10, 24), dt.date(2026, 10, 24)) == [
        Open(dt.datetime(2026, 10, 24, 18), dt.datetime(2026, 10, 25, 2))
    ]
    assert bar.at(at(2026, 10, 25, 1)).until == dt.datetime(2026, 10, 25, 2)
    assert bar.at(at(2026, 10, 25, 2)).state == "closed"


def test_a_night_is_not_cut_short_by_the_next_days_hours() -> None:
    bar = hours("Mo-Th 18:00-01:00; Fr-Sa 18:00-03:00")
    assert bar.at(at(2026, 11, 26, 20)).until == dt.datetime(2026, 11, 27, 1)


def test_a_new_year_does_not_cut_an_opening() -> None:
    always = hours("24/7")
    assert always.at(at(2026, 12, 31, 23, 59)).until is None
    feast = hours("Mo-Su 20:00-04:00")
    assert feast.at(at(2026, 12, 31, 22)).until == dt.datetime(2027, 1, 1, 4)
    assert hours("2028 Jan 03 09:00-12:00").at(at(2026, 11, 24, 10)).next_open is None  # too far


def test_what_the_text_says_of_a_moment_is_kept() -> None:
    told = hours('Mo-Fr 09:00-12:00; 2026 Nov 24 off "mariage de la boulangère"')
    assert told.at(at(2026, 11, 24, 10)).why == "mariage de la boulangère"


@pytest.mark.parametrize("text", ["de 9 h à 12 h", "Mo-Fr 25:00-26:99", "", "Jul PH 10:00-12:00"])
def test_words_that_cannot_be_read_say_so(text: str) -> None:
    with pytest.raises(HoursError):
        hours(text)


def test_a_week_is_written_short_and_read_back() -> None:
    day, half = (Span(540, 720), Span(840, 1140)), (Span(540, 720),)
    closed = Exceptional(dt.date(2026, 11, 24), dt.date(2026, 11, 24), (), "inventaire")
    plan = Plan((day, day, half, day, day, half, ()), (), (closed,))
    text = written(plan)
    assert text == (
        'Mo-Tu,Th-Fr 09:00-12:00,14:00-19:00; We,Sa 09:00-12:00; PH off; 2026 Nov 24 off "inventaire"'
    )
    assert understood(text) == plan
    assert plan.since(dt.date(2026, 11, 25)).exceptional == ()


def test_a_comma_adds_where_a_semicolon_overrules() -> None:
    day, half = (Span(540, 720), Span(840, 1140)), (Span(540, 720),)
    added = understood("Mo-Fr 09:00-12:00,14:00-19:00, Sa 09:00-12:00, Mo 20:00-21:00")
    assert added is not None and added.week[1] == day and added.week[5] == half
    assert added.week[0] == (*day, Span(1200, 1260))
    overruled = understood("Mo-Sa 09:00-12:00; We off")
    assert overruled is not None and overruled.week == (half, half, (), half, half, half, ())


@pytest.mark.parametrize(
    "text",
    [
        "Mo[1] 09:00-12:00",
        "sunrise-sunset",
        "week 1-53/2 Mo 09:00-12:00",
        "Jul-Aug Mo-Su 09:00-22:00",
        "Mo-Fr 09:00-12:00 || unknown",
        "Mo-Fr 09:00+",
        "SH 10:00-12:00",
        "PH off; Mo-Sa 09:00-12:00",
        "2026 Nov 24 off; Mo-Sa 09:00-12:00",
        "Mo-Fr 09:75-12:00",
        "",
        "n’importe quoi",
    ],
)
def test_a_text_that_says_more_than_a_plan_is_not_taken_for_one(text: str) -> None:
    assert understood(text) is None


@st.composite
def openings(draw: st.DrawFn) -> tuple[Span, ...]:
    """Up to three openings of a day, apart from each other, the last perhaps past midnight."""
    edges = draw(st.lists(st.integers(0, 95), unique=True, max_size=6).map(sorted))
    pairs = [Span(a * 15, b * 15) for a, b in zip(edges[::2], edges[1::2], strict=False)]
    if pairs and pairs[0].start >= 120 and draw(st.booleans()):
        pairs[-1] = Span(pairs[-1].start, 24 * 60 + 60)
    return tuple(pairs)


WEEKS = st.tuples(*[openings()] * 7)
APART = st.integers(0, 20).map(lambda n: MONDAY + dt.timedelta(days=n * 4))
OUT_OF_THE_ORDINARY = st.builds(
    lambda first, days, spans: Exceptional(first, first + dt.timedelta(days=days), spans),
    APART, st.integers(0, 2), openings(),
)  # fmt: skip
PLANS = st.builds(
    Plan, WEEKS, st.one_of(st.none(), openings()),
    st.lists(OUT_OF_THE_ORDINARY, max_size=3, unique_by=lambda one: one.first).map(
        lambda found: tuple(sorted(found))
    ),
)  # fmt: skip


def minutes_of(openings: list[Open], day: dt.date) -> set[int]:
    start = dt.datetime.combine(day, dt.time())
    moments = ((n, start + dt.timedelta(minutes=n)) for n in range(0, 1440, 15))
    return {n for n, at in moments if any(one.start <= at < one.end for one in openings)}


@given(PLANS, st.integers(0, 90))
def test_a_plan_opens_as_it_says(plan: Plan, later: int) -> None:
    day = MONDAY + dt.timedelta(days=later)
    today, before = (plan.on(one, DAYS) for one in (day, day - dt.timedelta(days=1)))
    said = {n for one in today for n in range(one.start, min(one.end, 1440), 15)}
    said |= {n for one in before for n in range(0, one.end - 1440, 15)}
    if text := written(plan):
        assert minutes_of(hours(text).between(day, day), day) == said
    else:
        assert not said


@given(PLANS, st.integers(0, 90))
def test_another_reader_of_osm_words_says_the_same_of_days_without_nights(
    plan: Plan, later: int
) -> None:
    day = MONDAY + dt.timedelta(days=later)
    text, start = written(plan), dt.datetime.combine(day, dt.time())
    nights = [one for spans in (*plan.week, plan.public or ()) for one in spans if one.end > 1440]
    nights += [span for one in plan.exceptional for span in one.spans if span.end > 1440]
    if text and not nights:
        other = [
            Open(*one) for one in words_openings(text, DAYS, start, start + dt.timedelta(days=1))
        ]
        assert minutes_of(other, day) == minutes_of(hours(text).between(day, day), day)


@given(PLANS)
def test_a_plan_written_and_read_back_says_the_same(plan: Plan) -> None:
    if text := written(plan):
        again = understood(text)
        assert again is not None and written(again) == text

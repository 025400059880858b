"""Whose word counts on a shop, a week of hours, and what is left to ask. No database."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.timeline import Segment
from beffroi.merchants.rules import week
from beffroi.merchants.rules.facts import (
    FactRefused,
    Said,
    State,
    Voice,
    Word,
    check,
    in_force,
    over_time,
    standing,
)
from beffroi.merchants.rules.hours import Span, understood
from beffroi.merchants.rules.hours.plan import Spans
from beffroi.merchants.rules.questions import Why, questions
from beffroi.merchants.rules.values import stored_value

D1, D2, D3 = dt.date(2019, 9, 9), dt.date(2024, 5, 2), dt.date(2026, 3, 1)


def said(value: str, on: dt.date | None = D1, **more: str) -> Said:
    told = {"word": Word.PHONE, "voice": Voice.FILE, "state": State.HELD} | more
    return Said(told["word"], value, on, told["voice"], told["state"])


def test_a_newer_file_prevails_and_an_older_one_never() -> None:
    newer, older = said("02", D2), said("01", D1)
    assert standing([newer, older]) is newer


def test_a_merchant_prevails_over_files_even_newer_ones() -> None:
    own = said("03", D2, voice=Voice.MERCHANT)
    assert standing([said("01"), own, said("04", D3)]) is own
    assert [one.value for one in in_force([said("01"), own, said("04", D3)])] == ["01", "03"]


def test_what_is_taken_back_gives_way_to_what_was_known() -> None:
    own = said("03", D2, voice=Voice.MERCHANT, state=State.WITHDRAWN)
    first = said("01")
    assert standing([first, own]) is first


def test_a_trade_waits_and_a_name_is_shown_meanwhile() -> None:
    trade = said("boulangerie", D2, word=Word.ACTIVITY, voice=Voice.MERCHANT, state=State.WAITING)
    name = said("Au Levain", D2, word=Word.NAME, voice=Voice.MERCHANT, state=State.WAITING)
    assert standing([trade]) is None
    assert standing([name]) is name


def test_a_source_withdrawn_says_nothing() -> None:
    gone = Said(Word.PHONE, "01", D2, Voice.FILE, State.HELD, source_gone=True)
    assert standing([gone]) is None


def test_facts_over_time_are_told_as_doors_are() -> None:
    own = said("03", D2, voice=Voice.MERCHANT)
    told = over_time([said("01"), own])
    assert told == (Segment(None, D2, D1, "01"), Segment(D2, None, D2, "03"))


@pytest.mark.parametrize("state", [State.HELD, State.ACCEPTED, State.WITHDRAWN])
def test_only_what_waits_is_accepted(state: State) -> None:
    with pytest.raises(FactRefused):
        check("accept", state)
    assert check("accept", State.WAITING).end == State.ACCEPTED


def test_checked_by_the_town_it_is_no_more_taken_back() -> None:
    with pytest.raises(FactRefused, match="vérifié"):
        check("take_back", State.ACCEPTED)


def test_questions_ask_back_then_doubt_then_missing() -> None:
    told = {
        Word.PHONE: [said("03", D2, voice=Voice.MERCHANT), said("04", D3)],
        Word.ACTIVITY: [said("x", D2, word=Word.ACTIVITY, voice=Voice.MERCHANT, state=State.ASKED)],
        Word.WEBSITE: [said("", D2, word=Word.WEBSITE, voice=Voice.MERCHANT)],
    }
    found = [(one.word, one.why, one.other) for one in questions(told)]
    assert found == [
        (Word.ACTIVITY, Why.ASKED, ""),
        (Word.PHONE, Why.OTHERWISE, "04"),
        (Word.HOURS, Why.MISSING, ""),
        (Word.WHEELCHAIR, Why.MISSING, ""),
    ]


@pytest.mark.parametrize(
    ("typed", "spans"),
    [
        ("9h-12h30, 14h-19h", ((540, 750), (840, 1140))),
        ("9h - 12h30 et 14 h à 19 h", ((540, 750), (840, 1140))),
        ("08:30-18:00", ((510, 1080),)),
        ("Fermé", ()),
        ("", ()),
        ("18h-2h", ((1080, 1560),)),
    ],
)
def test_a_day_as_people_type_it(typed: str, spans: tuple[tuple[int, int], ...]) -> None:
    assert week.day_of(typed) == spans


@pytest.mark.parametrize("typed", ["le matin", "25h-26h", "9h", "9h61-12h", "14h-19h, 9h-12h"])
def test_a_day_that_cannot_be_read_is_refused_with_what_was_typed(typed: str) -> None:
    with pytest.raises(FactRefused, match=typed.split(",")[0]):
        week.day_of(typed)


def test_a_week_keeps_what_was_said_of_holidays() -> None:
    day, saturday = week.day_of("9h-12h30, 14h-19h"), week.day_of("9h-13h")
    kept = understood("Mo 08:00-09:00; PH off")
    assert kept is not None
    told = week.as_osm((day,) * 5 + (saturday, ()), kept)
    assert told == "Mo-Fr 09:00-12:30,14:00-19:00; Sa 09:00-13:00; PH off"


def test_a_week_without_a_day_is_no_week() -> None:
    with pytest.raises(FactRefused):
        week.as_osm(((),) * 7)


DAY = st.lists(st.integers(0, 1440), max_size=4, unique=True).map(
    lambda found: tuple(map(Span, sorted(found)[::2], sorted(found)[1::2]))
)


@given(st.tuples(*[DAY] * 7).filter(any))
def test_any_week_is_read_back_as_it_was_written(told: tuple[Spans, ...]) -> None:
    plan = understood(week.as_osm(told))
    assert plan is not None
    assert plan.week == told
    assert tuple(week.day_of(week.typed(day)) for day in told) == told


@pytest.mark.parametrize(
    ("word", "typed", "stored"),
    [
        (Word.PHONE, " 02 99  00 00 00 ", "02 99 00 00 00"),
        (Word.WEBSITE, "www.exemple.fr", "https://www.exemple.fr"),
        (Word.WEBSITE, "", ""),
        (Word.SEASON, "11-15/03-15", "11-15/03-15"),
        (Word.WHEELCHAIR, "limited", "limited"),
    ],
)
def test_values_are_stored_in_one_form(word: Word, typed: str, stored: str) -> None:
    assert stored_value(word, typed) == stored


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        (Word.PHONE, "appelez-moi"),
        (Word.WEBSITE, "javascript:alert(1)"),
        (Word.WEBSITE, "http://["),
        (Word.SEASON, "13-01/02-30"),
        (Word.WHEELCHAIR, "peut-être"),
        (Word.NAME, ""),
        (Word.NAME, "x" * 161),
        (Word.HOURS, "tous les jours"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(word: Word, typed: str) -> None:
    with pytest.raises(FactRefused):
        stored_value(word, typed)

"""Reminders: at their steps, once, whatever the clocks and the months do."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from beffroi.accounts.models import Message
from beffroi.kernel.period import between
from beffroi.programme import tasks
from beffroi.programme.rules.life import State
from beffroi.programme.rules.reminders import END_STEPS, PROMISE_STEPS, newly_late, step_reached
from beffroi.programme.writes import opinions
from beffroi.programme.writes.reminders import remind
from beffroi.territory.reads import zone_of

from . import made
from . import made_governance as govern

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def mornings(start: dt.date, end: dt.date) -> list[dt.date]:
    return [start + n * DAY for n in range((end - start).days + 1)]


def told(start: dt.date, end: dt.date) -> list[tuple[dt.date, str]]:
    """What each morning tells, each morning run twice."""
    found = []
    for day in mornings(start, end):
        before = set(Message.objects.values_list("pk", flat=True))
        remind(on=day)
        new = Message.objects.exclude(pk__in=before).order_by("pk")
        found += [(day, sentence) for sentence in new.values_list("sentence", flat=True)]
        assert remind(on=day) == 0
    return found


@pytest.mark.parametrize(
    ("left", "step"), [(31, None), (30, 30), (8, 30), (7, 7), (0, 7), (-1, None)]
)
def test_the_nearest_step_that_has_come(left: int, step: int | None) -> None:
    day = dt.date(2026, 3, 29)
    assert step_reached(day + left * DAY, day, PROMISE_STEPS) == step


def test_what_was_late_long_ago_is_no_news() -> None:
    day = dt.date(2026, 3, 1)
    assert [newly_late(day, day + n * DAY) for n in (0, 1, 30, 31)] == [False, True, True, False]
    assert max(END_STEPS) == 180


@pytest.mark.parametrize("due", [dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2026, 2, 28)])
def test_a_promise_is_told_thrice_over_clock_changes_and_month_ends(due: dt.date) -> None:
    chamber = made.chamber()
    made.advisor(chamber)
    row = made.agreement(None, chamber)
    govern.promised(row, chamber, due)
    assert told(due - 32 * DAY, due + 3 * DAY) == [
        (due - 30 * DAY, "promise_soon"),
        (due - 7 * DAY, "promise_soon"),
        (due + DAY, "promise_late"),
    ]


def test_a_missed_morning_is_caught_up_once_and_what_is_kept_is_silent() -> None:
    chamber = made.chamber()
    made.advisor(chamber)
    row = made.agreement(None, chamber)
    due = dt.date(2026, 3, 29)
    govern.promised(row, chamber, due)
    govern.promised(row, chamber, due, done=due - 40 * DAY)
    assert remind(on=due - 5 * DAY) == 1  # the two steps missed make one message
    assert remind(on=due - 4 * DAY) == 0


def test_ends_meetings_minutes_and_opinions() -> None:
    place = made.town()
    chamber, hall = made.chamber(place), made.hall(place)
    made.manager(place)
    end = dt.date(2027, 1, 1)
    row = made.agreement(
        place, chamber, hall, state=State.IN_FORCE, valid=between(dt.date(2026, 1, 1), end)
    )
    last = end - DAY
    assert told(last - 181 * DAY, last - 179 * DAY) == [(last - 180 * DAY, "agreement_end")]
    assert told(last - 31 * DAY, last) == [
        (last - 31 * DAY, "agreement_end"),  # 90, caught up
        (last - 30 * DAY, "agreement_end"),
    ]
    met = dt.date(2026, 4, 20)
    govern.met(row, chamber, on=met)
    assert told(met - 9 * DAY, met + 16 * DAY) == [
        (met - 7 * DAY, "meeting_soon"),
        (met + 14 * DAY, "minutes_missing"),
    ]
    asked = opinions.ask_opinion(
        town=place, asked_by=hall, asked_of=chamber, asked_on=dt.date(2026, 7, 6), delay=1,
        delay_unit="months", subject="Halle", question="?", by=None,
    )  # fmt: skip
    due = asked.due_on
    kinds = [one for one in told(due - 9 * DAY, due + 2 * DAY) if one[1].startswith("opinion")]
    assert kinds == [(due - 7 * DAY, "opinion_soon"), (due + DAY, "opinion_late")]


def test_the_morning_s_job_runs_twice_and_tells_once() -> None:
    chamber = made.chamber()
    made.advisor(chamber)
    made.advisor(made.chamber(name="Autre chambre"), "autre@example.invalid")
    row = made.agreement(None, chamber)
    govern.promised(row, chamber, timezone.localdate() + 3 * DAY)
    for _ in range(2):
        tasks.watch_agreements(timestamp=made.four_o_clock())
    assert Message.objects.get().person.email == "conseil@example.invalid"


@pytest.mark.parametrize(
    ("code", "hour"),
    [("97411", 0), ("98731", 13), ("97209", 8), ("35238", 3)],  # UTC, at 41 minutes past
)
def test_a_town_is_reminded_on_its_own_morning(code: str, hour: int) -> None:
    place = made.town(code=code)
    chamber = made.chamber(place)
    made.manager(place)
    due = dt.date(2026, 11, 20)
    govern.promised(made.agreement(place, chamber, made.hall(place)), chamber, due)
    told: list[dt.datetime] = []
    for later in range(60):
        at = dt.datetime(2026, 11, 11, 12, 41, tzinfo=dt.UTC) + dt.timedelta(hours=later)
        before = Message.objects.count()
        tasks.watch_agreements(timestamp=int(at.timestamp()))
        told += [at] * (Message.objects.count() > before)
    days = [at.astimezone(zone_of(code)).date() for at in told]
    assert days in ([due - 8 * DAY, due - 7 * DAY], [due - 9 * DAY, due - 7 * DAY])
    assert {at.hour for at in told} == {hour}

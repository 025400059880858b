"""Roles that end by their own date: told a week before and on the day, to whom it concerns, once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from beffroi.accounts.models import Message, Person
from beffroi.accounts.rules import roles
from beffroi.territory import tasks, writes
from beffroi.territory.models import Town
from beffroi.territory.rules.endings import LAST_DAY, WEEK, step_of
from tests.portal import people

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LAST = dt.date(2026, 3, 31)  # over a change of clocks


@pytest.mark.parametrize(
    ("left", "step"), [(8, ""), (7, WEEK), (3, WEEK), (1, WEEK), (0, LAST_DAY), (-1, "")]
)
def test_a_week_before_caught_up_and_the_last_day(left: int, step: str) -> None:
    assert step_of(None, LAST, LAST - left * DAY) == step


def test_a_role_of_a_week_is_told_its_last_day_alone() -> None:
    first = LAST - 7 * DAY
    assert {step_of(first, LAST, LAST - n * DAY) for n in range(8)} == {"", LAST_DAY}


@pytest.fixture
def town() -> Town:
    return people.town()


@pytest.fixture
def zoe(town: Town) -> Person:
    made = people.person("Zoé")
    people.holds(made, roles.MANAGER, town, end=LAST + DAY)
    return made


def told() -> list[tuple[dt.date, str, str]]:
    """Who is told what on which morning, each morning run twice."""
    found = []
    for n in range(12, -3, -1):
        before = set(Message.objects.values_list("pk", flat=True))
        writes.tell_endings(on=LAST - n * DAY)
        assert writes.tell_endings(on=LAST - n * DAY) == 0
        new = Message.objects.exclude(pk__in=before).order_by("pk")
        found += [(LAST - n * DAY, one.person.name, one.sentence) for one in new]
    return found


def test_holder_and_administrator_of_the_town_are_told(town: Town, zoe: Person) -> None:
    people.holds(people.person("Dana"), roles.BODY_ADMIN, town)
    people.administrator("Ada")
    people.holds(people.person("Voisine"), roles.BODY_ADMIN, people.town("Ailleurs", "00043"))
    assert told() == [
        (LAST - 7 * DAY, "Zoé", "ending"),
        (LAST - 7 * DAY, "Dana", "other_ending"),
        (LAST, "Zoé", "last_day"),
        (LAST, "Dana", "other_last_day"),
    ]
    assert not any("Zoé" in one.words for one in Message.objects.filter(person__name="Dana"))


def by_the_area(town: Town) -> str:
    chamber = people.body("Chambre fictive", town.insee_code)
    area = {"scope": roles.AREA, "organisation": chamber, "town": None}
    people.holds(people.person("Chloé"), roles.BODY_ADMIN, town, **area)
    return "Chloé"


def by_the_installation(_town: Town) -> str:
    return people.administrator("Ada").name


@pytest.mark.parametrize("keeper", [by_the_area, by_the_installation])
def test_nobody_in_the_town_it_is_the_next_above(
    town: Town, zoe: Person, keeper: Callable[[Town], str]
) -> None:
    name = keeper(town)
    assert {who for _day, who, _what in told()} == {"Zoé", name}


def test_a_role_that_was_lent_goes_back_to_its_lender(town: Town) -> None:
    people.holds(people.person("Dana"), roles.BODY_ADMIN, town)
    camille, sacha = people.person("Camille"), people.person("Sacha")
    row = people.holds(camille, roles.ADVISOR, town)
    start = LAST - 20 * DAY
    writes.delegate(assignment=row, to=sacha, start=start, until=LAST + DAY, by=camille)
    Message.objects.all().delete()
    assert {who for _day, who, _what in told()} == {"Sacha", "Camille"}


def test_a_role_ended_before_is_not_told_again(town: Town, zoe: Person) -> None:
    row = zoe.roles.get()
    writes.end_role(assignment=row, on=LAST - 20 * DAY, by=None)
    Message.objects.all().delete()
    assert told() == []


def test_the_job_waits_for_the_morning_of_the_town() -> None:
    place = people.town(code="98731")  # Marquesas: four is half past one in the afternoon, UTC
    people.holds(people.person("Zoé"), roles.MANAGER, place, end=LAST + DAY)
    at = dt.datetime(2026, 3, 24, 0, 43, tzinfo=dt.UTC)
    hours = []
    for hour in range(24):
        before = Message.objects.count()
        tasks.tell_role_endings(timestamp=int((at + dt.timedelta(hours=hour)).timestamp()))
        hours += [hour] * (Message.objects.count() - before)
    assert hours == [13]

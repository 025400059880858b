"""Digests leave at seven by the clock of the reader's towns, across both changes of hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import gettext_lazy as _

from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Mailing, Message, Person
from beffroi.accounts.rules import roles, subjects
from beffroi.accounts.rules.mornings import by_clock
from beffroi.accounts.rules.subjects import DAILY, Subject
from beffroi.kernel.period import since
from beffroi.territory import writes
from beffroi.territory.models import Organisation, Town
from beffroi.territory.reads.readers import clocks_of

pytestmark = pytest.mark.django_db
PARIS, REUNION = ZoneInfo("Europe/Paris"), ZoneInfo("Indian/Reunion")
TAHITI, MARQUESAS = ZoneInfo("Pacific/Tahiti"), ZoneInfo("Pacific/Marquesas")


@pytest.fixture(autouse=True)
def trial() -> Iterator[None]:
    """A subject told each morning."""
    kept = dict(subjects._subjects)
    subjects.register(
        Subject("trial", _("Données"), _("Imports"), {"seen": "Vu : %(what)s."}, DAILY)
    )
    yield
    subjects._subjects.clear()
    subjects._subjects.update(kept)


def town(code: str) -> Town:
    made: Town = Town.objects.create(
        insee_code=code, name=f"Ville {code}", slug=f"ville-{code}", is_fictional=True
    )
    return made


def person(*codes: str, body: Organisation | None = None) -> Person:
    """Somebody who manages these towns, or advises over the area of a body."""
    made = Person.objects.create_person(f"{Person.objects.count()}@example.invalid", "Une Personne")
    start = dt.date(2020, 1, 1)
    for code in codes:
        place = Town.objects.filter(insee_code=code).first() or town(code)
        writes.give_role(person=made, role=roles.MANAGER, town=place, start=start, by=None)
    if body is not None:
        writes.give_role(
            person=made,
            role=roles.ADVISOR,
            scope=roles.AREA,
            organisation=body,
            start=start,
            by=None,
        )
    return made


def chamber(level: str, code: str) -> Organisation:
    made: Organisation = Organisation.objects.create(
        kind="chamber", name="Chambre fictive", valid=since(None), is_fictional=True
    )
    writes.cover(organisation=made, level=level, code=code, start=None, by=None)
    return made


def zone_of(reader: Person, *towns: str) -> dt.tzinfo:
    return clocks_of({reader.pk: towns})[reader.pk]


def test_the_clock_of_a_reader_is_that_of_most_of_their_towns() -> None:
    assert zone_of(person("97411")) == REUNION
    assert zone_of(person("97411", "97422", "35236")) == REUNION
    assert zone_of(person("97411", "35236")) == PARIS  # as many: ours
    assert zone_of(person("98718", "98735")) in (MARQUESAS, TAHITI)
    assert zone_of(person(body=chamber("department", "974"))) == REUNION
    assert zone_of(person(body=chamber("commune", "98718"))) == MARQUESAS
    assert zone_of(person(), "97411", "") == REUNION  # no role: the town it speaks of
    assert zone_of(person(), "") == PARIS
    assert zone_of(person("35236"), "97411") == PARIS


def test_readers_are_asked_in_two_queries_whatever_their_number(
    django_assert_num_queries: object,
) -> None:
    people = [person("97411"), person("35236"), person(body=chamber("department", "974"))]
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = by_clock({one.pk: () for one in people}, PARIS)
    assert {zone: len(readers) for zone, readers in found.items()} == {REUNION: 2, PARIS: 1}


def say(reader: Person, at: dt.datetime) -> None:
    accounts.tell([reader], "trial", sentence="seen", params={"what": "un fait"})
    Message.objects.filter(person=reader, mailing=None).update(told_at=at)


@pytest.mark.parametrize("code", ["35236", "97411", "97105", "97502", "98735", "98718", "98818"])
@pytest.mark.parametrize("day", [dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2026, 3, 8)])
def test_one_digest_a_morning_at_seven_there_across_both_changes(code: str, day: dt.date) -> None:
    """The clocks of the mainland change on two of these days, those of Saint-Pierre on the third."""
    reader = person(code)
    zone = zone_of(reader)
    seven = dt.datetime(day.year, day.month, day.day, 7, tzinfo=zone).astimezone(dt.UTC)
    accounts.gather(seven - dt.timedelta(hours=20))  # the morning before, with nothing to tell
    say(reader, seven - dt.timedelta(hours=12))
    made = {
        minutes: accounts.gather(seven + dt.timedelta(minutes=minutes))
        for minutes in (-600, -60, -1, 0, 10, 600, 1200)
    }
    assert made == {-600: 0, -60: 0, -1: 0, 0: 1, 10: 0, 600: 0, 1200: 0}
    assert Mailing.objects.get().morning == day
    say(reader, seven + dt.timedelta(minutes=1))  # told after seven: for the next morning
    assert accounts.gather(seven + dt.timedelta(hours=22)) == 0
    assert accounts.gather(seven + dt.timedelta(hours=25, minutes=1)) == 1


def test_a_reader_who_moves_gets_no_second_digest_of_a_day() -> None:
    reader = person("35236")
    seven = dt.datetime(2026, 11, 23, 7, tzinfo=PARIS)
    say(reader, seven - dt.timedelta(hours=12))
    assert accounts.gather(seven) == 1
    reader.roles.all().delete()
    writes.give_role(
        person=reader, role=roles.MANAGER, town=town("98735"), start=dt.date(2020, 1, 1), by=None
    )
    say(reader, seven + dt.timedelta(minutes=5))
    there = dt.datetime(
        2026, 11, 23, 7, tzinfo=TAHITI
    )  # the same day's morning, eleven hours later
    assert accounts.gather(there) == 0
    assert accounts.gather(there + dt.timedelta(days=1)) == 1

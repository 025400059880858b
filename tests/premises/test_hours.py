"""Hours agreed, checked in the field: what counts, who reads it, who writes it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.merchants.models import Shop
from beffroi.premises import writes as premises
from beffroi.premises.models import FieldNote, Premises, SharedHours
from beffroi.premises.reads.hours import hours_seen
from beffroi.premises.rules.rounds.life import State
from beffroi.premises.writes import hours as writes
from beffroi.territory import reads
from beffroi.territory import writes as territory
from beffroi.territory.models import Street, Town
from tests.premises import factories as make
from tests.premises import made_rounds as rounds
from tests.premises import made_trades as made

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 3)  # a Tuesday


@pytest.fixture
def town() -> Town:
    """Seven shops and an empty door, surveyed; the town agreed on hours."""
    place = make.town(lon=0.0, lat=46.0)
    make.two_streets(place)
    doors = [make.seen(f"node/{n}", lon=n / 10_000) for n in range(7)]
    source = make.source(place, DAY, "survey", "1")
    make.observe(place, DAY, *doors, make.seen("node/9", "vacant", lon=0.001), source=source)
    premises.place_on_streets(town=place, noted={}, scheme="osm")
    made.hours(place)
    return place


def noted(of: Town, *seen: tuple[int, str, bool], state: str = State.PUBLISHED) -> Any:
    """A round in this state, with these doors at these hours of the town's clock."""
    round_ = rounds.planned(of, source=make.source(of, DAY, "survey"), started_on=DAY, ended_on=DAY, state=state)  # fmt: skip
    zone = reads.zone_of(of.insee_code)
    told = [
        (_door(of, n), dt.datetime.combine(DAY, dt.time.fromisoformat(hour), zone), is_open)
        for n, hour, is_open in seen
    ]
    writes.keep_open_doors(round=round_, seen=told)
    return round_


def _door(of: Town, n: int) -> Premises:
    found: Premises = Premises.objects.of(of).get(refs__value=f"node/{n}")
    return found


SIX = [(n, "10:15", n > 1) for n in range(6)]


@pytest.mark.system("002-16")
def test_share_of_shops_open_at_agreed_hours_checked_in_the_field(
    client: Client, town: Town
) -> None:
    noted(town, *SIX, (6, "13:05", False), (9, "10:20", False))
    told = hours_seen(town, DAY).tally
    assert (told.open, told.checks, told.shops, told.days) == (4, 6, 6, 1)
    assert (told.outside, told.not_seen) == (1, 1)  # the empty door is no shop
    page = client.get("/essai/horaires/").content.decode()
    assert "4 sur 6 passages" in page
    figure = client.get(
        "/essai/indicateurs/commerces-ouverts-aux-horaires-convenus/?format=json"
    ).json()
    assert (figure["verdict"], figure["inputs"]["checks"]) == ("value", 6)
    assert figure["formula_id"] == "agreed_hours_share.v1"


@pytest.mark.parametrize(
    "state", [State.PLANNED, State.IN_PROGRESS, State.TO_CHECK, State.VALIDATED]
)
def test_a_round_not_yet_published_changes_nothing(town: Town, state: str) -> None:
    noted(town, *SIX, state=state)
    assert hours_seen(town, DAY).tally.checks == 0


def test_what_a_superseded_version_saw_still_counts(town: Town) -> None:
    noted(town, *SIX, state=State.SUPERSEDED)
    assert hours_seen(town, DAY).tally.checks == 6


def test_checks_are_told_once_and_grow_old(town: Town) -> None:
    noted(town, *SIX)
    zone = reads.zone_of(town.insee_code)
    round_ = FieldNote.objects.of(town).first().round
    again = [(_door(town, 0), dt.datetime.combine(DAY, dt.time(10, 15), zone), False)]
    writes.keep_open_doors(round=round_, seen=again)
    assert FieldNote.objects.of(town).count() == 6
    assert hours_seen(town, DAY + dt.timedelta(days=364)).tally.checks == 6
    assert hours_seen(town, DAY + dt.timedelta(days=366)).tally.checks == 0
    assert hours_seen(town, DAY - dt.timedelta(days=1)).tally.checks == 0


def test_a_street_alone_and_the_shops_own_hours(town: Town) -> None:
    Shop.objects.of(town).update(opening_hours="Tu-Sa 09:00-18:00")
    noted(town, *SIX)
    four = Street.objects.of(town).get(name="Rue du Four")
    orme = Street.objects.of(town).get(name="Rue de l’Orme")
    told = hours_seen(town, DAY, street=four).tally
    assert (told.checks, told.own_open, told.own_checks) == (6, 4, 6)
    assert hours_seen(town, DAY, street=orme).tally.checks == 0


def test_few_shops_are_withheld_from_everybody_but_the_team(client: Client, town: Town) -> None:
    noted(town, (0, "10:15", False), (1, "10:16", True))
    page = client.get("/essai/horaires/").content.decode()
    assert " sur 2 passages" not in page
    assert "moins de 5 commerces" in page.replace("\u202f", " ").replace("\xa0", " ")
    figure = client.get(
        "/essai/indicateurs/commerces-ouverts-aux-horaires-convenus/?format=json"
    ).json()
    assert figure["verdict"] == "withheld"
    assert "open_checks" not in figure["inputs"]
    row = SharedHours.objects.of(town).get()
    outsiders = [Client(), Client(), Client()]
    outsiders[1].force_login(make.person("Zoé"))
    other = make.person("Eli")
    territory.give_role(person=other, town=make.town("99002", "Ailleurs"), role=roles.MANAGER, start=dt.date(2015, 1, 1), by=None)  # fmt: skip
    outsiders[2].force_login(other)
    for outside in outsiders:
        assert outside.get(f"/essai/horaires/{row.key}/portes/").status_code in (302, 403)
    team = Client()
    team.force_login(make.advisor_of(town))
    doors = team.get(f"/essai/horaires/{row.key}/portes/").content.decode()
    assert _door(town, 0).public_id in doors
    assert "10:15" in doors


def test_manager_notes_hours_and_ends_them(town: Town) -> None:
    who = make.person("Sam")
    territory.give_role(
        person=who, town=town, role=roles.MANAGER, start=dt.date(2015, 1, 1), by=None
    )
    client = Client()
    client.force_login(who)
    told = {
        "hours": "Tu-Sa 09:00-18:00", "place": "rue:rue-du-four", "agreed_by": "Association",
        "agreed_on": "2026-01-05", "starts_on": "2026-02-01", "note": "",
    }  # fmt: skip
    wrong = client.post("/essai/horaires/nouveaux/", told | {"hours": "du mardi au samedi"})
    assert wrong.status_code == 422
    assert "ne lit pas ces horaires" in wrong.content.decode()
    assert client.post("/essai/horaires/nouveaux/", told).status_code == 302
    row = SharedHours.objects.of(town).get(street__slug="rue-du-four")
    end = f"/essai/horaires/{row.key}/fin/"
    assert client.post(end, {"ends_on": "2026-01-01"}).status_code == 422
    assert client.post(end, {"ends_on": "2026-06-01"}).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == dt.date(2026, 6, 1)
    verbs = set(AuditEntry.objects.filter(verb__contains="hours_").values_list("verb", flat=True))
    assert verbs == {"premises.hours_agreed", "premises.hours_ended"}


def test_page_reads_in_english_and_costs_the_same_with_more(client: Client, town: Town) -> None:
    noted(town, *SIX[:3])
    client.get("/essai/horaires/")
    with CaptureQueriesContext(connection) as few:
        client.get("/essai/horaires/")
    made.hours(town, street=Street.objects.of(town).first())
    noted(town, *SIX[3:])
    with CaptureQueriesContext(connection) as more:
        client.get("/essai/horaires/")
    assert len(more) == len(few) <= 10
    page = client.get("/en/essai/hours/").content.decode()
    assert "Tuesday" in page
    assert "Horaires" not in page

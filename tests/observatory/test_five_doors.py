"""Five doors to knock on: who reads them, what a visit changes, what stays with the town."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.observatory import writes
from beffroi.observatory.models import AlertRule
from beffroi.observatory.reads.doors import doors_to_knock
from beffroi.premises.models import DoorVisit, Premises
from beffroi.premises.reads.visits import last_visits
from beffroi.premises.writes.reports import receive_report
from beffroi.premises.writes.trades import add_wish, decide_plan
from beffroi.premises.writes.visits import note_visit, share_visit
from beffroi.territory import reads as territory
from beffroi.territory import writes as territory_writes
from beffroi.territory.models import Street, Town

from . import towns
from .stocks import plain as said

pytestmark = pytest.mark.django_db
TODAY = dt.date(2025, 6, 2)  # three weeks after the second round
SAID = "Loyer demandé 900 euros, départ en retraite"


@pytest.fixture
def place() -> Town:
    """Four of sixty doors empty, then ten: an alert rings, six doors emptied between two rounds."""
    made = towns.town()
    towns.surveyed(made, vacant=4, total=60, on=towns.FIRST)
    towns.surveyed(made, vacant=10, total=60, on=towns.SECOND)
    made.refresh_from_db()
    writes.give_usual_rules()
    writes.judge_rule(AlertRule.objects.of(made).get())
    return made


@pytest.fixture
def people(place: Town) -> dict[str, Person]:
    found = {}
    for role in (roles.ADVISOR, roles.MANAGER, roles.ELECTED):
        found[role] = towns.person(f"{role}@saint-vire.example")
        territory_writes.give_role(
            person=found[role], town=place, role=role, start=dt.date(2020, 1, 1), by=None
        )
    return found


def plain(text: str) -> str:
    """The page with ordinary spaces."""
    return said(text).replace("\u00a0", " ")


def client_of(person: Any) -> Client:
    made = Client()
    made.force_login(person)
    return made


def door(place: Town) -> Premises:
    """The first of the five."""
    public_id = doors_to_knock(place, TODAY).five[0].door.public_id
    return Premises.objects.of(place).select_related("town").get(public_id=public_id)


def test_doors_that_emptied_in_the_alert_come_first(place) -> None:
    found = doors_to_knock(place, TODAY)
    assert found.looked_at == 10
    assert len(found.five) == 5
    for one in found.five:
        codes = [reason.code for reason in one.reasons]
        assert codes[:2] == ["recent", "alert"] and "street" in codes
    assert plain(str(found.five[0].reasons[0].sentence)) == "Vide depuis le 13 mai 2025"


def test_shop_that_passers_by_say_closed_is_fragile(place) -> None:
    open_one = Premises.objects.of(place).get(refs__value="door/42")
    receive_report(premises=open_one, kind="closed")
    receive_report(premises=Premises.objects.of(place).get(refs__value="door/43"), kind="wrong")
    found = doors_to_knock(place, TODAY)
    assert found.looked_at == 11
    told = {one.door.public_id: one for one in found.five}
    assert not any(
        one.door.vacant is False and one.door.public_id != open_one.public_id
        for one in told.values()
    )


def test_number_of_queries_does_not_grow_with_the_doors(
    place, people, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(18):
        doors_to_knock(place, TODAY, viewer=people[roles.MANAGER])
    for number in range(10, 30):
        cell = Premises.objects.of(place).get(refs__value=f"door/{number}")
        receive_report(premises=cell, kind="closed")
        note_visit(premises=cell, on=TODAY, met="owner", by=people[roles.MANAGER])
    with django_assert_max_num_queries(18):
        doors_to_knock(place, TODAY, viewer=people[roles.MANAGER])


def test_door_visited_leaves_the_five_until_its_next_step(place, people) -> None:
    held = door(place)
    note_visit(
        premises=held, on=TODAY, met="owner", by=people[roles.MANAGER], said=SAID,
        next_step="Envoyer le dossier", next_on=TODAY + dt.timedelta(days=14),
    )  # fmt: skip
    found = doors_to_knock(place, TODAY)
    assert held.public_id not in {one.door.public_id for one in found.five}
    assert [one.public_id for one in found.resting] == [held.public_id]
    back = doors_to_knock(place, TODAY + dt.timedelta(days=14)).five[0]
    assert back.door.public_id == held.public_id
    assert [reason.code for reason in back.reasons][:1] == ["due"]
    assert "owner" in {reason.code for reason in back.reasons}
    assert last_visits(place)[held.public_id].owner_on == TODAY


def test_trade_wanted_in_the_street_is_a_reason(place, people) -> None:
    plan = decide_plan(
        town=place, by=people[roles.MANAGER], name="Plan", decided_on=dt.date(2025, 1, 9),
        decided_by="Conseil", starts_on=dt.date(2025, 1, 10), audience="town",
    )  # fmt: skip
    street = Street.objects.of(place).get(name="Rue de la Halle")
    add_wish(
        plan=plan, by=people[roles.MANAGER], activity="boulangerie-patisserie", family="alimentaire",
        street=street, reason="Plus de pain le lundi",
    )  # fmt: skip

    def wanted(viewer: Any) -> set[str]:
        ranked = doors_to_knock(place, TODAY, viewer=viewer).five
        return {one.door.street for one in ranked if any(r.code == "wanted" for r in one.reasons)}

    assert wanted(people[roles.MANAGER]) == {"Rue de la Halle"}
    assert wanted(None) == set(), "a plan kept for the team is told to nobody else"


# The pages: the town's team, somebody of elsewhere, a stranger.


@pytest.fixture
def page(place: Town) -> str:
    return reverse("five_doors", args=[place.slug])


def test_manager_finds_five_doors_from_the_alerts_and_notes_a_visit(place, people, page) -> None:
    manager = client_of(people[roles.MANAGER])
    assert page in manager.get(reverse("alerts", args=[place.slug])).content.decode()
    assert page in manager.get(reverse("alert", args=[place.slug, 1])).content.decode()
    assert page in manager.get(reverse("my_week")).content.decode()
    text = plain(manager.get(page).content.decode())
    assert "5 portes" in text and "Devenu vide dans l’alerte n° 1" in text
    held = door(place)
    visits = reverse("door_visits", args=[place.slug, held.public_id])
    assert f"{visits}#noter" in manager.get(page).content.decode()
    today = territory.today_in(place.insee_code)
    answer = manager.post(
        reverse("door_visit_note", args=[place.slug, held.public_id]),
        {"on": today, "met": "owner", "said": SAID, "next_step": "Rappeler", "next_on": today + dt.timedelta(days=7)},
    )  # fmt: skip
    assert answer.status_code == 302 and answer["Location"] == visits
    shown = plain(manager.get(visits).content.decode())
    assert SAID in shown and "Rappeler" in shown
    entry = AuditEntry.objects.get(verb="premises.visit_noted")
    assert SAID not in str(entry.data), "the journal says that it was noted, not what was said"


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"on": "2099-01-01"}, "pas encore venu"),
        ({"next_step": "Rappeler"}, "Dites pour quel jour"),
        ({"next_step": "Rappeler", "next_on": "2020-01-01"}, "vient après la visite"),
    ],
)
def test_visit_that_cannot_be_is_refused_with_its_sentence(place, people, sent, sentence) -> None:
    address = reverse("door_visit_note", args=[place.slug, door(place).public_id])
    told = {"on": "2025-06-01", "met": "nobody", **sent}
    answer = client_of(people[roles.MANAGER]).post(address, told)
    assert answer.status_code == 422
    assert sentence in plain(answer.content.decode())
    assert not DoorVisit.objects.of(place).exists()


def test_what_an_owner_said_stays_with_the_town_until_it_is_shared(place, people) -> None:
    held = door(place)
    visit = note_visit(premises=held, on=TODAY, met="owner", by=people[roles.MANAGER], said=SAID)
    visits = reverse("door_visits", args=[place.slug, held.public_id])
    advisor, elected = client_of(people[roles.ADVISOR]), client_of(people[roles.ELECTED])
    for reader in (advisor, elected):
        text = plain(reader.get(visits).content.decode())
        assert SAID not in text and "gardé par la ville" in text
    share = reverse("door_visit_share", args=[place.slug, visit.pk])
    assert advisor.post(share).status_code == 403
    assert client_of(people[roles.MANAGER]).post(share).status_code == 302
    assert not share_visit(visit=visit, by=people[roles.MANAGER]), "shared once"
    assert SAID in plain(advisor.get(visits).content.decode())
    assert SAID not in plain(elected.get(visits).content.decode())


def test_advisor_notes_a_visit_without_the_owner_s_words(place, people) -> None:
    held = door(place)
    advisor = client_of(people[roles.ADVISOR])
    visits = reverse("door_visits", args=[place.slug, held.public_id])
    assert 'name="said"' not in advisor.get(visits).content.decode()
    note = reverse("door_visit_note", args=[place.slug, held.public_id])
    advisor.post(note, {"on": "2025-06-01", "met": "agent", "said": SAID})
    assert DoorVisit.objects.of(place).get().said == ""


def test_stranger_and_member_elsewhere_see_nothing(place, people, page) -> None:
    held = door(place)
    note_visit(premises=held, on=TODAY, met="owner", by=people[roles.MANAGER], said=SAID)
    visits = reverse("door_visits", args=[place.slug, held.public_id])
    elsewhere = towns.advisor(towns.town("Vieux-Moulin", "00043"), "x@example.invalid")
    stranger = towns.person("y@example.invalid")
    for address in (page, visits):
        assert Client().get(address).status_code == 302
        for person in (elsewhere, stranger):
            assert client_of(person).get(address).status_code == 403
    sheet = reverse("premises", args=[place.slug, held.public_id])
    assert visits not in Client().get(sheet).content.decode()
    assert visits in client_of(people[roles.MANAGER]).get(sheet).content.decode()


def test_erased_person_leaves_the_visit_without_a_name(place, people) -> None:
    from beffroi.premises.personal import _forget_visits, _visits

    manager = people[roles.MANAGER]
    note_visit(premises=door(place), on=TODAY, met="owner", by=manager, said=SAID)
    assert len(_visits(manager)) == 1
    _forget_visits(manager)
    assert DoorVisit.objects.of(place).get().noted_by == "" and not _visits(manager)

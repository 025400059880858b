"""Alerts: rung by a worker when a round is stored, once; told door by door; taken in hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from beffroi.accounts.models import Message
from beffroi.accounts.rules import roles
from beffroi.kernel.models import AuditEntry
from beffroi.observatory import reads, tasks, writes
from beffroi.observatory.models import Alert, AlertRule
from beffroi.observatory.rules.ringing import State, StepError
from beffroi.premises import writes as premises
from beffroi.premises.models import Premises
from beffroi.sources.records import PremisesSeen
from beffroi.territory import writes as territory
from beffroi.territory.models import Town

from . import towns
from .stocks import plain

pytestmark = pytest.mark.django_db
THIRD = dt.date(2026, 5, 12)


@pytest.fixture
def place() -> Town:
    """Four of sixty doors empty, then ten: 6.7 %, then 16.7 %."""
    made = towns.town()
    towns.surveyed(made, vacant=4, total=60, on=towns.FIRST)
    return made


def worse(place: Town) -> None:
    towns.surveyed(place, vacant=10, total=60, on=towns.SECOND)
    place.refresh_from_db()


def alerts(place: Town) -> list[Alert]:
    place.refresh_from_db()
    return list(reads.alerts_of(place))


def pass_over() -> None:
    tasks.judge_alerts(0)


def told(sentence: str = "rung") -> Any:
    return Message.objects.filter(subject="alerts", sentence=sentence)


@pytest.fixture
def rung(place: Town) -> Alert:
    worse(place)
    pass_over()
    (one,) = alerts(place)
    return one


def test_town_that_set_nothing_is_warned_once_when_its_round_is_stored(place) -> None:
    advisor = towns.advisor(place)
    pass_over()
    assert alerts(place) == []
    worse(place)
    for _minute in range(3):
        pass_over()
    (one,) = alerts(place)
    assert (one.rung_on, one.figure["vacant"], one.figure["total"]) == (towns.SECOND, 10, 60)
    assert one.rule.changed_by == "" and one.rule.threshold == 10
    message = told().get(person=advisor)
    assert "10 locaux vides sur 60" in " ".join(message.words.split())
    assert message.url == reverse("alert", args=[place.slug, 1])
    assert AuditEntry.objects.filter(verb="observatory.alert_rung").count() == 1


def test_nothing_moved_costs_two_queries(place, django_assert_num_queries) -> None:
    pass_over()
    with django_assert_num_queries(2):
        pass_over()


def test_alert_keeps_the_doors_that_moved_the_rate(rung) -> None:
    assert rung.since == towns.FIRST
    assert [door["group"] for door in rung.doors] == ["emptied"] * 6
    assert {door["name"] for door in rung.doors} == {f"Boutique {n}" for n in range(4, 10)}


def test_those_who_act_and_those_elected_are_told_and_surveyors_are_not(place) -> None:
    people = {}
    for role in (roles.SURVEYOR, roles.ELECTED, roles.MANAGER):
        people[role] = towns.person(f"{role}@example.invalid")
        territory.give_role(
            person=people[role], town=place, role=role, start=dt.date(2020, 1, 1), by=None
        )
    worse(place)
    pass_over()
    assert {m.person_id for m in told()} == {people[roles.MANAGER].pk, people[roles.ELECTED].pk}


@pytest.mark.system("003-02")
def test_empty_shops_turned_into_flats_do_not_lift_it(place, rung) -> None:
    """Five empty shops become flats: 5 of 55 (9.1 %); then one more, 4 of 54 (7.4 %)."""
    _told_as(place, range(6), "non_commercial_use", THIRD)
    pass_over()
    (one,) = alerts(place)
    assert one.lifted_on is None and one.state == State.OPEN
    seen = reads.stock_of(place, THIRD)
    assert (seen.vacant, seen.total) == (4, 54), "the rate itself is below the lower mark"


def test_shops_let_again_lift_it_and_it_may_ring_anew(place, rung) -> None:
    advisor = towns.advisor(place)
    _told_as(place, range(6), "occupied", THIRD)
    pass_over()
    (one,) = alerts(place)
    assert (one.lifted_on, one.state) == (THIRD, State.CLOSED)
    assert told("lifted").filter(person=advisor).count() == 1
    _told_as(place, range(20, 30), "vacant", THIRD + dt.timedelta(days=360))
    pass_over()
    assert [row.number for row in alerts(place)] == [2, 1]


def _told_as(place: Town, numbers: Any, state: str, on: dt.date) -> None:
    """A complete round that sees these doors so and the others as the last one did."""
    doors = []
    for seen in towns.seen(10, 60):
        number = int(seen.ref.split("/")[1])
        facts = {"ref": seen.ref, "lon": seen.lon, "lat": seen.lat}
        if number in set(numbers):
            more = {"name": f"Neuf {number}", "family": "services"} if state == "occupied" else {}
            doors.append(PremisesSeen(state=state, **facts, **more))
        elif on > THIRD and number < 6:  # let again at the round before
            doors.append(PremisesSeen(state="occupied", name=f"Neuf {number}", family="services", **facts))  # fmt: skip
        else:
            doors.append(seen)
    source = towns._source(place, "survey", on)
    held = premises.store_round(
        town=place, source=source, perimeter=None, name=f"Relevé {on}", started_on=on, ended_on=on,
        completeness=1,
    )  # fmt: skip
    towns._observe(place, source, doors, on, round=held)
    assert Premises.objects.of(place).count() == 60


def test_withdrawn_source_marks_the_figure_to_redo(place, rung) -> None:
    assert reads.alert_to_redo(rung) == ""
    source = place.sources.get(as_of=towns.SECOND)
    territory.remove_source(source=source, by=towns.advisor(place), reason="Relevé faux")
    assert "Relevé faux" in reads.alert_to_redo(rung)


def test_closed_by_somebody_it_does_not_ring_again_for_the_same(place, rung) -> None:
    advisor = towns.advisor(place)
    writes.close(alert=rung, outcome="Centre commercial fermé pour travaux", by=advisor)
    _told_as(place, range(10, 12), "vacant", THIRD)
    pass_over()
    (one,) = alerts(place)
    assert one.state == State.CLOSED and one.lifted_on is None
    with pytest.raises(StepError):
        writes.acknowledge(alert=one, done="Trop tard", by=advisor)


def test_rule_out_of_service_is_silent(place) -> None:
    pass_over()
    rule = AlertRule.objects.of(place).get()
    rule.is_on = False
    writes.change_rule(rule=rule, by=towns.advisor(place))
    worse(place)
    pass_over()
    assert alerts(place) == []


# The pages: a stranger, a member, somebody who may act.


@pytest.fixture
def page(rung, place) -> str:
    return reverse("alert", args=[place.slug, rung.number])


def client_of(place: Town, role: str) -> Client:
    someone = towns.person(f"{role}@saint-vire.example")
    territory.give_role(person=someone, town=place, role=role, start=dt.date(2020, 1, 1), by=None)
    client = Client()
    client.force_login(someone)
    return client


def test_stranger_sees_no_alert(place, page, client) -> None:
    assert client.get(page).status_code == 302
    client.force_login(towns.person("x@example.invalid"))
    for address in (page, reverse("alerts", args=[place.slug])):
        assert client.get(address).status_code == 403
    elsewhere = towns.town("Vieux-Moulin", "00043")
    foreign = client_of(elsewhere, roles.MANAGER)
    assert foreign.get(page).status_code == 403


def test_elected_reads_and_may_not_act(place, page) -> None:
    elected = client_of(place, roles.ELECTED)
    text = plain(elected.get(page).content.decode())
    assert "16,7 %" in text and "Boutique 4" in text
    assert "Noter ce qui est fait" not in text
    sent = elected.post(f"{page}prendre-en-charge/", {"done": "Moi"})
    assert sent.status_code == 403


def test_manager_takes_it_in_hand_and_says_what_is_done(place, page, rung) -> None:
    manager = client_of(place, roles.MANAGER)
    refused = manager.post(f"{page}prendre-en-charge/", {"done": " "})
    assert refused.status_code == 422 and "Prendre en charge" in refused.content.decode()
    manager.post(f"{page}prendre-en-charge/", {"done": "Six propriétaires appelés"})
    (one,) = alerts(place)
    assert (one.state, one.done) == (State.ACKNOWLEDGED, "Six propriétaires appelés")
    manager.post(f"{page}clore/", {"outcome": "Deux baux signés"})
    text = manager.get(page).content.decode()
    assert "Deux baux signés" in text and "Noter ce qui est fait" not in text


def test_manager_changes_the_rule_and_it_is_judged_at_once(place) -> None:
    pass_over()
    manager = client_of(place, roles.MANAGER)
    listed = plain(manager.get(reverse("alerts", args=[place.slug])).content.decode())
    assert "Aucune alerte en cours" in listed and "règle habituelle" in listed
    rule = AlertRule.objects.of(place).get()
    address = reverse("alert_rule", args=[place.slug, rule.pk])
    asked = {
        "perimeter": rule.perimeter, "indicator": rule.indicator, "threshold": "5",
        "lift_below": "6", "min_excess": 1, "min_cells": 20, "min_checked": 90, "trend": "any",
        "is_on": "on",
    }  # fmt: skip
    refused = manager.post(address, asked)
    assert refused.status_code == 422
    assert "ne peut pas dépasser le premier" in refused.content.decode()
    assert manager.post(address, asked | {"lift_below": "4"}).status_code == 302
    (one,) = alerts(place)
    assert one.figure["vacant"] == 4 and one.figure["asked"]["threshold"] == 0.05


def test_list_costs_the_same_with_more_alerts(place, rung, django_assert_max_num_queries) -> None:
    manager = client_of(place, roles.MANAGER)
    copies = [
        Alert(
            rule=rung.rule, number=n, rung_on=rung.rung_on, noticed_on=rung.noticed_on,
            place=rung.place, figure=rung.figure, state=State.CLOSED, lifted_on=THIRD,
        )
        for n in range(2, 9)
    ]  # fmt: skip
    address = reverse("alerts", args=[place.slug])
    manager.get(address)
    with django_assert_max_num_queries(40) as before:
        manager.get(address)
    Alert.objects.bulk_create(copies)
    with django_assert_max_num_queries(len(before.captured_queries)):
        manager.get(address)
    assert len(before.captured_queries) <= 14

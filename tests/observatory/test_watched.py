"""One rule, two places: what the dashboard says of the alert is what the town's own rule rings."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Message
from beffroi.accounts.rules import roles
from beffroi.observatory import reads, tasks, writes
from beffroi.observatory.models import Alert, AlertRule
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory import writes as grounds
from beffroi.territory.models import Town

from . import towns
from .test_alerts import THIRD, _told_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> Town:
    """Four of sixty doors empty, then five: 6.7 %, then 8.3 %."""
    made = towns.town()
    towns.surveyed(made, vacant=4, total=60, on=towns.FIRST)
    towns.surveyed(made, vacant=5, total=60, on=towns.SECOND)
    made.refresh_from_db()
    return made


def rule_of(place: Town, **marks: Any) -> AlertRule:
    """The town's rule, with these marks, judged."""
    writes.give_usual_rules()
    rule: AlertRule = AlertRule.objects.of(place).get()
    for name, value in marks.items():
        setattr(rule, name, value)
    return writes.change_rule(rule=rule, by=towns.person("agent@example.invalid"))


def shown(place: Town, on: dt.date | None = None) -> Any:
    """The alert of the dashboard."""
    place.refresh_from_db()
    day = on or premises.known_days(place)[-1]
    return reads.panorama(place, day, perimeter=territory.perimeter(place)).figures["vacancy_alert"]


def rings(place: Town) -> bool:
    """Whether the alerts page says that one stands."""
    return any(row.lifted_on is None for row in reads.alerts_of(place))


def test_a_threshold_of_the_town_rings_in_both_places(place: Town) -> None:
    assert (shown(place).value, rings(place)) == ("quiet", False)
    rule_of(place, threshold=5, lift_below=4)
    assert (shown(place).value, rings(place)) == ("ringing", True)
    assert shown(place).parameters["threshold"] == 0.05


def test_a_margin_of_the_town_holds_in_both_places(place: Town) -> None:
    rule_of(place, threshold=5, lift_below=4, min_excess=3)
    assert (shown(place).value, rings(place)) == ("watch", False)


def test_a_minimum_of_cells_holds_in_both_places(place: Town) -> None:
    rule_of(place, threshold=5, lift_below=4, min_cells=61)
    assert (shown(place).verdict, rings(place)) == ("cannot_tell", False)


def test_only_on_a_rise_in_both_places(place: Town) -> None:
    rule_of(place, threshold=5, lift_below=4, trend=AlertRule.Trend.RISING)
    assert (shown(place).value, rings(place)) == ("ringing", True)


def test_between_the_marks_it_stands_in_both_places(place: Town) -> None:
    rule_of(place, threshold=5, lift_below=4)
    _told_as(place, range(6, 8), "occupied", THIRD)
    tasks.judge_alerts(0)
    assert (shown(place).value, rings(place)) == ("ringing", True)


@pytest.mark.system("003-02")
def test_flats_do_not_turn_it_off_in_either_place() -> None:
    place = towns.town()
    towns.surveyed(place, vacant=4, total=60, on=towns.FIRST)
    towns.surveyed(place, vacant=10, total=60, on=towns.SECOND)
    tasks.judge_alerts(0)
    _told_as(place, range(6), "non_commercial_use", THIRD)
    tasks.judge_alerts(0)
    alert = shown(place)
    assert (alert.value, rings(place)) == ("ringing", True)
    assert (alert.inputs["vacant"], alert.inputs["total"], alert.inputs["gone"]) == (4, 54, 6)
    assert "ont quitté le commerce" in str(alert.sentence)


def test_let_again_it_is_lifted_in_both_places() -> None:
    place = towns.town()
    towns.surveyed(place, vacant=4, total=60, on=towns.FIRST)
    towns.surveyed(place, vacant=10, total=60, on=towns.SECOND)
    tasks.judge_alerts(0)
    _told_as(place, range(6), "occupied", THIRD)
    tasks.judge_alerts(0)
    assert (shown(place).value, rings(place)) == ("quiet", False)
    assert shown(place, towns.SECOND).value == "ringing", "on that day it stood"


def test_a_rule_out_of_service_leaves_the_usual_marks(place: Town) -> None:
    rule_of(place, threshold=5, lift_below=4, is_on=False)
    assert shown(place).parameters["threshold"] == 0.10


def test_pages_say_the_threshold_of_the_town(place: Town, client: Client) -> None:
    rule_of(place, threshold=5, lift_below=4)
    for name in ("town", "indicators"):
        said = client.get(reverse(name, args=[place.slug])).content.decode()
        assert "5" in said.partition("seuil d’alerte de ")[2][:4], name


def test_a_changed_rule_is_followed_at_once_without_a_new_file(place: Town) -> None:
    assert shown(place).value == "quiet"
    rule_of(place, threshold=5, lift_below=4)
    assert shown(place).value == "ringing"


def elected_of(place: Town, name: str) -> Any:
    who = towns.person(f"{name}@example.invalid")
    start = dt.date(2020, 1, 1)
    grounds.give_role(person=who, town=place, role=roles.ELECTED, start=start, by=None)
    return who


def test_those_elected_are_told_as_each_chose(place: Town) -> None:
    never, usual = elected_of(place, "jamais"), elected_of(place, "usage")
    accounts.choose_rhythm(person=never, subject="alerts", rhythm="never")
    rule_of(place, threshold=5, lift_below=4)
    told = {row.person_id: row.rhythm for row in Message.objects.filter(subject="alerts")}
    assert set(told) == {never.pk, usual.pk}
    assert told[never.pk] == "never", "in their messages, by no mail"


def test_those_elected_elsewhere_are_not_told(place: Town) -> None:
    away = elected_of(towns.town("Vieux-Moulin", "00043"), "ailleurs")
    rule_of(place, threshold=5, lift_below=4)
    assert not Message.objects.filter(person=away, subject="alerts").exists()


def test_alert_stands_on_the_page_of_its_figure_too(place: Town, client: Client) -> None:
    rule_of(place, threshold=5, lift_below=4)
    said = client.get(f"/{place.slug}/indicateurs/alerte-vacance/").content.decode()
    assert Alert.objects.of(place).count() == 1
    assert "alerte" in said.partition("<main")[2]
    assert client.get(f"/{place.slug}/indicateurs/alerte-vacance/?past=0.1").status_code == 200

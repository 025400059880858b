"""A web process has answered its own first pages before anybody's."""

from __future__ import annotations

import threading
from typing import Any

import pytest
import structlog
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError

from beffroi.config import warming
from beffroi.config.logs.requests import WARMING
from beffroi.config.measures import requests as measures
from beffroi.territory.models import Town

ALWAYS = ["/connexion/", "/en/sign-in/", "/"]


class Door:
    """A WSGI application that answers one status and remembers what it was asked."""

    def __init__(self, status: str = "200 OK") -> None:
        self.status = status
        self.asked: list[str] = []

    def __call__(self, environ: dict[str, Any], start: Any) -> list[bytes]:
        self.asked.append(environ["PATH_INFO"])
        start(self.status, [])
        return [b"said"]


def town() -> None:
    Town.objects.create(insee_code="00001", name="Saint-Essai", slug="saint-essai")


@pytest.mark.django_db
def test_asks_what_people_come_for() -> None:
    town()
    door = Door()
    warming.ask_all(door)
    there = ["/saint-essai/", "/saint-essai/indicateurs/"]
    assert door.asked == [*ALWAYS, *there]


@pytest.mark.django_db
def test_an_installation_without_a_town_is_warmed_too() -> None:
    door = Door()
    warming.ask_all(door)
    assert door.asked == ALWAYS


def test_first_failure_ends_it() -> None:
    door = Door("503 Service Unavailable")
    warming.ask_all(door)
    assert door.asked == ALWAYS[:1]


def test_a_database_that_is_down_is_no_fault_of_the_door(monkeypatch: Any) -> None:
    def down() -> None:
        raise OperationalError

    monkeypatch.setattr("beffroi.territory.reads.towns", down)
    door = Door()
    with structlog.testing.capture_logs() as told:
        warming.ask_all(door)
    assert door.asked == ALWAYS
    assert [line["event"] for line in told] == ["not_warmed"]


def test_door_opens_after_a_while_whatever_happens() -> None:
    held = threading.Event()

    class Held(Door):
        def __call__(self, environ: dict[str, Any], start: Any) -> list[bytes]:
            held.wait(30)
            return super().__call__(environ, start)

    door = Held("500 Internal Server Error")
    warming.warm(door, patience=0.05)
    assert not door.asked, "it waited for the answer"
    held.set()
    next(one for one in threading.enumerate() if one.name == "warming").join(30)
    assert door.asked == ALWAYS[:1]


@pytest.mark.django_db(transaction=True)  # the door closes its connection after each answer
def test_our_own_pages_are_answered_and_neither_logged_nor_measured(monkeypatch: Any) -> None:
    noted: list[Any] = []
    monkeypatch.setattr(measures, "note", lambda *told: noted.append(told))
    town()
    door = WSGIHandler()
    with structlog.testing.capture_logs() as told:
        assert [warming.ask(door, path) for path in warming.pages()] == [200] * 5
    assert not noted and not [line for line in told if line["event"] == "request"]
    stranger = warming._environ("/connexion/") | {"HTTP_BEFFROI_WARMING": "1"}
    del stranger[WARMING]
    for _part in door(stranger, lambda *_: None):
        pass
    assert len(noted) == 1, "no header makes a request silent"

"""A chamber's team, on a phone: invited with a dated role, in, and the one who leaves hands over."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.utils import timezone

from beffroi.accounts.models import Message, Person
from beffroi.accounts.rules import roles
from beffroi.territory import writes
from beffroi.territory.models import Organisation, RoleAssignment, Town
from tests.journeys.test_signed_in_pages import hold
from tests.portal import people

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
PASSWORD = "un beffroi sonne à midi"


@pytest.fixture
def town() -> Town:
    return people.town()


@pytest.fixture
def chamber(town: Town) -> Organisation:
    """A chamber that covers the town, its administrator, and a manager who acts in its name."""
    body = people.body("Chambre fictive", town.insee_code)
    for name, role, target in (
        ("Dana Roux", roles.BODY_ADMIN, {"scope": roles.AREA, "organisation": body}),
        ("Sacha Morvan", roles.MANAGER, {"scope": roles.TOWN, "town": town}),
    ):
        one = people.person(name)
        Person.objects.filter(pk=one.pk).update(is_fictional=True)
        writes.give_role(
            person=one, role=role, acting_for=body, start=people.LONG_AGO, by=None, **target
        )
    return body


def enter(page: Any, base: str, name: str) -> None:
    """In the demonstration's one click."""
    page.context.clear_cookies()
    page.goto(f"{base}/connexion/")
    page.get_by_role("button", name=f"Entrer comme {name}").click()
    page.wait_for_url(f"{base}/")


def invite(page: Any, base: str, chamber: Organisation, until: str) -> None:
    page.goto(f"{base}/organismes/{chamber.key}/")
    page.get_by_role("link", name="Ajouter une personne").click()
    page.fill("#id_email", "camille@exemple.invalid")
    page.fill("#id_name", "Camille Aubrac")
    page.select_option("#id_role", roles.ADVISOR)
    page.fill("#id_last", until)
    page.get_by_role("button", name="Ajouter").click()
    page.get_by_text("Une invitation est partie").wait_for()
    assert page.get_by_text("Camille Aubrac").count() >= 1


def follow_invitation(page: Any, base: str) -> None:
    page.context.clear_cookies()
    (sent,) = mail.outbox
    assert "Dana Roux vous invite" in sent.body and "conseiller commerce" in sent.body
    link = next(word for word in sent.body.split() if "/invitation/" in word)
    page.goto(base + urlsplit(link).path)
    page.fill("#id_password", PASSWORD)
    page.locator("main form button:not([name])").first.click()
    page.wait_for_url(f"{base}/mon-compte/")


def hand_over(page: Any, base: str, leaving: Person) -> None:
    page.goto(f"{base}/passation/{leaving.key}/")
    page.select_option("#id_everything", label="Camille Aubrac")
    hold(page, "hand-over", (390,))
    page.get_by_role("button", name="Faire la passation").click()
    page.get_by_text("Tout est repris").wait_for()
    assert page.get_by_text("Camille Aubrac").count() == 1


def test_advisor_is_invited_and_takes_over_from_who_leaves(
    page: Any, live_server: Any, town: Town, chamber: Organisation
) -> None:
    base, began = live_server.url, time.monotonic()
    until = timezone.localdate().replace(day=1).replace(year=timezone.localdate().year + 2)
    enter(page, base, "Dana Roux")
    invite(page, base, chamber, f"{until}")
    hold(page, "body", (390,))

    follow_invitation(page, base)
    page.goto(f"{base}/{town.slug}/equipe/")
    apart = page.locator("section", has=page.get_by_role("heading", name="Par leur organisme"))
    assert apart.get_by_text("Camille Aubrac").count() == 1
    assert apart.get_by_text(f"{until:%d/%m/%Y}").count() == 1
    hold(page, "team", (390,))

    enter(page, base, "Dana Roux")
    hand_over(page, base, Person.objects.get(name="Sacha Morvan"))
    taken = RoleAssignment.objects.get(person__name="Camille Aubrac", role=roles.MANAGER)
    assert taken.town == town and taken.acting_for == chamber
    told = Message.objects.filter(person__name="Camille Aubrac", subject="roles")
    assert set(told.values_list("sentence", flat=True)) == {"given", "handed_over"}
    assert time.monotonic() - began < 60  # a few seconds on a quiet machine

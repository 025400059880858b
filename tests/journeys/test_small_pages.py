"""Pages reached by a link of a mail, or once in a life: axe content, nothing scrolls sideways."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import signing
from django.urls import reverse

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.accounts.rules.subjects import RHYTHMS
from beffroi.accounts.writes.letters import SALT
from beffroi.portal import first
from beffroi.territory.writes import give_role
from tests.journeys.entering import enter
from tests.journeys.test_signed_in_pages import hold
from tests.programme import made

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
WIDTHS = (390, 1440)


def test_links_of_mails_hold_at_any_width(page: Any, live_server: Any) -> None:
    person = Person.objects.create_person("s@exemple.invalid", "Une Personne")
    token = signing.dumps({"p": person.key, "w": min(RHYTHMS)}, salt=SALT, compress=True)
    for path in (first.link(), reverse("unsubscribe", args=[token])):
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        hold(page, path, WIDTHS)
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    hold(page, "unsubscribed", WIDTHS)


def test_pages_of_bodies_and_handover_hold_at_any_width(page: Any, live_server: Any) -> None:
    place = made.town()
    chamber = made.chamber(place)
    person = made.advisor(chamber)
    give_role(
        person=person, role=roles.INSTALLATION_ADMIN, scope=roles.INSTALLATION, start=made.DAY,
        by=None,
    )  # fmt: skip
    Person.objects.update(is_fictional=True)
    enter(page, live_server.url, person)
    for path in (
        reverse("account_sessions"),
        reverse("bodies"),
        reverse("body_add"),
        reverse("body_change", args=[chamber.key]),
        reverse("handover", args=[person.key]),
        reverse("jobs"),
    ):
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        hold(page, path, WIDTHS)

"""Pages of a body, above towns: a role opens them when it is held for that very body."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.accounts.rules.table import GROUPS
from beffroi.kernel.permission import ACTING
from beffroi.territory.models import Organisation
from tests.observatory import towns

from .people import everybody
from .routes import routes

pytestmark = pytest.mark.django_db
ROLLUPS = ("body_rollup", "body_rollup_file")


@pytest.fixture
def cast() -> dict[str, Person]:
    return everybody(towns.town(), towns.town("Vieux-Moulin", "00043"), "premises:none")


def statuses(cast: dict[str, Person], route: str, body: Organisation) -> dict[str, int]:
    found = {}
    for who, person in cast.items():
        client = Client()
        client.force_login(person)
        found[who] = client.get(reverse(route, args=[body.key])).status_code
    return found


@pytest.mark.parametrize("route", ROLLUPS)
@pytest.mark.parametrize(
    ("kind", "reader"), [("chamber", roles.ADVISOR), ("network", roles.NETWORK_OFFICER)]
)
def test_a_roll_up_opens_to_those_who_act_for_its_body_alone(
    cast: dict[str, Person], route: str, kind: str, reader: str
) -> None:
    body = Organisation.objects.get(kind=kind)
    found = statuses(cast, route, body)
    assert [who for who, status in found.items() if status == 200] == [reader]
    assert {status for who, status in found.items() if who != reader} == {403}
    assert GROUPS["agreement"].cell(reader).grant("read") == ()
    asked = Client().get(reverse(route, args=[body.key]))
    assert asked.status_code == 302 and asked["Location"].startswith(reverse("sign_in"))


def test_every_roll_up_is_guarded() -> None:
    found = {name: view for name, _path, view in routes() if "rollup" in name}
    assert {*ROLLUPS, "agreement_rollup", "agreement_rollup_file"} == set(found)
    assert all(view.audience == ACTING and view.need.verb == "read" for view in found.values())

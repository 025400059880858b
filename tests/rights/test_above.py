"""Pages of a body, above towns: a role opens them when it is held for that very body."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.accounts.rules.table import GROUPS
from beffroi.kernel.permission import ACTING
from beffroi.programme import urls_governance, urls_sheets
from beffroi.programme.models import Agreement, OpinionRequest, SheetTable
from beffroi.territory.models import Organisation
from tests.observatory import towns
from tests.programme import made as programme

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


READ = ("sheets", "sheet_board", "sheet_calendar", "sheet_gantt", "opinions", "opinion")
WRITE = ("sheet_new", "sheet_bulk", "sheet_import", "sheet_table", "opinion_new", "opinion_use")


@pytest.fixture
def frame(cast: dict[str, Person]) -> Agreement:
    """A published agreement above towns, between the chamber and the network of the cast."""
    bodies = [Organisation.objects.get(kind=kind) for kind in ("chamber", "network")]
    return programme.agreement(None, *bodies, is_published=True)


def parts_of(route: str, frame: Agreement) -> dict[str, str]:
    if route == "sheet_table":
        row = SheetTable.objects.create(agreement=frame, file_name="a.csv", brought_by="")
        return {"table_key": row.key}
    if route in ("opinion", "opinion_use"):
        first, second = (party.organisation for party in frame.parties.all())
        row = OpinionRequest.objects.create(
            agreement=frame, asked_by=first, asked_of=second, subject="S", question="?",
            due_on=dt.date(2030, 1, 1),
        )  # fmt: skip
        return {"key": row.key}
    return {}


@pytest.mark.parametrize("route", [*READ, *WRITE])
def test_actions_and_opinions_above_towns_open_to_those_who_act_for_a_party_alone(
    cast: dict[str, Person], frame: Agreement, route: str
) -> None:
    """Owner (advisor of the chamber), member (officer of the network, who reads), stranger."""
    where = reverse(route, kwargs={"agreement_key": frame.key, **parts_of(route, frame)})
    found = {}
    for who, person in cast.items():
        client = Client()
        client.force_login(person)
        found[who] = client.get(where).status_code
    wanted = {roles.ADVISOR} if route in WRITE else {roles.ADVISOR, roles.NETWORK_OFFICER}
    assert {who for who, status in found.items() if status == 200} == wanted
    assert {status for who, status in found.items() if who not in wanted} == {403}
    asked = Client().get(where)
    assert asked.status_code == 302 and asked["Location"].startswith(reverse("sign_in"))


def test_each_route_of_an_agreement_above_towns_names_it_to_the_door() -> None:
    paths = [*urls_sheets.OF_AGREEMENT, *urls_governance.OPINIONS_ABOVE]
    own = [one for one in paths if str(one.pattern).startswith("conventions/")]
    needs = {one.name: one.callback.need for one in own}
    assert {*READ, *WRITE, "opinion_answer", "opinion_withdraw"} <= set(needs)
    assert all(need.obj == "agreement_key" for need in needs.values())

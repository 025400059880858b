"""The budget of an agreement: read by whom may, drawn on within its balance, amended above it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from beffroi.programme.models import Agreement, Draw
from beffroi.programme.writes import envelopes, money
from beffroi.territory.models import Town

from . import made

pytestmark = pytest.mark.django_db


def signed(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def place() -> Town:
    return made.town()


@pytest.fixture
def row(place: Town) -> Agreement:
    chamber = made.chamber(place)
    agreement = made.agreement(place, chamber, made.hall(place))
    sheet = made.sheet(agreement)
    facts = {"year": 2025, "kind": "operating", "stage": "planned"}
    money.budget(sheet=sheet, by=None, net=Decimal("100000.00"), **facts)
    money.budget(sheet=sheet, by=None, net=Decimal("100000.00"), is_inside=False, **facts)
    money.finance(
        sheet=sheet,
        by=None,
        year=2025,
        kind="public",
        funder=chamber,
        amount=Decimal("60000.00"),
        state="asked",
    )
    money.finance(
        sheet=sheet,
        by=None,
        year=2025,
        kind="sponsor",
        funder_name="Mécène fictif",
        amount=Decimal("15000.00"),
        state="obtained",
    )
    envelopes.set_aside(agreement=agreement, by=None, year=2025, amount=Decimal("100000.00"))
    return agreement


def text_of(page: Any) -> str:
    """The page with plain spaces."""
    return str(page.content.decode()).replace("\u202f", " ").replace("\u00a0", " ")


def address(place: Town, row: Agreement, more: str = "") -> str:
    return f"/{place.slug}/conventions/{row.key}/budget/{more}"


@pytest.mark.system("004-06")
def test_inside_and_outside_stand_side_by_side(place: Town, row: Agreement) -> None:
    text = text_of(signed(made.manager(place)).get(address(place, row)))
    assert text.count("100 000 €") >= 2
    assert "200 000 €" in text
    assert "ne s’additionnent pas" in text


@pytest.mark.system("000-03")
def test_the_plan_is_filtered_by_funder_and_state(place: Town, row: Agreement) -> None:
    client = signed(made.manager(place))
    told = {
        state: text_of(client.get(address(place, row), {"etat": state}))
        for state in ("asked", "obtained", "refused", "paid")
    }
    assert "60 000 €" in told["asked"] and "Mécène fictif" not in told["asked"]
    assert "Mécène fictif" in told["obtained"]
    assert "Aucun financement ne répond" in told["refused"]
    assert "Aucun financement ne répond" in told["paid"]
    funder = row.holder_id
    assert (
        "Mécène fictif"
        not in client.get(address(place, row), {"financeur": funder}).content.decode()
    )
    assert client.get(address(place, row), {"financeur": "²", "etat": "?"}).status_code == 200


def test_a_draw_above_the_balance_says_what_to_do_then_becomes_an_amendment(
    place: Town, row: Agreement
) -> None:
    client = signed(made.manager(place))
    pocket = row.envelopes.get()
    where = address(place, row, f"{pocket.pk}/tirer/")
    assert "by_amendment" not in client.get(where).content.decode()  # nothing to amend yet
    made.signed(row)
    told = {"label": "Tournée", "amount": "100 000,01 €", "on": "2025-03-01"}
    refused = client.post(where, told)
    assert refused.status_code == 200
    assert "proposez un avenant" in refused.content.decode()
    assert client.post(where, told | {"by_amendment": "on"}).status_code == 302
    assert Draw.objects.get().is_waiting
    assert row.amendments.get().number == 1
    assert "attend l’avenant n° 1" in text_of(client.get(address(place, row)))
    cancel = address(place, row, f"tirages/{Draw.objects.get().pk}/annuler/")
    assert client.post(cancel).status_code == 302
    assert Draw.objects.get().cancelled_on == timezone.localdate()


def test_money_is_not_for_strangers_nor_for_a_draw_of_another_agreement(
    place: Town, row: Agreement
) -> None:
    assert signed(made.stranger()).get(address(place, row)).status_code == 403
    assert Client().get(address(place, row)).status_code == 302
    other = made.agreement(place, row.holder, title="Autre")
    pocket = row.envelopes.get()
    client = signed(made.manager(place))
    assert client.get(address(place, other, f"{pocket.pk}/tirer/")).status_code == 404


def test_the_page_costs_the_same_however_many_lines(
    place: Town, row: Agreement, django_assert_max_num_queries: Any
) -> None:
    for n in range(6):
        sheet = made.sheet(row, f"B{n}")
        money.budget(
            sheet=sheet,
            by=None,
            year=2024 + n % 3,
            kind="investment",
            stage="paid",
            net=Decimal(10),
        )
        money.finance(sheet=sheet, by=None, year=2025, kind="own", amount=Decimal(5), state="paid")
    client = signed(made.manager(place))
    with django_assert_max_num_queries(24):
        client.get(address(place, row))

"""The life of an agreement by buttons alone: decided, signed, slipping, drawn upon, amended."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.period import between
from beffroi.programme.models import Agreement, Axis
from beffroi.programme.rules.life import State
from beffroi.programme.writes import dependencies, envelopes, sheets, steps, texts
from beffroi.territory import writes as territory
from tests.programme import made

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()
YEAR = TODAY.year


def days(count: int) -> dt.date:
    return TODAY + dt.timedelta(days=count)


@pytest.fixture
def row() -> Agreement:
    """Negotiated: an axis, an envelope of 100 000 €, a square and the shops that hang on it."""
    place = made.town()
    body, hall = made.chamber(place), made.hall(place)
    person = Person.objects.create_person("c@example.invalid", "Claude Conseil", is_fictional=True)
    territory.give_role(
        person=person, role=roles.ADVISOR, scope=roles.AREA, organisation=body,
        start=made.FIRST, by=None,
    )  # fmt: skip
    held = made.agreement(
        place, body, hall, state=State.NEGOTIATED, title="Convention fictive du Val",
        valid=between(dt.date(YEAR - 1, 1, 1), dt.date(YEAR + 2, 1, 1)),
    )  # fmt: skip
    axis = Axis.objects.create(agreement=held, code="A", name="Commerce", field="trade")
    texts.begin_with_model(agreement=held, by=None)
    envelopes.set_aside(agreement=held, by=None, year=YEAR, amount=Decimal(100_000), axis=axis)
    _square_and_shops(held, axis)
    return held


def _square_and_shops(held: Agreement, axis: Axis) -> None:
    told: dict[str, Any] = {"agreement": held, "axis": axis, "by": None, "is_fictional": True}
    square = sheets.create_sheet(
        code="A1",
        title="Place fictive",
        status="in_progress",
        start=days(-90),
        end=days(30),
        **told,
    )
    steps.add_step(sheet=square, title="Place rendue", planned_on=days(30), by=None)
    shops = sheets.create_sheet(
        code="A2",
        title="Terrasses fictives",
        status="planned",
        start=days(40),
        end=days(70),
        **told,
    )
    dependencies.tie_sheets(sheet=shops, needs=square, by=None)


@pytest.mark.system("004-01", "000-04")
def test_from_the_assemblies_to_the_text_of_an_amendment(
    page: Any, live_server: Any, row: Agreement
) -> None:
    assert row.town is not None
    page.goto(f"{live_server.url}/connexion/")
    page.get_by_role("button", name="Entrer comme Claude Conseil").click()
    page.wait_for_url(f"{live_server.url}/")
    base = f"{live_server.url}/{row.town.slug}"
    home = f"{base}/conventions/{row.key}/"
    _decide_and_sign(page, home, row)
    _slip(page, base)
    _draw_above(page, home)
    _amend(page, home)


def _decide_and_sign(page: Any, home: str, row: Agreement) -> None:
    parties = list(row.parties.values_list("pk", flat=True))
    for pk in parties:
        page.goto(f"{home}parties/{pk}/")
        page.fill("[name=deliberation-adopted_on]", days(-10).isoformat())
        page.click("button:has-text('Inscrire la délibération')")
        page.wait_for_url(f"{home}parties/")
    page.goto(home)
    page.click("button:has-text('Constater les délibérations')")
    page.wait_for_selector(".chip:has-text('délibérée')")
    for pk in parties:
        page.goto(f"{home}parties/{pk}/")
        page.fill("[name=signature-on]", days(-5).isoformat())
        page.click("button:has-text('Constater la signature')")
        page.wait_for_url(f"{home}parties/")
    page.goto(home)
    page.click("button:has-text('Constater la signature')")
    page.wait_for_selector(".chip:has-text('signée')")
    page.click("button:has-text('Mettre en vigueur')")
    page.wait_for_selector(".chip:has-text('en vigueur')")


def _slip(page: Any, base: str) -> None:
    """The square is six months late: the shops that hang on it say so."""
    page.goto(f"{base}/actions/")
    page.click("main a:has-text('Place fictive')")
    page.click("main a:has-text('Place rendue')")
    page.fill("[name=expected_on]", days(210).isoformat())
    page.click("main form .button")
    page.wait_for_selector("h1:has-text('Place fictive')")
    held = page.locator("#liens .when--held")
    assert "retardée" in held.inner_text()
    page.goto(f"{base}/actions/tableau/")
    assert "Retenue par" in page.inner_text("main")


def _draw_above(page: Any, home: str) -> None:
    page.goto(f"{home}budget/")
    page.click("summary:has-text('Tirages de')")
    page.click("a:has-text('Tirer sur cette enveloppe')")
    page.fill("[name=label]", "Chantier fictif")
    page.fill("[name=amount]", "120 000")
    page.fill("[name=on]", days(-1).isoformat())
    page.click("main form .button")
    assert "20 000" in _plain(page.inner_text("main"))  # what is missing is said
    page.check("[name=by_amendment]")
    page.click("main form .button")
    page.wait_for_url(f"{home}budget/")


def _amend(page: Any, home: str) -> None:
    page.goto(f"{home}avenants/1/")
    assert "120 000" in _plain(page.inner_text("main"))
    page.fill("[name=on]", TODAY.isoformat())
    page.click("button:has-text('Constater la signature de l’avenant')")
    page.wait_for_selector("main :text('signé')")
    page.goto(f"{home}texte/")
    assert "120 000" in _plain(page.inner_text("main"))
    page.goto(f"{home}budget/")
    assert "Attend un avenant" in page.inner_text("main")


def _plain(text: str) -> str:
    """Without the spaces of French typography."""
    return " ".join(text.replace("\u202f", " ").split())

"""From the list of towns to meet to a convention on paper, by links and buttons alone; pages hold."""

from __future__ import annotations

from typing import Any

import pytest

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.programme.models import Agreement, Amendment
from beffroi.territory import writes as territory
from beffroi.territory.models import Organisation, Town
from tests.journeys.entering import enter
from tests.journeys.test_signed_in_pages import hold
from tests.observatory import towns
from tests.programme import made

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chamber() -> Organisation:
    place = towns.town()
    towns.surveyed(place, vacant=9, total=45)
    made.hall(place)
    body = made.chamber(place)
    person = Person.objects.create_person("c@example.invalid", "Claude Conseil", is_fictional=True)
    territory.give_role(
        person=person, role=roles.ADVISOR, scope=roles.AREA, organisation=body,
        start=made.FIRST, by=None,
    )  # fmt: skip
    return body


def sign_in(page: Any, live_server: Any) -> None:
    page.goto(f"{live_server.url}/connexion/")
    page.get_by_role("button", name="Entrer comme Claude Conseil").click()
    page.wait_for_url(f"{live_server.url}/")


@pytest.mark.system("001-03")
def test_an_advisor_drafts_an_agreement_from_the_diagnosis_in_a_few_clicks(
    page: Any, live_server: Any, chamber: Organisation
) -> None:
    sign_in(page, live_server)
    page.goto(f"{live_server.url}/organismes/{chamber.key}/prospects/")
    assert "20,0" in page.inner_text("main")
    hold(page, "prospects", (390, 1440))
    page.click("main a:has-text('Préparer une convention')")
    hold(page, "draft", (390, 1440))
    page.click("main button:has-text('Créer le projet')")
    page.wait_for_selector("h1:has-text('Convention pour le centre-ville de Saint-Vire')")
    assert "en projet" in page.inner_text("main")
    page.click(".tabs a:has-text('Texte')")
    assert "Article 1 – Objet" in page.inner_text("main").replace("\xa0", " ")
    link = page.get_attribute("main a:has-text('Document PDF')", "href")
    assert page.request.get(live_server.url + link).body()[:5] == b"%PDF-"
    page.click(".tabs a:has-text('Axes')")
    assert "Foncier et locaux" in page.inner_text("main")
    page.click(".tabs a:has-text('Vue d’ensemble')")
    page.click("main button:has-text('Ouvrir la négociation')")
    page.wait_for_selector(".chip:has-text('négociée')")


def test_pages_of_an_agreement_hold_at_any_width(
    page: Any, live_server: Any, chamber: Organisation
) -> None:
    place = Town.objects.get()
    hall = Organisation.objects.get(kind="town")
    row: Agreement = made.agreement(place, chamber, hall)
    row.axes.create(code="A", name="Commerce", field="trade")
    row = made.signed(row)
    Amendment.objects.create(
        agreement=row, number=1, title="Durée prolongée", effective_on=made.DAY,
        changes=[{"path": "dates/last", "before": "2025-12-31", "after": "2026-06-30"}],
    )  # fmt: skip
    enter(page, live_server.url, Person.objects.get(name="Claude Conseil"))
    base = f"{live_server.url}/{place.slug}/conventions/"
    party = row.parties.latest("pk").pk
    for path in (
        "", "nouvelle/", f"{row.key}/", f"{row.key}/parties/", f"{row.key}/parties/{party}/",
        f"{row.key}/texte/", f"{row.key}/axes/", f"{row.key}/avenants/", f"{row.key}/avenants/1/",
        f"{row.key}/avenants/nouveau/", f"{row.key}/renouvellement/",
    ):  # fmt: skip
        answer = page.goto(base + path)
        assert answer.status == 200, path
        hold(page, path, (390, 1440))

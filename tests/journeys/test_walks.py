"""What a visitor does on the pages of a town: filter the map, let the years go by, settle a doubt."""

from __future__ import annotations

from typing import Any

import pytest

from beffroi.accounts.models import Person
from beffroi.premises.models import Premises
from beffroi.territory.models import Town
from tests.observatory import towns
from tests.premises import factories

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def surveyed() -> Town:
    """Forty-five doors: five empty in 2024, nine in 2025."""
    made = towns.town()
    towns.mapped(made, vacant=5)
    towns.surveyed(made, vacant=9)
    return made


def count_of(page: Any, key: str) -> str:
    return str(
        page.inner_text(f"[data-beffroi-legend] label:has(input[value={key}]) .legend__count")
    )


def test_map_filters_and_a_door_opens_its_sheet(
    page: Any, live_server: Any, surveyed: Town
) -> None:
    page.goto(f"{live_server.url}/{surveyed.slug}/")
    page.click("main a[href*='/carte/'] >> nth=0")
    assert count_of(page, "vacant") == "9"
    shown = "[data-beffroi-map] svg [data-beffroi-family=alimentaire]:visible"
    assert page.locator(shown).count() > 0
    page.uncheck("[data-beffroi-legend] input[value=alimentaire]")
    assert page.locator(shown).count() == 0
    assert "familles=" in page.url, "what is shown can be shared by its address"
    page.click("#jumelle summary")
    assert page.locator("#jumelle li:visible").count() < 45
    page.click("#jumelle li.is-vacant:visible a >> nth=0")
    page.wait_for_url("**/locaux/*/")
    assert "vide" in page.inner_text("h1").lower()


def test_time_lapse_changes_the_date_and_the_counts(
    page: Any, live_server: Any, surveyed: Town
) -> None:
    page.emulate_media(reduced_motion="reduce")  # one step for each press
    page.goto(f"{live_server.url}/{surveyed.slug}/carte/?date={towns.FIRST}")
    assert (count_of(page, "vacant"), page.inner_text("[data-beffroi-dates] output")) == (
        "5", "14\u00a0mai 2024",
    )  # fmt: skip
    page.click("[data-beffroi-play]")
    page.wait_for_selector("[data-beffroi-dates] output:has-text('2025')")
    page.wait_for_function(
        "() => document.querySelector('[data-beffroi-legend] label:has(input[value=vacant]) "
        ".legend__count').textContent === '9'"
    )
    assert "état au 13\u00a0mai 2025" in page.inner_text(".finding-sub")
    assert f"date={towns.SECOND}" in page.url


def test_advisor_settles_a_doubtful_street_in_one_tap(page: Any, live_server: Any) -> None:
    place = factories.street_with_a_doubt()
    advisor = factories.advisor_of(place)
    Person.objects.filter(pk=advisor.pk).update(is_fictional=True)
    page.goto(f"{live_server.url}/{place.slug}/locaux/a-verifier/")
    page.click("main a:has-text('Se connecter')")
    page.click("text=Entrer comme Ada")
    page.click("main button:has-text('Rue du Four')")
    assert "est maintenant rattaché à Rue du Four" in page.inner_text("body")
    assert "Plus aucun doute" in page.inner_text("main")
    settled = Premises.objects.of(place).get(street_origin=Premises.StreetOrigin.CORRECTED)
    assert (settled.street.name, settled.street_doubtful) == ("Rue du Four", False)

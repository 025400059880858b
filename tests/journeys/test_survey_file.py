"""An advisor brings a survey: dropped, columns, codes, preview, stored, and the figure stands."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from shapely.geometry import box, mapping

from beffroi.territory import writes as territory
from tests.journeys.test_open_my_town import serious
from tests.journeys.worker import work_off
from tests.sources import survey_files as made

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def words(page, where: str) -> str:
    """What stands there, its narrow and unbreakable spaces as plain ones."""
    return re.sub(r"[\u202f\u00a0]", " ", page.inner_text(where))


def test_advisor_brings_a_survey(page, live_server, tmp_path: Path) -> None:
    from beffroi.accounts.models import Person

    town = territory.open_town(
        insee_code="00042", name="Saint-Vire", by=None,
        outline=mapping(box(1.98, 46.48, 2.05, 46.52)),
    )  # fmt: skip
    ada = Person.objects.create_person(
        "ada@example.invalid", "Ada", "une phrase de passe longue", is_fictional=True
    )
    territory.give_role(
        person=ada, role="commerce_advisor", town=town, start=dt.date(2020, 1, 1), by=None
    )
    file = made.write_geojson(tmp_path / "releve.geojson")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{live_server.url}/connexion/?next=/saint-vire/donnees/")
    page.fill("input[type=email]", "ada@example.invalid")
    page.fill("input[type=password]", "une phrase de passe longue")
    page.keyboard.press("Enter")
    page.wait_for_url("**/saint-vire/donnees/")
    page.set_input_files("input[name=files]", str(file))
    page.get_by_role("button", name="Envoyer et lire").click()
    page.wait_for_url(re.compile(r"/donnees/imports/\d+/$"))
    work_off()
    page.wait_for_url("**/colonnes/")
    assert "120 lignes lues, 7 vagues" in words(page, "h1")
    assert serious(page) == []
    page.fill("#producer", "Chambre fictive")
    page.select_option("#coverage", "1")
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/codes/")
    assert "1 à décider" in words(page, "h1")
    assert serious(page) == []
    page.get_by_role("button", name="Voir ce qui changerait").click()
    page.wait_for_url(re.compile(r"/donnees/imports/\d+/$"))
    work_off()
    page.wait_for_url("**/apercu/")
    assert "ajouterait 120 locaux en 6 vagues" in words(page, "h1")
    assert "30 / 120" in words(page, "main")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.get_by_role("button", name="Enregistrer ce relevé").click()
    page.wait_for_url(re.compile(r"/donnees/imports/\d+/$"))
    work_off()
    page.wait_for_selector("text=Voir les vagues et leurs chiffres")
    page.goto(f"{live_server.url}/saint-vire/indicateurs/taux-de-vacance/")
    assert "30,0" in words(page, "main"), "33 of the 110 that may be shops"

"""From one's own files to a diagnosis on paper, by the links and buttons of the pages alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from beffroi.accounts.models import Person
from tests.journeys.test_open_my_town import serious
from tests.journeys.worker import work_off
from tests.portal.osm_files import write_shops
from tests.sources.sirene_files import STOCK_HEADER, stock_row, write_table

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def novice() -> Person:
    return Person.objects.create_person("n@example.invalid", "Nour Imaginaire", is_fictional=True)


def own_files(folder: Path) -> list[str]:
    """What a novice fetched: a map of sixteen invented shops, a register of nine."""
    shops = write_shops(folder / "export.osm", 16, lat=47.717, lon=-1.376, vacant=2)
    rows = [stock_row(n, codeCommuneEtablissement="44036") for n in range(1, 10)]
    return [str(shops), str(write_table(folder / "StockEtablissement.csv", STOCK_HEADER, rows))]


def plain(text: str) -> str:
    """Without the spaces of French typography."""
    return " ".join(text.split())


def test_novice_goes_from_own_files_to_a_diagnosis_pdf(
    page: Any, live_server: Any, novice: Person, tmp_path: Path
) -> None:
    page.goto(live_server.url)
    page.click("main a:has-text('Ouvrir ma ville')")
    page.fill("#id_commune", "chateaubriant")
    page.press("#id_commune", "Enter")
    page.click("text=Entrer comme Nour Imaginaire")
    page.set_input_files("#id_files", own_files(tmp_path))
    page.click("text=Envoyer et lire les fichiers")
    page.wait_for_url("**/resultat/")
    work_off()
    page.wait_for_selector("h1:has-text('16 locaux relevés')")
    told = plain(page.inner_text(".finding-sub"))
    assert "au moins 2 locaux vides" in told
    assert "9 établissements" in told
    page.click("main a:has-text('Faire le diagnostic')")
    page.click("main button:has-text('Publier le diagnostic')")
    page.wait_for_url("**/diagnostics/demandes/*/")
    assert "en cours de publication" in page.inner_text("h1")
    assert "attend son tour" in page.inner_text("main")
    assert serious(page) == []
    work_off()
    page.wait_for_url("**/diagnostics/1/")
    assert "au moins" in page.inner_text("main"), "a map of unknown completeness gives a minimum"
    link = page.get_attribute("main a:has-text('Ouvrir le PDF')", "href")
    paper = page.request.get(live_server.url + link).body()
    (tmp_path / "diagnosis.pdf").write_bytes(paper)
    assert paper[:5] == b"%PDF-"
    sheets = PdfReader(tmp_path / "diagnosis.pdf").pages
    text = plain(" ".join(sheet.extract_text() for sheet in sheets))
    assert "Châteaubriant" in text
    assert "au moins 2" in text

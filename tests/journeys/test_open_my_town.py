"""A novice opens a town from a file of their own, following only what the pages say; by keyboard."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from beffroi.accounts.models import Person
from tests.journeys.worker import work_off
from tests.portal.osm_files import write_shops

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def novice() -> Person:
    return Person.objects.create_person("n@example.invalid", "Nour Imaginaire", is_fictional=True)


def serious(page) -> list[str]:
    """What axe finds serious or critical on this page."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def tab_to(page, selector: str, most: int = 60) -> None:
    """Move the focus by the Tab key alone until it stands on this element."""
    for _step in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"Tab never reaches {selector}")


def test_novice_opens_a_town_with_the_keyboard_alone(
    page, live_server, novice: Person, tmp_path: Path
) -> None:
    mine = write_shops(tmp_path / "export.osm", 14, lat=47.717, lon=-1.376)
    page.goto(live_server.url)
    tab_to(page, 'main a[href$="/ouvrir-ma-ville/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/ouvrir-ma-ville/")
    assert serious(page) == []
    tab_to(page, "#id_commune")
    page.keyboard.type("chateaubriant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/connexion/**")
    tab_to(page, "main button")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"^http://[^/]+/ouvrir-ma-ville/44036/$"))
    assert serious(page) == []
    assert '"ref:INSEE"="44036"' in page.input_value("#id_query")
    page.set_input_files("#id_files", str(mine))  # the system's own dialogue is not ours to drive
    assert "export.osm" in page.inner_text("[data-beffroi-drop-list]")
    tab_to(page, "form[enctype] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/resultat/")
    assert "lecture en cours" in page.inner_text("h1")
    assert serious(page) == []
    work_off()
    page.wait_for_selector("h1:has-text('14')")  # the page asks again by itself
    assert serious(page) == []
    tab_to(page, 'main a[href$="/chateaubriant/carte/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/chateaubriant/carte/")
    assert page.locator("[data-beffroi-map] svg").count() >= 1
    assert page.get_by_text("Fournil imaginaire 3").count() >= 1


def test_same_path_works_without_script(live_server, novice: Person, page, tmp_path: Path) -> None:
    mine = write_shops(tmp_path / "export.osm", 6, lat=47.717, lon=-1.376)
    bare = page.context.browser.new_context(java_script_enabled=False, locale="fr-FR")
    plain = bare.new_page()
    plain.goto(f"{live_server.url}/ouvrir-ma-ville/?commune=Chateaubriant")
    plain.click("main form button")
    plain.set_input_files("#id_files", str(mine))
    plain.click("text=Envoyer et lire les fichiers")
    assert "lecture en cours" in plain.inner_text("h1")
    work_off()
    plain.click("text=Actualiser")
    assert "6" in plain.inner_text("h1")
    bare.close()


@pytest.mark.parametrize("width", [320, 1440])
def test_public_pages_hold_at_any_width_and_axe_is_content(
    page, live_server, novice: Person, width: int, tmp_path: Path
) -> None:
    from beffroi.portal.imports import import_file
    from beffroi.territory import writes

    town = writes.open_town(insee_code="35236", name="Redon", by=None)
    import_file(town=town, path=write_shops(tmp_path / "a.osm"), by=None)
    page.set_viewport_size({"width": width, "height": 900})
    paths = ["/", "/redon/donnees/", "/systemes/", "/methodes/", "/donnees-et-licences/"]
    for path in [*paths, "/accessibilite/", "/visite/1/", "/nulle-part/"]:
        page.goto(live_server.url + path)
        assert serious(page) == [], path
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, path

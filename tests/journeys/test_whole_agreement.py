"""One agreement from its draft to its renewal by buttons alone, on a phone: nothing typed twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.programme.models import ActionSheet, Agreement, YearlyReview
from beffroi.territory import writes as territory
from beffroi.territory.models import Organisation, Town
from tests.programme import made

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()
# Its last day is near: what follows it is prepared within the same visit.
FIRST, LAST = dt.date(TODAY.year, 1, 1), TODAY + dt.timedelta(days=60)


@pytest.fixture
def place() -> Town:
    found = made.town()
    body = made.chamber(found)
    made.hall(found)
    person = Person.objects.create_person("c@example.invalid", "Claude Conseil", is_fictional=True)
    territory.give_role(
        person=person, role=roles.ADVISOR, scope=roles.AREA, organisation=body,
        start=made.FIRST, by=None,
    )  # fmt: skip
    return found


@pytest.mark.system("003-01", "001-03")
def test_from_the_draft_to_the_renewal_on_a_phone(page: Any, live_server: Any, place: Town) -> None:
    page.goto(f"{live_server.url}/connexion/")
    page.get_by_role("button", name="Entrer comme Claude Conseil").click()
    page.wait_for_url(f"{live_server.url}/")
    base = f"{live_server.url}/{place.slug}"
    home = _draft(page, base)
    _sign(page, home)
    _act(page, base, home)
    _review(page, home)
    _renew(page, home)


def _draft(page: Any, base: str) -> str:
    """An agreement with an axis and money for the year."""
    page.goto(f"{base}/conventions/")
    page.click("main a:has-text('Nouvelle convention')")
    page.fill("[name=title]", "Convention fictive du phare")
    page.fill("[name=first]", FIRST.isoformat())
    page.fill("[name=last]", LAST.isoformat())
    chamber = Organisation.objects.get(kind="chamber")
    page.select_option("[name=holder]", chamber.key)
    page.check(f"[name=parties][value='{Organisation.objects.get(kind='town').key}']")
    page.click("main form .button")
    page.wait_for_selector("h1:has-text('Convention fictive du phare')")
    home: str = page.url
    page.goto(f"{home}axes/ajouter/")
    page.fill("[name=code]", "A")
    page.fill("[name=name]", "Commerce")
    page.select_option("[name=field]", "trade")
    page.click("main form .button")
    page.goto(f"{home}budget/enveloppe/")
    page.fill("[name=year]", str(TODAY.year))
    page.fill("[name=amount]", "10 000")
    page.click("main form .button")
    page.wait_for_url(f"{home}budget/")
    _holds(page)
    return home


def _sign(page: Any, home: str) -> None:
    """Negotiated, decided and signed by each party, in force."""
    parties = list(Agreement.objects.across_towns().get().parties.values_list("pk", flat=True))
    page.goto(home)
    page.click("button:has-text('Ouvrir la négociation')")
    for field, day, button in (
        ("deliberation-adopted_on", 10, "Inscrire la délibération"),
        ("signature-on", 5, "Constater la signature"),
    ):
        for pk in parties:
            page.goto(f"{home}parties/{pk}/")
            page.fill(f"[name={field}]", (TODAY - dt.timedelta(days=day)).isoformat())
            page.click(f"button:has-text('{button}')")
            page.wait_for_url(f"{home}parties/")
        page.goto(home)
        step = "Constater les délibérations" if day == 10 else "Constater la signature"
        page.click(f"button:has-text('{step}')")
    page.click("button:has-text('Mettre en vigueur')")
    page.wait_for_selector(".chip:has-text('en vigueur')")


def _act(page: Any, base: str, home: str) -> None:
    """A sheet, what it costs, and what is drawn for it."""
    page.goto(f"{base}/actions/nouvelle/")
    page.fill("[name=title]", "Rallumer le phare fictif")
    page.fill("[name=code]", "A1")
    page.select_option("[name=axis]", label=_option(page, "Commerce"))
    page.fill("[name=start]", FIRST.isoformat())
    page.fill("[name=end]", (LAST + dt.timedelta(days=90)).isoformat())
    page.click("main form .button")
    page.wait_for_selector("h1:has-text('Rallumer le phare fictif')")
    _holds(page)
    sheet = ActionSheet.objects.across_towns().get()
    page.goto(f"{base}/actions/{sheet.key}/budget/depenses/")
    page.fill("[name=year]", str(TODAY.year))
    page.fill("[name=planned]", "2 400")
    page.fill("[name=paid]", "2 500")
    page.click("main form .button")
    page.wait_for_url(f"{base}/actions/{sheet.key}/budget/")
    page.goto(f"{home}budget/")
    page.click("summary:has-text('Tirages de')")
    page.click("a:has-text('Tirer sur cette enveloppe')")
    page.fill("[name=label]", "Lampe fictive")
    page.fill("[name=amount]", "3 000")
    page.fill("[name=on]", TODAY.isoformat())
    page.select_option("[name=sheet]", str(sheet.pk))
    page.click("main form .button")
    page.wait_for_url(f"{home}budget/")
    told = _plain(page.inner_text("main"))
    assert "7 000" in told and "2 500" in told
    _holds(page)


def _option(page: Any, words: str) -> str:
    found: str = page.eval_on_selector_all(
        "[name=axis] option", f"all => all.find(one => one.text.includes('{words}')).text"
    )
    return found


def _review(page: Any, home: str) -> None:
    """The year is already written: a comment, and it is closed."""
    page.goto(f"{home}bilans/{TODAY.year}/")
    told = _plain(page.inner_text("main"))
    assert "Rallumer le phare fictif" in told and "2 500" in told
    _holds(page)
    page.click("a:has-text('Commenter et proposer')")
    page.fill("[name=comment]", "La lampe fictive est posée.")
    page.fill("[name=proposals]", "Finir le phare.")
    page.click("main form .button")
    page.click("button:has-text('Arrêter le bilan')")
    page.wait_for_selector("main :text('Arrêté le')")
    assert YearlyReview.objects.get().closed_at is not None


def _renew(page: Any, home: str) -> None:
    """The end is near and told; the next agreement takes over what is open."""
    page.goto(home)
    page.locator("a:has-text('Préparer le renouvellement')").first.click()
    told = _plain(page.inner_text("main"))
    assert "1 action ouverte" in told and "3 000" in told
    assert page.is_checked("[name=sheet]")
    _holds(page)
    page.click("button:has-text('Préparer la convention nouvelle')")
    page.wait_for_selector(".chip:has-text('en projet')")
    assert "1 fiche action sera reprise" in _plain(page.inner_text("body"))
    following = Agreement.objects.across_towns().get(renews__isnull=False)
    assert following.valid.lower == LAST + dt.timedelta(days=1)
    assert [axis.code for axis in following.axes.all()] == ["A"]
    assert following.sheets_taken.get().sheet.title == "Rallumer le phare fictif"
    _holds(page)


def _holds(page: Any) -> None:
    """On the phone nothing stands beyond the edge."""
    assert page.viewport_size["width"] == 390
    assert page.evaluate("document.documentElement.scrollWidth") <= 390, page.url


def _plain(text: str) -> str:
    """Without the spaces of French typography."""
    return " ".join(text.replace("\u202f", " ").split())

"""Committees, meetings, promises, opinions, roll-ups, prospects and the menu: axe content, no sideways scroll."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from beffroi.kernel.period import between
from beffroi.programme.models import OpinionRequest, TrackedIndicator
from beffroi.programme.writes import indicators, meetings
from tests.journeys.entering import enter
from tests.journeys.test_signed_in_pages import hold
from tests.programme import made, made_governance, made_sheets

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()


@pytest.fixture
def told() -> dict[str, Any]:
    """A town whose agreement has one of everything that governs it, and its manager."""
    place = made.town()
    row = made.agreement(
        place,
        made.chamber(place),
        made.hall(place),
        state="in_force",
        valid=between(TODAY - dt.timedelta(days=500), TODAY + dt.timedelta(days=60)),
        is_published=True,
    )
    made_governance.whole(row)
    made_governance.promised(row, row.holder, TODAY - dt.timedelta(days=9))
    held = row.committees.get().meetings.get()
    meetings.write_minutes(meeting=held, minutes="On s’est vus.", by=None, on=TODAY)
    ahead = made_governance.met(row, row.holder, on=TODAY + dt.timedelta(days=9))
    line = made_sheets.axis(row, "1")
    published = made_sheets.sheet(row, "1.9", axis=line, is_published=True, status="in_progress")
    indicators.track(axis=line, label="Paniers", target=40, by=None)
    person = made.advisor(row.holder)
    person.is_fictional = True
    person.save()
    return {"row": row, "held": held, "ahead": ahead, "sheet": published, "person": person}


def paths(told: dict[str, Any]) -> list[str]:
    row = told["row"]
    town, key = row.town.slug, row.key
    opinion = OpinionRequest.objects.of(row.town).get().key
    measured = TrackedIndicator.objects.get(axis__code="1").pk
    of_row = (
        "agreement", "agreement_committees", "agreement_committees_new", "agreement_committees_contacts",
        "agreement_committees_contact_new", "agreement_commitments", "agreement_commitments_new",
        "agreement_rollup", "agreement_budget", "agreement_reviews", "agreement_parties", "agreement_text",
        "agreement_amendments", "agreement_axes", "agreement_effects",
    )  # fmt: skip
    return [
        *(reverse(name, args=[town, key]) for name in of_row),
        *(
            reverse("agreement_committees_meeting", args=[town, key, told[name].key])
            for name in ("held", "ahead")
        ),
        reverse("agreement_commitments_one", args=[town, key, row.commitments.first().key]),
        reverse("agreement_axes_page", args=[town, key, "1"]),
        reverse("agreement_axes_measure", args=[town, key, "1", measured]),
        reverse("opinions", args=[town]),
        reverse("opinion_new", args=[town]),
        reverse("opinion", args=[town, opinion]),
        reverse("sheet_public", args=[town, told["sheet"].key]),
        reverse("promises", args=[town]),
        reverse("my_calendar"),
        *(
            reverse(name, args=[row.holder.key])
            for name in ("body_rollup", "body_opinions", "prospects", "body_agreements")
        ),
    ]


@pytest.mark.parametrize("part", range(2))
def test_pages_of_an_agreement_hold_at_any_width(
    page: Any, live_server: Any, told: dict[str, Any], part: int
) -> None:
    enter(page, live_server.url, told["person"])
    for path in paths(told)[part::2]:  # half each, one for each worker
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        hold(page, path, (390, 1440))


def test_the_address_of_a_calendar_holds_at_any_width(
    page: Any, live_server: Any, told: dict[str, Any]
) -> None:
    enter(page, live_server.url, told["person"])
    page.goto(f"{live_server.url}{reverse('my_calendar')}")
    page.get_by_role("button", name="Faire mon adresse").click()
    page.locator(".secret-address").wait_for()
    hold(page, "mon-agenda, its address", (390, 1440))


def test_a_word_of_the_menu_opens_its_links(
    page: Any, live_server: Any, told: dict[str, Any]
) -> None:
    enter(page, live_server.url, told["person"])
    page.set_viewport_size({"width": 1440, "height": 900})
    where = reverse("agreement_committees", args=[told["row"].town.slug, told["row"].key])
    page.goto(live_server.url + where)
    menu = page.get_by_role("navigation", name="Menu principal")
    assert not menu.get_by_role("link", name="Avis").is_visible()
    menu.get_by_text("Agir").click()
    hold(page, "the menu, opened", (1440,))
    page.keyboard.press("Escape")
    assert not menu.get_by_role("link", name="Avis").is_visible()
    menu.get_by_text("Agir").click()
    menu.get_by_role("link", name="Avis").click()
    page.wait_for_url(f"{live_server.url}{reverse('opinions', args=[told['row'].town.slug])}")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + where)
    tab = page.locator(".tabs [aria-current]").bounding_box()
    assert 0 <= tab["x"] < tab["x"] + tab["width"] <= 390  # the tab shown is in sight
    page.get_by_text("Menu", exact=True).click()
    hold(page, "the menu of the phone, opened", (390,))

"""The review and the pages by role at two widths: no sideways scroll, axe content, one A4 for the elected."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel.period import between
from beffroi.programme.models import Commitment
from beffroi.territory.models import Town
from tests.journeys.entering import enter
from tests.journeys.test_signed_in_pages import hold
from tests.programme import made, made_sheets

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()


@pytest.fixture
def paths() -> list[str]:
    """A town with something of everything, and somebody of the demo who works on it."""
    place: Town = made.town()
    span = between(TODAY - dt.timedelta(days=500), TODAY + dt.timedelta(days=60))
    row = made.agreement(
        place,
        made.chamber(place),
        made.hall(place),
        state="in_force",
        valid=span,
        is_published=True,
    )
    sheet, _shops = made_sheets.square(row)
    sheet.is_published = True
    sheet.save()
    made_sheets.cost(sheet, "12345.60")
    made_sheets.grant(sheet, "6000", funder=row.holder)
    late = TODAY - dt.timedelta(days=9)
    Commitment.objects.create(
        agreement=row, organisation=row.holder, text="Rendre l’étude", due_on=late
    )
    made.advisor(row.holder)
    Person.objects.update(is_fictional=True)
    town = f"/{place.slug}"
    reviews = f"{town}/conventions/{row.key}/bilans/"
    return [
        "/ma-semaine/", f"{town}/pilotage/", f"{town}/elus/", f"{town}/promesses/", reviews,
        f"{reviews}{TODAY.year}/", f"{town}/actions/{sheet.key}/budget/",
        f"{town}/actions/{sheet.key}/budget/financements/",
    ]  # fmt: skip


def test_pages_of_each_role_hold_at_any_width(
    page: Any, live_server: Any, paths: list[str]
) -> None:
    enter(page, live_server.url, Person.objects.get(name="Conseil"))
    for path in paths:
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        hold(page, path, (390, 1440))
    page.goto(live_server.url + paths[2])
    page.emulate_media(media="print")
    assert page.evaluate("document.querySelector('main').scrollHeight") < 1000  # one A4 at 96 dpi

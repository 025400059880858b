"""Pages of actions at the widths of a phone and a desk: axe content, nothing scrolls sideways."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.urls import reverse

from beffroi.programme.rules.months import add_months
from beffroi.programme.writes import indicators, sheets
from tests.journeys.entering import enter
from tests.journeys.test_signed_in_pages import hold
from tests.programme import made, made_sheets

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_pages_of_actions_hold_at_any_width(page: Any, live_server: Any) -> None:
    place = made.town()
    agreement = made.agreement(place, made.chamber(place), made.hall(place))
    square, _shops = made_sheets.square(agreement)
    made_sheets.whole(agreement)
    assert square.end is not None
    sheets.change_sheet(sheet=square, by=None, end=add_months(square.end, 6))
    row = indicators.track(sheet=square, label="Paniers", target=100, baseline=0, by=None)
    indicators.measure(indicator=row, on=dt.date(2025, 3, 1), value=40, by=None)
    person = made.advisor(agreement.holder)
    person.is_fictional = True
    person.save()
    enter(page, live_server.url, person)
    one = [place.slug, square.key]
    paths = [
        *(reverse(name, args=[place.slug]) for name in (
            "sheets", "sheet_board", "sheet_calendar", "sheet_gantt", "sheet_new", "sheet_bulk", "sheet_import",
        )),
        *(reverse(name, args=one) for name in ("sheet", "sheet_history", "sheet_indicators", "sheet_tie_add")),
        reverse("sheet_edit", args=[*one, "point"]),
        reverse("agreement_axes_page", args=[place.slug, agreement.key, "C"]),
        reverse("agreement_communes", args=[place.slug, agreement.key]),
    ]  # fmt: skip
    for path in paths:
        answer = page.goto(live_server.url + path)
        assert answer.status == 200, path
        hold(page, path, (390, 1440))

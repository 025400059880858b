"""Gantt and calendar: where things stand, the same in words, the same number of queries."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from beffroi.programme.models import Agreement
from beffroi.programme.rules.gantt import DESK, PHONE, Line, draw
from beffroi.programme.rules.months import add_months, month_asked, weeks
from beffroi.programme.writes import sheets as writes
from beffroi.programme.writes import steps

from . import made_sheets

ON = dt.date(2025, 3, 10)


def test_bars_stand_in_order_of_days_within_the_drawing() -> None:
    first = Line(
        "a",
        "A",
        (dt.date(2025, 1, 1), dt.date(2025, 3, 31)),
        (dt.date(2025, 1, 1), dt.date(2025, 6, 30)),
    )
    second = Line("b", "B", (dt.date(2025, 4, 1), dt.date(2025, 4, 1)), (None, None))
    for frame in (DESK, PHONE):
        told = draw([first, second], ON, frame)
        one, two = told.rows
        assert one.planned is not None
        assert one.expected is not None
        assert two.planned is not None
        assert one.expected.width > one.planned.width
        assert two.expected is None
        assert frame.left <= one.planned.x < two.planned.x < frame.width
        assert told.today is not None
        gaps = [b.x - a.x for a, b in zip(told.ticks, told.ticks[1:], strict=False)]
        assert min(gaps) > 30


def test_day_typed_wrong_does_not_crush_the_others() -> None:
    wrong = Line("a", "A", (dt.date(2025, 1, 1), dt.date(2905, 1, 1)), (None, None))
    told = draw([wrong], ON, DESK)
    assert len(told.ticks) < 20


@pytest.mark.parametrize("text", ["", "2026-13", "²-3", "0000-01", "2026-1-1", "x", "99999999-1"])
def test_month_that_is_none_is_this_one(text: str) -> None:
    assert month_asked(text, ON) == dt.date(2025, 3, 1)


def test_weeks_hold_the_month_whole() -> None:
    days = [day for week in weeks(month_asked("2024-02", ON)) for day in week]
    assert dt.date(2024, 2, 29) in days
    assert len(days) % 7 == 0


def page(client: Client, agreement: Agreement, route: str, **query: str) -> str:
    assert agreement.town is not None
    answer = client.get(reverse(route, args=[agreement.town.slug]), query)
    assert answer.status_code == 200
    return re.sub(r"[\u00a0\u202f]", " ", answer.content.decode())


@pytest.mark.system("000-04")
def test_delay_of_the_square_is_seen_on_the_gantt_and_said_in_its_twin(
    agreement: Agreement, client: Client
) -> None:
    square, _shops = made_sheets.square(agreement)
    assert "is-held" not in page(client, agreement, "sheet_gantt")
    assert square.end is not None
    writes.change_sheet(sheet=square, by=None, end=add_months(square.end, 6))
    told = page(client, agreement, "sheet_gantt")
    assert told.count("gantt__bar is-held") == 6  # three actions, drawn for desk and phone
    assert told.count("plus tard que prévu") == 3


def test_calendar_shows_first_days_last_days_and_steps(
    agreement: Agreement, client: Client
) -> None:
    sheet = made_sheets.sheet(agreement, start=dt.date(2024, 2, 1), end=dt.date(2024, 2, 29))
    steps.add_step(sheet=sheet, title="Visite", planned_on=dt.date(2024, 2, 14), by=None)
    told = page(client, agreement, "sheet_calendar", mois="2024-02")
    for word in ("début", "fin", "Visite", "février 2024", "?mois=2024-01", "?mois=2024-03"):
        assert word in told
    assert "Visite" not in page(client, agreement, "sheet_calendar", mois="2024-04")


def test_forty_actions_cost_no_more_queries(
    agreement: Agreement, client: Client, django_assert_max_num_queries: Any
) -> None:
    for n in range(40):
        one = made_sheets.sheet(agreement, f"9.{n}", start=ON, end=dt.date(2025, 6, 30))
        steps.add_step(sheet=one, title="Étape", planned_on=ON, by=None)
    for route in ("sheet_gantt", "sheet_calendar"):
        with django_assert_max_num_queries(23):
            page(client, agreement, route)

"""The actions of a town through time: a month as a calendar, the whole as a Gantt with its twin."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET

from beffroi.accounts.requests import SignedRequest
from beffroi.kernel.permission import acting
from beffroi.programme.reads.sheets import Board
from beffroi.programme.reads.steps import open_steps, steps_between
from beffroi.programme.rules.gantt import DESK, PHONE, Line, draw
from beffroi.programme.rules.months import add_months, month_asked, weeks
from beffroi.programme.views.sheet_lists import Row, frame, rows_of
from beffroi.ui.tables import Cell, Column, Table

TWIN = (
    Column("name", _l("Action")),
    Column("status", _l("Statut")),
    Column("start", _l("Début prévu"), "date"),
    Column("end", _l("Fin prévue"), "date"),
    Column("expected", _l("Fin attendue"), "date"),
    Column("why", _l("Pourquoi")),
)


@dataclass(frozen=True, slots=True)
class Happening:
    """Something on a day of the calendar."""

    kind: str  # "start", "end", "step", "done"
    label: str
    text: str
    href: str


@acting("read", "agreement", obj="agreement_key")
@require_GET
def sheet_gantt(request: SignedRequest, town: str = "", agreement_key: str = "") -> HttpResponse:
    """Every action on one line of time; the table below says the same in words."""
    _place, board, context = frame(request, town, agreement_key, "sheet_gantt")
    rows = rows_of(board)
    lines = gantt_lines(rows)
    context |= {
        "drawings": [("desk", draw(lines, board.on, DESK)), ("phone", draw(lines, board.on, PHONE))],
        "hrefs": {row.sheet.key: row.href for row in rows},
        "twin": Table(TWIN, [_twin_row(row) for row in rows], caption=_("Les mêmes actions en tableau")),
        "empty": not lines,
    }  # fmt: skip
    return render(request, "programme/sheets_gantt.html", context)


def gantt_lines(rows: list[Row]) -> list[Line]:
    """The actions that have a day, as the drawing takes them."""
    steps = open_steps([row.sheet.pk for row in rows])
    return [
        Line(
            row.sheet.key, f"{row.sheet.code} {row.sheet.title}",
            (row.sheet.start, row.sheet.end), (row.listed.told.start, row.listed.told.end),
            row.late_tone, row.sheet.status, tuple(steps.get(row.sheet.pk, ())),
        )
        for row in rows
        if row.sheet.start or row.sheet.end
    ]  # fmt: skip


def _twin_row(row: Row) -> dict[str, Any]:
    return {
        "name": Cell(f"{row.sheet.code} {row.sheet.title}", row.href),
        "status": row.sheet.get_status_display(),
        "start": row.sheet.start,
        "end": row.sheet.end,
        "expected": row.listed.told.end,
        "why": " ".join(row.why) or None,
    }


@acting("read", "agreement", obj="agreement_key")
@require_GET
def sheet_calendar(request: SignedRequest, town: str = "", agreement_key: str = "") -> HttpResponse:
    """What starts, ends and is due in a month."""
    _place, board, context = frame(request, town, agreement_key, "sheet_calendar")
    first = month_asked(request.GET.get("mois", ""), timezone.localdate())
    shown = weeks(first)
    found = happenings(board, shown[0][0], shown[-1][-1])
    context |= {
        "month": first,
        "weeks": [[_day(day, first, found, board.on) for day in week] for week in shown],
        "any": any(found[day] for day in found if day.month == first.month),
        "before": f"{add_months(first, -1):%Y-%m}",
        "after": f"{add_months(first, 1):%Y-%m}",
    }
    return render(request, "programme/sheets_calendar.html", context)


def _day(
    day: dt.date, first: dt.date, found: dict[dt.date, list[Happening]], on: dt.date
) -> dict[str, Any]:
    return {
        "day": day, "things": found.get(day, []), "outside": day.month != first.month,
        "today": day == on,
    }  # fmt: skip


def happenings(board: Board, first: dt.date, last: dt.date) -> dict[dt.date, list[Happening]]:
    """By day: first and last days of actions, and their steps."""
    found: dict[dt.date, list[Happening]] = defaultdict(list)
    by_pk = {row.sheet.pk: row for row in rows_of(board)}
    for row in by_pk.values():
        for kind, label, day in (
            ("start", _("début"), row.sheet.start),
            ("end", _("fin"), row.sheet.end),
        ):
            if day and first <= day <= last:
                found[day].append(Happening(kind, label, _name(row), row.href))
    for step, day in steps_between(list(by_pk), first, last):
        row = by_pk[step.sheet_id]
        kind, label = ("done", _("étape faite")) if step.done_on else ("step", _("étape"))
        found[day].append(Happening(kind, label, f"{row.sheet.code} {step.title}", row.href))
    return found


def _name(row: Row) -> str:
    return f"{row.sheet.code} {row.sheet.title}"

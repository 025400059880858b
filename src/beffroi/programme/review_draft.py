"""A year of an agreement as plain data: what its review shows, prints, and keeps once closed.

Texts of ours are kept in both languages ({"fr": …, "en": …}); days are ISO, amounts decimal strings,
states their codes. `sheet` is the key of the sheet a line lives on, "" for none; `restricted` lines
are shown only to who sees that sheet.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from beffroi.programme.indicator_words import progress_words, value
from beffroi.programme.models import ActionSheet, Agreement, Commitment, Decision
from beffroi.programme.reads.effects import MEASURED, cohort_of, effect_of
from beffroi.programme.reads.reviews import Year, counted_in, worked, year_of
from beffroi.programme.reads.tracking import Tracked
from beffroi.programme.rules.money import Total
from beffroi.programme.rules.promises import Fate
from beffroi.programme.rules.reviews import Part, Worked, over_on
from beffroi.programme.views.effect_words import finding
from beffroi.programme.words import day, reasons
from beffroi.ui.typography import typo

Content = dict[str, Any]


def draft(agreement: Agreement, year: int, on: dt.date) -> Content:
    """The review of a year from the records, as of `on`; a number of queries no count of sheets moves."""
    told = year_of(agreement, year, on)
    return {
        "year": year,
        "on": on.isoformat(),
        **{part.value: [_sheet(sheet, told, part) for sheet in told.parts[part]] for part in Part},
        "spent": [_total(one) for one in told.totals],
        "secured": _amount(told.secured),
        "envelopes": [_pocket(*one) for one in told.pockets],
        "measured": [_measured(one, told) for one in told.tracked],
        "decided": [_decided(one) for one in told.decisions],
        "promises": [_promise(row, stands) for row, stands in told.promises],
        "effect": _effect(agreement, on),
    }


def outline(agreement: Agreement, year: int, on: dt.date) -> Content:
    """Of the same, what its sentence counts and no more: for the list of the years."""
    parts, promises = counted_in(agreement, year, on)
    return {
        "year": year,
        **{
            part.value: [{"sheet": one.key, "restricted": one.is_restricted} for one in parts[part]]
            for part in Part
        },
        "measured": [],
        "promises": [_promise(row, stands) for row, stands in promises],
    }


def both(say: Callable[[], Any]) -> dict[str, Any]:
    """The same words in every language of the installation."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = say()
    return found


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _amount(found: Decimal | int) -> str:
    return str(Decimal(found).quantize(Decimal("0.01")))


def _sheet(sheet: ActionSheet, told: Year, part: Part) -> dict[str, Any]:
    forecast = told.outlook.forecasts[sheet.key]
    found = worked(sheet, forecast, told.on, running=told.running)
    done = over_on(found)
    return {
        "sheet": sheet.key,
        "restricted": sheet.is_restricted,
        "code": sheet.code,
        "title": sheet.title,
        "axis": sheet.axis.name if sheet.axis else "",
        "status": sheet.status,
        "start": _iso(sheet.start),
        "end": _iso(sheet.end),
        "expected": _iso(forecast.end),
        "done": _iso(done) if part in (Part.DONE, Part.DROPPED) else "",
        "why": both(lambda: _why(found, sheet, told)) if part is Part.LATE else {},
    }


def _why(one: Worked, sheet: ActionSheet, told: Year) -> list[str]:
    """Why it is late; a reserved sheet that holds it up is not named."""
    done = over_on(one)
    if one.end is not None and one.end < told.on and done is not None:
        said = _("Devait finir le %(day)s, a fini le %(done)s.")
        return [typo(said % {"day": day(one.end), "done": day(done)})]
    found = told.outlook.forecasts[sheet.key]
    if one.missed is not None and not found.overdue:
        title, planned = one.missed
        said = _("Étape « %(step)s » prévue le %(day)s, pas faite à la fin de l’année.")
        return [typo(said % {"step": title, "day": day(planned)})]
    return [
        typo(one) for one in reasons(found, told.outlook, lambda key: key not in told.restricted)
    ]


def _total(one: Total) -> dict[str, str]:
    return {
        "stage": one.stage.value,
        "inside": _amount(one.inside.net),
        "outside": _amount(one.outside.net),
        "together": _amount(one.together.net),
        "gross": _amount(one.together.gross),
    }


def _pocket(envelope: Any, stands: Any) -> dict[str, Any]:
    words = dict.fromkeys([envelope.axis.name if envelope.axis else "", envelope.label])
    return {
        "label": " · ".join(filter(None, words)),
        "amount": _amount(stands.amount),
        "drawn": _amount(stands.drawn),
        "balance": _amount(stands.balance),
        "inside": envelope.is_inside,
    }


def _measured(one: Tracked, told: Year) -> dict[str, Any]:
    row = one.row
    return {
        "sheet": row.sheet.key if row.sheet else "",
        "restricted": bool(row.sheet and row.sheet.is_restricted),
        "axis": row.axis.code if row.axis else "",
        "code": row.code,
        "label": row.label,
        "perimeter": one.perimeter,
        "baseline": both(lambda: value(row.baseline, one.unit)),
        "baseline_on": _iso(row.baseline_on),
        "value": both(lambda: value(one.measured.value if one.measured else None, one.unit)),
        "on": _iso(one.measured.on if one.measured else None),
        "target": both(lambda: value(row.target, one.unit)),
        "says": both(lambda: progress_words(one)),
    }


def _decided(one: Decision) -> dict[str, Any]:
    meeting = one.meeting
    return {
        "meeting": meeting.key,
        "committee": meeting.committee.name,
        "on": _iso(meeting.on),
        "number": one.number,
        "text": one.text,
    }


def _promise(row: Commitment, stands: Fate) -> dict[str, Any]:
    return {
        "key": row.key,
        "sheet": row.sheet.key if row.sheet else "",
        "restricted": bool(row.sheet and row.sheet.is_restricted),
        "body": row.organisation.name,
        "text": row.text,
        "due": _iso(row.due_on),
        "done": _iso(row.done_on),
        "fate": stands.value,
    }


def _effect(agreement: Agreement, on: dt.date) -> dict[str, Any]:
    """The sentence of the page of effects; nothing above towns, or before the first day."""
    since = agreement.valid.lower
    if agreement.town is None or since is None or since > on:
        return {}
    found = effect_of(agreement.town, since, MEASURED[0], cohort_of(agreement.town))
    return both(lambda: typo(finding(found)).replace("*", ""))

"""A street through the years: each look at it as a frame, each door as a strip. No script needed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.premises.reads import History, Look, look, street_histories
from beffroi.premises.views.sheets import periods_of, strip_start
from beffroi.premises.words import crumbs
from beffroi.territory import reads as territory
from beffroi.territory.models import Street
from beffroi.ui.families import label_of
from beffroi.ui.typography import month
from beffroi.ui.years import Period, bars, ticks

STOCK = frozenset({"occupied", "vacant", "seasonal_closed", "works_with_taker", "works_unknown"})
EMPTY = frozenset({"vacant", "works_unknown"})


@public
@require_GET
def street_years(request: HttpRequest, town: str, slug: str) -> HttpResponse:
    """What stood in this street at each look, and each door's own ten years."""
    view = look(town, request.GET)
    street = territory.street_or_404(view.town, slug)
    told = street_histories(view.town, street)
    frames = [_frame(view, street, told, day) for day in view.days]
    today = timezone.localdate()
    since = min(
        (strip_start(one, today) for one in told), default=today.replace(year=today.year - 10)
    )
    context = {
        "view": view,
        "street": street,
        "finding": _finding(street, frames),
        "frames": [frame for frame in frames if frame["total"]],
        "doors": [_door(view, one, since, today) for one in told],
        "ticks": ticks(since, today) if told else [],
        "crumbs": [
            *crumbs(view.town, street.name, (_("Rues"), "streets"))[:-1],
            {"label": street.name, "href": reverse("street", args=[view.town.slug, street.slug])},
            {"label": _("Dix ans"), "href": ""},
        ],
    }
    return render(request, "premises/street_years.html", context)


def _finding(street: Street, frames: Sequence[dict[str, Any]]) -> str:
    """From the first look to the last."""
    known = [frame for frame in frames if frame["total"]]
    if len(known) < 2:
        return _("%(street)s : un seul relevé, pas encore d’histoire") % {"street": street.name}
    said = _("%(street)s : locaux vides, de %(before)d en %(first)s à *%(n)d* en %(last)s")
    return said % {
        "street": street.name, "before": known[0]["vacant"], "n": known[-1]["vacant"],
        "first": month(known[0]["on"], get_language()), "last": month(known[-1]["on"], get_language()),
    }  # fmt: skip


def _frame(view: Look, street: Street, told: Sequence[History], day: dt.date) -> dict[str, Any]:
    """The street on one day: a tile a door in the stock, each at its place in the walk."""
    step = 100 / max(1, len(told))
    doors = [
        {**tile, "x": round(rank * step, 3), "width": round(step * 0.8, 3)}
        for rank, one in enumerate(told)
        if (tile := _tile(one, day)) is not None
    ]
    page = reverse("street", args=[view.town.slug, street.slug])
    return {
        "on": day,
        "doors": doors,
        "total": len(doors),
        "vacant": sum(tile["key"] == "vacant" for tile in doors),
        "href": f"{page}?date={day.isoformat()}",
    }


def _tile(one: History, day: dt.date) -> dict[str, str] | None:
    """Family, or vacancy, of a door on a day; None where it was no shop, or nobody had seen it."""
    state = next((row for row in one.states if _held(row, day)), None)
    if state is None or state.kind not in STOCK:
        return None
    if state.kind in EMPTY:
        return {"key": "vacant", "name": _("vide")}
    trade = next((row for row in one.occupancies if _held(row, day)), None)
    family = trade.family if trade else ""
    name = trade.name if trade else ""
    return {"key": family or "unknown", "name": name or str(label_of(family or "non_classe"))}


def _held(row: Any, day: dt.date) -> bool:
    seen = row.first_seen_on is None or row.first_seen_on <= day
    return seen and day in row.valid


def _door(view: Look, one: History, since: dt.date, until: dt.date) -> dict[str, Any]:
    """One door: its strip, and the same in a sentence."""
    periods = periods_of(one)
    number = one.premises.house_number
    return {
        "href": reverse("premises", args=[view.town.slug, one.premises.public_id]),
        "label": number or one.premises.public_id,
        "bars": bars(periods, since, until),
        "said": " ; ".join(_said(period) for period in periods),
    }


def _said(period: Period) -> str:
    label = str(period.label)
    if period.start is None:
        return label
    start = month(period.start, get_language())
    if period.end is None:
        return _("%(what)s depuis %(start)s") % {"what": label, "start": start}
    return f"{label} ({start} – {month(period.end, get_language())})"

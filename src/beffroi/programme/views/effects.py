"""« Effets »: did the agreement change anything, as far as figures can tell?"""

from __future__ import annotations

import datetime as dt
from statistics import fmean
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import acting
from beffroi.observatory.rules.registry import get
from beffroi.programme import reads
from beffroi.programme.reads.agreements import children_of
from beffroi.programme.reads.effects import MEASURED, Effect, cohort_of, effect_of, openings_since
from beffroi.programme.views import shell
from beffroi.programme.views.addresses import place_of
from beffroi.programme.views.curves import curves
from beffroi.programme.views.effect_words import facts, finding, openings, reason
from beffroi.territory.models import Town
from beffroi.ui.tables import Column, Table
from beffroi.ui.typography import percent

shell.hang(shell.Tab("agreement_effects", _l("Effets"), 80))
COLUMNS = (
    Column("day", _l("Relevé"), "date"),
    Column("town", _l("Ici")),
    Column("cohort", _l("Villes comparées")),
)


@acting("read", "agreement", obj="agreement_key")
@require_GET
def effects(request: HttpRequest, agreement_key: str, town: str = "") -> HttpResponse:
    """Before, after, comparison, uncertainty; above towns, where each town's are."""
    row = reads.agreement_or_404(place_of(town), agreement_key)
    asked = request.GET.get("indicateur", "")
    code = asked if asked in MEASURED else MEASURED[0]
    since = row.valid.lower
    begun = since is not None and since <= timezone.localdate()
    context = {"since": since, "begun": begun, "choices": _choices(code), "children": ()}
    if row.town is None:
        context["children"] = [one for one in children_of(row) if one.town]
    elif begun:
        context |= _measured(row.town, since, code)
    return shell.page(request, row, "programme/effects.html", context)


def _measured(town: Town, since: dt.date, code: str) -> dict[str, Any]:
    cohort = cohort_of(town)
    found = effect_of(town, since, code, cohort)
    told = openings_since(town, since, cohort)
    return {
        "finding": finding(found),
        "reasons": [{"label": "", "text": reason(why, found.found)} for why in found.found.why],
        "facts": facts(found.found),
        "chart": curves(found.panel, str(get(code).label)),
        "table": Table(COLUMNS, _rows(found)),
        "openings": openings(told) if told else [],
        "perimeter": found.perimeter,
        "compared": bool(found.panel.cohort),
    }


def _choices(chosen: str) -> list[dict[str, Any]]:
    return [{"code": code, "label": get(code).label, "on": code == chosen} for code in MEASURED]


def _rows(effect: Effect) -> list[dict[str, Any]]:
    panel = effect.panel
    rows = []
    for place, day in enumerate(panel.days):
        others = panel.at(place)
        own = panel.town[place]
        rows.append(
            {
                "day": day,
                "town": "–" if own is None else percent(own),
                "cohort": percent(fmean(others)) if others else "–",
            }
        )
    return rows

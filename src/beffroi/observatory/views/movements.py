"""Openings and closures printed as gross and net, with their dates, and what became of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.country import country_pack
from beffroi.kernel.permission import public
from beffroi.kernel.wording import stored
from beffroi.observatory.reads.movements import Movements, complete_days
from beffroi.observatory.reads.movements import movements as read
from beffroi.observatory.rules.sentences import signed
from beffroi.observatory.views.asked import Asked, asked_for
from beffroi.observatory.views.dashboard import crumbs, perimeter_tabs
from beffroi.observatory.views.printed import TOLD, tile
from beffroi.premises.reads import Came
from beffroi.ui.exports import csv_answer
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.typography import date as written
from beffroi.ui.typography import number, percent

GROSS_AND_NET = ("openings", "closures", "net", "net_rate")
MOST = 60


@public
@require_GET
def movements(request: HttpRequest, town: str) -> HttpResponse:
    """One perimeter between two complete rounds: how many came, how many left, what is left of it."""
    asked = asked_for(request, town)
    days = complete_days(asked.view.town, known_on=asked.known_on)
    period = _period(request, days)
    context: dict[str, Any] = {
        "view": asked.view,
        "asked": asked,
        "days": [(day.isoformat(), written(day, get_language())) for day in days],
        "kept": [(k, v) for k, v in asked.query.items() if k not in ("date", "rue")],
        "tabs": perimeter_tabs(asked, "movements"),
        "crumbs": crumbs(
            asked.view, _("Ouvertures et fermetures"),
            (_("Indicateurs"), reverse("indicators", args=[asked.view.town.slug])),
        ),
    }  # fmt: skip
    if period is None:
        told = {"seen": None, "finding": _("Ouvertures et fermetures : on ne peut pas dire")}
        return render(
            request, "observatory/movements.html", context | told | {"sub": asked.view.town.name}
        )
    seen = read(asked.view.town, *period, perimeter=asked.view.perimeter, known_on=asked.known_on)
    if request.GET.get("format") == "csv":
        return _as_csv(asked, seen)
    return render(request, "observatory/movements.html", context | _shown(asked, seen))


def _period(request: HttpRequest, days: Sequence[dt.date]) -> tuple[dt.date, dt.date] | None:
    """The two days asked for; else the last three years, or as far as the rounds go."""
    if len(days) < 2:
        return None
    by_name = {day.isoformat(): day for day in days}
    last = by_name.get(request.GET.get("au", ""), days[-1])
    three = [day for day in days if day <= last - dt.timedelta(days=3 * 365)]
    usual = three[-1] if three else days[0]
    first = by_name.get(request.GET.get("du", ""), usual)
    return (first, last) if first < last else (days[0], days[-1])


def _shown(asked: Asked, seen: Movements) -> dict[str, Any]:
    churn = seen.churn
    return {
        "seen": seen,
        "finding": gross_and_net(seen),
        "sub": _sub(asked, seen),
        "tiles": [
            tile(asked, seen.figures[code], date=_dates(seen), href="") for code in GROSS_AND_NET
        ],
        "formulas": [seen.figures[code].formula_id for code in GROSS_AND_NET],
        "first": churn.start.isoformat(),
        "last": churn.end.isoformat(),
        "survival": [_survived(years, figure) for years, figure in seen.survival.items()],
        "against": str(seen.against),
        "table": _table(asked, seen.came),
        "cut": len(seen.came) > MOST,
    }


def gross_and_net(seen: Movements) -> str:
    """Never one without the other."""
    churn = seen.churn
    return _("%(opened)s ouvertures, %(closed)s fermetures : solde *%(net)s*") % {
        "opened": number(churn.openings, 0, get_language()),
        "closed": number(churn.closures, 0, get_language()),
        "net": signed(churn.openings - churn.closures),
    }


def _dates(seen: Movements) -> str:
    return _("du %(start)s au %(end)s") % {
        "start": written(seen.churn.start, get_language()),
        "end": written(seen.churn.end, get_language()),
    }


def _sub(asked: Asked, seen: Movements) -> str:
    place = asked.view.perimeter
    return _("%(place)s · du %(start)s au %(end)s, même périmètre aux deux dates") % {
        "place": stored(place.name) if place else asked.view.town.name,
        "start": written(seen.churn.start, get_language()),
        "end": written(seen.churn.end, get_language()),
    }


def _survived(years: int, figure: Any) -> dict[str, Any]:
    """The share still there after so many years with its interval, or why nobody can tell."""
    if figure.verdict not in TOLD:
        return {"years": years, "value": "", "why": str(figure.sentence)}
    language = get_language()
    bounds = ""
    if figure.lower is not None and figure.upper is not None:
        bounds = _("entre %(low)s et %(high)s") % {
            "low": percent(figure.lower, 0, language), "high": percent(figure.upper, 0, language),
        }  # fmt: skip
    return {"years": years, "value": percent(figure.value, 0, language), "why": bounds}


def _table(asked: Asked, found: Sequence[Came]) -> Table:
    columns = [
        Column("door", _("Local")),
        Column("name", _("Enseigne")),
        Column("trade", _("Activité")),
        Column("on", _("Vu ouvert le"), "date"),
        Column("left", _("Vu parti le"), "date"),
    ]
    rows = [
        {
            "door": Cell(
                " ".join(part for part in (one.house_number, one.street) if part) or one.public_id,
                reverse("premises", args=[asked.view.town.slug, one.public_id]),
            ),
            "name": one.name or None,
            "trade": _trade(one.activity),
            "on": one.on,
            "left": one.left,
        }
        for one in found[:MOST]
    ]
    export = asked.href("movements", format="csv")
    return Table(columns, rows, exports=[(_("Exporter en CSV"), export)], tall=len(rows) > 12)  # fmt: skip


def _trade(code: str) -> str | None:
    word = "label_en" if (get_language() or "fr").startswith("en") else "label_fr"
    rows = country_pack(settings.BEFFROI_COUNTRY).indexed("nomenclature.csv", "subfamily")
    return rows[code][word] if code in rows else code or None


def _as_csv(asked: Asked, seen: Movements) -> HttpResponse:
    header = ("identifiant", "numero", "rue", "enseigne", "activite", "vu_ouvert_le", "vu_parti_le")
    rows = [
        (one.public_id, one.house_number, one.street, one.name, one.activity, one.on, one.left)
        for one in seen.came
    ]
    return csv_answer(f"{asked.view.town.slug}-ouvertures", header, rows)

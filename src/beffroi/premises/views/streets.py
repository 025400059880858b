"""Streets of a town, and one street door by door."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.premises import reads
from beffroi.premises.entries import street_actions
from beffroi.premises.reads import Cell, Counted, Look, look
from beffroi.premises.views.lists import premises_table
from beffroi.premises.words import (
    crumbs,
    day_options,
    street_finding,
    street_list_finding,
    town_address,
)
from beffroi.territory import reads as territory
from beffroi.territory.models import Street
from beffroi.ui.tables import Cell as TableCell
from beffroi.ui.tables import Column, Table


@public
@require_GET
def street_list(request: HttpRequest, town: str) -> HttpResponse:
    """Every street that has premises, the emptiest first unless asked otherwise."""
    view = look(town, request.GET)
    rows = _rows(view, reads.counted(view.town, view.on) if view.on else [])
    order = request.GET.get("tri", "-vides")
    table = Table(
        columns=[
            Column("street", _("Rue"), sort="rue"),
            Column("total", _("Locaux"), "number", sort="locaux"),
            Column("vacant", _("Vides repérés"), "number", sort="vides"),
            Column("main", _("Famille la plus présente"), "family"),
        ],
        rows=_sorted(rows, order),
        sort=order,
        query=view.query,
        note=_("Les locaux dont la rue est inconnue ne figurent pas ici."),
    )
    context = {
        "view": view,
        "table": table,
        "finding": street_list_finding(view, rows),
        "crumbs": crumbs(view.town, _("Rues")),
        "dates": day_options(view),
        "begin": town_address(view.town),
    }
    return render(request, "premises/streets.html", context)


def _rows(view: Look, counted: Sequence[Counted]) -> list[dict[str, Any]]:
    """One row a street, from counts: a city's streets cost what a village's do."""
    by_street: dict[int, list[Counted]] = defaultdict(list)
    for row in counted:
        if row.street_id is not None:
            by_street[row.street_id].append(row)
    streets = territory.streets(view.town).filter(pk__in=by_street)
    return [_row(view, street, reads.counts_by_key(by_street[street.pk])) for street in streets]


def _row(view: Look, street: Street, counts: Counter[str]) -> dict[str, Any]:
    open_doors = Counter({key: n for key, n in counts.items() if key != "vacant"})
    first = open_doors.most_common(1)
    return {
        "street": TableCell(street.name, reverse("street", args=[view.town.slug, street.slug])),
        "name": street.name,
        "total": counts.total(),
        "vacant": counts["vacant"],
        "main": first[0][0] if first else None,
    }


def _sorted(rows: list[dict[str, Any]], order: str) -> list[dict[str, Any]]:
    keys = {"rue": "name", "locaux": "total", "vides": "vacant"}
    key = keys.get(order.lstrip("-"), "vacant")
    by_name = sorted(rows, key=lambda row: row["name"])
    return sorted(by_name, key=lambda row: row[key], reverse=order.startswith("-"))


@public
@require_GET
def street_page(request: HttpRequest, town: str, slug: str) -> HttpResponse:
    """One street: its two sides as a strip, then every door in a list."""
    view = look(town, request.GET)
    street = territory.street_or_404(view.town, slug)
    sides = reads.street_cells(view.town, street, view.on) if view.on else {}
    cells = [cell for side in sides.values() for cell in side]
    context = {
        "view": view,
        "street": street,
        "cells": cells,
        "sides": _sides(view, sides),
        "finding": street_finding(view, street, cells),
        "dates": day_options(view),
        "begin": town_address(view.town),
        "table": premises_table(view, cells, in_street=True),
        **directions(cells),
        "actions": street_actions(view.town.slug, street.slug),
        "crumbs": crumbs(view.town, street.name, (_("Rues"), "streets")),
    }
    return render(request, "premises/street.html", context)


def _sides(view: Look, sides: dict[str, list[Cell]]) -> list[dict[str, Any]]:
    labels = {"left": _("Côté gauche"), "right": _("Côté droit"), "": _("Côté inconnu")}
    return [
        {"label": labels[side], "doors": [_door(view, cell) for cell in sides[side]]}
        for side in ("left", "right", "")
        if sides.get(side)
    ]


def _door(view: Look, cell: Cell) -> dict[str, Any]:
    return {
        "name": cell.name,
        "family": cell.family,
        "number": cell.house_number,
        "gap": False,
        "state": "vacant" if cell.vacant else "",
        "href": reverse("premises", args=[view.town.slug, cell.public_id]),
    }


def directions(cells: list[Cell]) -> dict[str, str]:
    """Where the strip's two ends point, from its first door to its last."""
    doors = sorted(
        (cell for cell in cells if cell.along_m is not None), key=lambda c: c.along_m or 0
    )
    if len(doors) < 2:
        return {"from_label": "", "to_label": ""}
    first, last = doors[0], doors[-1]
    east = (last.lon - first.lon) * math.cos(math.radians(first.lat))
    north = last.lat - first.lat
    if abs(east) > abs(north):
        ends = (_("ouest"), _("est")) if east > 0 else (_("est"), _("ouest"))
    else:
        ends = (_("sud"), _("nord")) if north > 0 else (_("nord"), _("sud"))
    return {"from_label": f"← {ends[0]}", "to_label": f"{ends[1]} →"}

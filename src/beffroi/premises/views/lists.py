"""Premises as a list: the twin of the map, and the doubtful streets to settle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.asked import whole_number
from beffroi.kernel.permission import public
from beffroi.premises import policies, reads
from beffroi.premises.models import Premises
from beffroi.premises.reads import Cell, Look, look
from beffroi.premises.words import crumbs, day_options, doubtful_finding, map_finding, town_address
from beffroi.territory.models import Town
from beffroi.ui.exports import csv_answer
from beffroi.ui.tables import Cell as TableCell
from beffroi.ui.tables import Column, Table

PAGE = 200


@public
@require_GET
def premises_list(request: HttpRequest, town: str) -> HttpResponse:
    """Every premises of the perimeter on a day, by street; or the same as CSV."""
    view = look(town, request.GET)
    if request.GET.get("format") == "csv":
        return _as_csv(view, _cells(view))
    total = _total(view)
    pages = max(1, -(-total // PAGE))
    page = whole_number(request.GET.get("page"), least=1, most=pages, otherwise=1)
    here = _cells(view, limit=PAGE, offset=(page - 1) * PAGE)
    context = {
        "view": view,
        "table": premises_table(view, here),
        "finding": map_finding(view, total),
        "page": page,
        "previous": page - 1,
        "following": page + 1,
        "pages": pages,
        "dates": day_options(view),
        "begin": town_address(view.town),
        "crumbs": crumbs(view.town, _("Locaux")),
    }
    return render(request, "premises/list.html", context)


def _cells(view: Look, *, limit: int | None = None, offset: int = 0) -> list[Cell]:
    if view.on is None:
        return []
    return reads.cell_list(
        view.town,
        view.on,
        perimeter=view.perimeter,
        families=view.families,
        limit=limit,
        offset=offset,
    )


def _total(view: Look) -> int:
    """How many premises the list holds in all its pages."""
    if view.on is None:
        return 0
    counts = reads.counts_by_key(reads.counted(view.town, view.on, perimeter=view.perimeter))
    kept = view.families or counts
    return sum(counts[key] for key in kept)


def premises_table(view: Look, cells: list[Cell], *, in_street: bool = False) -> Table:
    """The rows of these premises, each leading to its sheet; in a street, the number suffices."""
    dated = [Column("since", _("Depuis"), "date")] if any(cell.since for cell in cells) else []
    return Table(
        columns=[
            Column("name", _("Local")),
            Column("number", _("Numéro")) if in_street else Column("street", _("Rue")),
            Column("what", _("Activité"), "family"),
            *dated,
            Column("report", _("Fermé, changé, faux ?")),
        ],
        rows=[_row(view, cell) for cell in cells],
        query=view.query,
        exports=[(_("Exporter en CSV"), "?format=csv")],
    )


def _row(view: Look, cell: Cell) -> dict[str, Any]:
    href = reverse("premises", args=[view.town.slug, cell.public_id])
    name = _("Local vide") if cell.vacant else cell.name or _("Enseigne non relevée")
    where = " ".join(part for part in (cell.house_number, cell.street) if part)
    return {
        "name": TableCell(name, href),
        "number": cell.house_number or None,
        "street": where or _("rue inconnue"),
        "what": "vacant" if cell.vacant else cell.family or None,
        "since": cell.since,
        "report": TableCell(
            _("Signaler"), reverse("door_report", args=[view.town.slug, cell.public_id])
        ),
    }


CSV_COLUMNS = (
    "identifiant",
    "lon",
    "lat",
    "numero",
    "rue",
    "etat",
    "famille",
    "activite",
    "nom",
    "depuis",
)


def _as_csv(view: Look, cells: list[Cell]) -> HttpResponse:
    day = view.on.isoformat() if view.on else "vide"
    rows = (
        (
            cell.public_id,
            cell.lon,
            cell.lat,
            cell.house_number,
            cell.street,
            cell.state,
            cell.family,
            cell.activity,
            cell.name,
            cell.since,
        )
        for cell in cells
    )
    return csv_answer(f"{view.town.slug}-{day}", CSV_COLUMNS, rows)


@public
@require_GET
def doubtful_list(request: HttpRequest, town: str) -> HttpResponse:
    """Premises that lie about as near to two streets: one tap settles each."""
    view = look(town, request.GET)
    rows = (
        Premises.objects.of(view.town)
        .filter(street_doubtful=True)
        .select_related("street")
        .order_by("street__name", "pk")
    )
    names = {cell.public_id: cell for cell in _cells_of_town(view)}
    settled = _settles(request.user, view.town)
    doors = [(row, names.get(row.public_id), settled(row)) for row in rows]
    unknown = Premises.objects.of(view.town).filter(street=None).count()
    context = {
        "view": view,
        "doors": doors,
        "unknown": unknown,
        "finding": doubtful_finding(view, len(doors)),
        "may_correct": any(may for _row, _cell, may in doors),
        "crumbs": crumbs(view.town, _("Rues à vérifier"), (_("Locaux"), "premises_list")),
    }
    return render(request, "premises/doubtful.html", context)


def _settles(person: Any, town: Town) -> Callable[[Premises], bool]:
    """Whether this person settles the doubt of a door: all of the town's, or their district's."""
    today = timezone.localdate()
    if policies.can_correct(person, town, today):
        return lambda _row: True
    return lambda row: bool(policies.can_correct(person, town, today, row))


def _cells_of_town(view: Look) -> list[Cell]:
    return reads.cell_list(view.town, view.on, doubtful_only=True) if view.on else []

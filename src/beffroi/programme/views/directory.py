"""« Annuaire des villes »: towns of 10,000 to 100,000 inhabitants and their agglomerations."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.programme.reads.directory import STRATA, Entry, towns_of
from beffroi.territory import reads as territory
from beffroi.ui.exports import csv_answer
from beffroi.ui.tables import Cell, Column, Table

COLUMNS = (
    Column("name", _l("Ville")),
    Column("population", _l("Habitants"), "number"),
    Column("area", _l("Agglomération")),
    Column("around", _l("Habitants de l’agglomération"), "number"),
    Column("programmes", _l("Programmes")),
)
FIRST = "50-100"


@public
@require_GET
def town_directory(request: HttpRequest) -> HttpResponse:
    """The towns of one stratum; as a file with `format=csv`."""
    asked = request.GET.get("strate", FIRST)
    stratum = asked if asked in {key for key, *_rest in STRATA} else FIRST
    found = towns_of(stratum)
    if request.GET.get("format") == "csv":
        return _file(stratum, found)
    years = sorted({one.year for one in found if one.year})
    context = {
        "strata": [{"key": key, "label": label} for key, _low, _high, label in STRATA],
        "stratum": stratum,
        "label": next(label for key, _low, _high, label in STRATA if key == stratum),
        "count": len(found),
        "year": years[-1] if years else "",
        "table": _table(stratum, found),
    }
    return render(request, "programme/directory.html", context)


def _table(stratum: str, found: tuple[Entry, ...]) -> Table:
    file = f"?strate={stratum}&format=csv"
    rows = [_row(one) for one in found]
    return Table(COLUMNS, rows, exports=[(_("Télécharger (CSV)"), file)], tall=True)


def _row(one: Entry) -> dict[str, Any]:
    return {
        "name": Cell(one.name, note=one.code),
        "population": one.population,
        "area": one.agglomeration or None,
        "around": one.around,
        "programmes": _named(one) or None,
    }


def _named(one: Entry) -> str:
    return ", ".join(territory.place_name("programme", key) for key in one.programmes)


def _file(stratum: str, found: tuple[Entry, ...]) -> HttpResponse:
    header = [
        _("code INSEE"), _("ville"), _("habitants"), _("année"), _("agglomération"),
        _("habitants de l’agglomération"), _("programmes"),
    ]  # fmt: skip
    rows = [
        [one.code, one.name, one.population, one.year, one.agglomeration, one.around, _named(one)]
        for one in found
    ]
    return csv_answer(" ".join([_("annuaire"), stratum]), header, rows)

"""« Programmes »: how many towns on a day, by which source; versions, axes, extended perimeters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.programme.models import Programme, ProgrammeMember, ProgrammeVersion
from beffroi.programme.reads import programmes as reads
from beffroi.programme.reads.programmes import Said, Standing
from beffroi.programme.rules.fields import FIELDS
from beffroi.programme.words import day
from beffroi.ui.exports import csv_answer
from beffroi.ui.tables import Cell, Column, Table

TOWNS = (
    Column("town", _l("Ville du programme")),
    Column("code", _l("Code INSEE")),
    Column("since", _l("Depuis")),
    Column("ref", _l("Repère")),
)
SAID = (
    Column("on", _l("Au"), "date"),
    Column("unit", _l("Compte")),
    Column("number", _l("Publié"), "number"),
    Column("ours", _l("Notre liste"), "number"),
    Column("source", _l("Source")),
)


@public
@require_GET
def programmes(request: HttpRequest) -> HttpResponse:
    """Every programme with how many it holds today."""
    today = timezone.localdate()
    found = []
    for one in reads.programmes():
        there = reads.standing(reads.rows_of(one), today)
        found.append({"programme": one, "standing": there, "version": _version_on(one, today)})
    return render(request, "programme/programmes.html", {"programmes": found, "today": today})


@public
@require_GET
def programme(request: HttpRequest, slug: str) -> HttpResponse:
    """One programme on a day: two numbers, their sources, the list; what its axes became."""
    row = reads.programme_or_404(slug)
    on = _asked(request)
    rows = reads.rows_of(row)
    there = reads.standing(rows, on, reads.began(row))
    context = {
        "programme": row,
        "standing": there,
        "finding": _finding(there),
        "today": timezone.localdate(),
        "said": Table(SAID, _all_said(row, rows), caption=_("Nombres publiés")),
        "table": _table(row, there),
        "versions": _versions(row, on),
        "extensions": reads.extensions(row),
        "crumbs": [
            {"label": _("Accueil"), "href": reverse("home")},
            {"label": _("Programmes"), "href": reverse("programmes")},
            {"label": row.name, "href": ""},
        ],
    }
    return render(request, "programme/programme.html", context)


@public
@require_GET
def programme_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The list of a day as a file: a line a commune, with its source."""
    row = reads.programme_or_404(slug)
    there = reads.standing(reads.rows_of(row), _asked(request))
    header = [
        _("code INSEE"), _("commune"), _("repère de la ville"), _("depuis le"), _("jusqu’au"),
        _("vue pour la première fois le"), _("confiance"), _("source"),
    ]  # fmt: skip
    lines = [
        [
            one.insee_code, one.name, one.town_ref, one.valid.lower, _last(one.valid.upper),
            one.first_seen_on, one.get_confidence_display(), one.source,
        ]
        for one in there.members
    ]  # fmt: skip
    return csv_answer(f"{row.slug}-{there.on.isoformat()}", header, lines)


def _asked(request: HttpRequest) -> dt.date:
    """The day asked for; today for none, and for what is no day."""
    try:
        return parse_date(request.GET.get("date", "")) or timezone.localdate()
    except ValueError:  # 2024-02-31
        return timezone.localdate()


def _last(after: dt.date | None) -> dt.date | None:
    return after - dt.timedelta(days=1) if after else None


def _finding(there: Standing) -> str:
    towns = ngettext("*%(n)d ville*", "*%(n)d villes*", there.towns) % {"n": there.towns}
    communes = ngettext("%(n)d commune", "%(n)d communes", there.communes) % {"n": there.communes}
    return _("%(towns)s, %(communes)s au %(day)s") % {
        "towns": towns, "communes": communes, "day": day(there.on),
    }  # fmt: skip


def _all_said(row: Programme, rows: list[ProgrammeMember]) -> list[dict[str, Any]]:
    return [_said(one) for one in reads.said(row, rows)]


def _said(one: Said) -> dict[str, Any]:
    count = one.count
    note = _("écart de %(n)d") % {"n": abs(count.number - one.ours)}
    return {
        "on": count.on,
        "unit": count.get_unit_display(),
        "number": count.number,
        "ours": Cell(one.ours, note=note if count.number != one.ours else ""),
        "source": count.source,
    }


def _table(row: Programme, there: Standing) -> Table:
    address = reverse("programme_list", args=[row.slug])
    export = f"{address}?date={there.on.isoformat()}"
    places = {source: place for place, (source, _n) in enumerate(there.sources, 1)}
    return Table(
        TOWNS,
        [_town(ref, members, places) for ref, members in reads.by_town(there.members)],
        caption=_("Villes du programme"),
        exports=[(_("Télécharger la liste (CSV)"), export)],
        empty=_("Ce jour-là, aucune liste ne nomme de ville."),
        tall=True,
    )


def _town(ref: str, members: list[ProgrammeMember], places: Mapping[str, int]) -> dict[str, Any]:
    first = members[0]
    since = (
        day(first.valid.lower)
        if first.valid.lower
        else _("inconnu ; vue le %(day)s") % {"day": day(first.first_seen_on)}
    )
    return {
        "town": " – ".join(one.name for one in members),
        "code": ", ".join(one.insee_code for one in members),
        "since": Cell(since, note=_("source %(n)d") % {"n": places[first.source]}),
        "ref": ref,
    }


def _version_on(row: Programme, on: dt.date) -> ProgrammeVersion | None:
    return next((one for one in row.versions.all() if _runs(one, on)), None)


def _runs(version: ProgrammeVersion, on: dt.date) -> bool:
    lower, upper = version.valid.lower, version.valid.upper
    return (lower is None or lower <= on) and (upper is None or on < upper)


def _versions(row: Programme, on: dt.date) -> list[dict[str, Any]]:
    """Each version with its axes, and what earlier axes each is read as."""
    before = reads.mappings_to(row)
    return [
        {
            "version": one,
            "first": one.valid.lower,
            "last": _last(one.valid.upper),
            "current": _runs(one, on),
            "axes": [
                {"axis": axis, "field": FIELDS[axis.field].label, "before": before.get(axis.pk, [])}
                for axis in one.axes.all()
            ],
            "source": next((source for axis in one.axes.all() for source in _sources(axis)), ""),
        }
        for one in row.versions.all()
    ]


def _sources(axis: Any) -> list[str]:
    return [mapping.source for mapping in axis.mapped_from.all()]

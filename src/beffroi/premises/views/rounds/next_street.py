"""« Quelle rue revoir d’abord ? »: doubt × weight, in a sentence for each street."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import acting
from beffroi.premises.reads import rounds as reads
from beffroi.premises.reads.rounds.streets_to_walk import ToWalk
from beffroi.premises.rules.rounds.next_street import Reason, Watched
from beffroi.premises.words import crumbs
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.typography import date, number, percent

SHOWN = 60


@acting("validate", "survey")
@require_GET
def round_next(request: HttpRequest, town: str) -> HttpResponse:
    """The streets in the order in which they are worth a walk, each with its reason."""
    place = territory.town_or_404(town)
    found, seen = reads.streets_to_walk(place, timezone.localdate())
    context = {
        "town": place,
        "finding": _finding(found),
        "table": _table(place, found[:SHOWN]),
        "hazard": _hazard(seen),
        "any": bool(found),
        "crumbs": crumbs(place, _("Prochaine rue"), (_("Relevés"), "rounds")),
    }
    return render(request, "premises/rounds/next.html", context)


def _finding(found: list[ToWalk]) -> str:
    if not found:
        return _("Aucune rue n’a encore de local")
    return _("À revoir d’abord : *%(street)s*") % {"street": found[0].street.name}


def _hazard(seen: Watched) -> str:
    said = _(
        "Ici, %(rate)s des locaux changent chaque année : %(changes)s changements vus pour %(years)s ans d’observation cumulés."
    )
    return said % {
        "rate": percent(seen.hazard, 1, get_language()),
        "changes": number(seen.changes, 0, get_language()),
        "years": number(seen.years, 0, get_language()),
    }


def _table(place: Town, found: list[ToWalk]) -> Table:
    return Table(
        columns=[
            Column("street", _("Rue")),
            Column("cells", _("Locaux"), "number"),
            Column("recent", _("Vus depuis un an"), "percent"),
            Column("expected", _("Changés, sans doute"), "number", places=1),
            Column("why", _("Pourquoi")),
        ],
        rows=[
            {
                "street": Cell(
                    one.street.name, reverse("street", args=[place.slug, one.street.slug])
                ),
                "cells": one.why.cells,
                "recent": one.why.recent,
                "expected": one.why.expected,
                "why": sentence(one.why),
            }
            for one in found
        ],
    )


def sentence(why: Reason) -> str:
    """Why this street, in one sentence."""
    parts = [_age(why)]
    if why.disagreeing:
        said = ngettext(
            "deux sources se contredisent sur %(n)d local",
            "des sources se contredisent sur %(n)d locaux",
            why.disagreeing,
        )
        parts.append(said % {"n": why.disagreeing})
    if why.reports:
        said = ngettext(
            "%(n)d signalement d’habitant attend",
            "%(n)d signalements d’habitants attendent",
            why.reports,
        )
        parts.append(said % {"n": why.reports})
    if why.rate is not None and why.near > 0.6 and why.cells >= 5:
        words = {"rate": percent(why.rate, 1, get_language())}
        parts.append(_("%(rate)s de vides, tout près du seuil de 10 %%") % words)
    told = " ; ".join(part for part in parts if part)
    return told[:1].upper() + told[1:] + "."


def _age(why: Reason) -> str:
    if why.never == why.cells:
        return _("personne ne l’a encore parcourue")
    words: dict[str, Any] = {
        "n": round(why.expected), "all": why.cells,
        "day": date(why.oldest, get_language()) if why.oldest else "",
    }  # fmt: skip
    if why.expected < 0.3:
        return _("presque sûrement comme on la connaît")
    if why.expected < 0.75:
        said = ngettext(
            "son seul local a peut-être changé",
            "un local sur %(all)d a peut-être changé",
            why.cells,
        )
        return said % words
    said = ngettext(
        "sans doute %(n)d local sur %(all)d a changé, le plus ancien constat date du %(day)s",
        "sans doute %(n)d locaux sur %(all)d ont changé, le plus ancien constat date du %(day)s",
        words["n"],
    )
    return said % words

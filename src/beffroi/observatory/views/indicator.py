"""One figure opened: its formula, what entered it, where it comes from, how it moved."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from beffroi.kernel.permission import public
from beffroi.observatory import reads
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.registry import Indicator, UnknownIndicatorError
from beffroi.observatory.views.asked import Asked, asked_for, day_options, slug_of
from beffroi.observatory.views.dashboard import crumbs
from beffroi.observatory.views.exports import exported
from beffroi.observatory.views.printed import (
    TOLD,
    named_inputs,
    named_parameters,
    remark_of,
)
from beffroi.observatory.views.provenance import (
    coverage_of,
    interval_of,
    perimeter_of,
    place_of,
    source_of,
    title_of,
)
from beffroi.observatory.views.readings import Reading, has_register, reading_of
from beffroi.observatory.views.settings import parameters_of, settings_of
from beffroi.observatory.views.through import history, streets_table

OF_A_STREET = ("stock", "series", "frontage", "sights", "hours")


@public
@require_GET
def indicator(request: HttpRequest, town: str, slug: str) -> HttpResponse:
    """The page behind a figure, or the figure alone as JSON or CSV."""
    try:
        known = registry.by_slug(slug)
    except UnknownIndicatorError:
        raise Http404 from None
    asked = asked_for(request, town)
    if known.takes not in OF_A_STREET:
        asked = replace(asked, street=None)
    of_register = _from_register(asked, known, request.GET.get("source", ""))
    reading = reading_of(asked, known, parameters_of(known, request.GET), of_register=of_register)
    if request.GET.get("format") in ("json", "csv"):
        return exported(asked, reading, request.GET["format"])
    return render(request, "observatory/indicator.html", page_of(asked, known, reading))


def _from_register(asked: Asked, known: Indicator, source: str) -> bool:
    """The register when it is asked for, or when nothing else can answer."""
    if not has_register(known):
        return False
    if source == "registre" or known.code == "survival_n":
        return True
    return asked.view.on is None and reads.register_of(asked.view.town) is not None


def page_of(asked: Asked, known: Indicator, reading: Reading) -> dict[str, Any]:
    """What the template shows."""
    figure, view = reading.figure, asked.view
    here = [("source", "registre")] if reading.of_register else []
    return evidence_shown(asked, known, reading) | {
        "view": view,
        "asked": asked,
        "known": known,
        "figure": figure,
        "told": figure.verdict in TOLD,
        "finding": title_of(known, reading),
        "sub": place_of(asked, reading),
        "remark": remark_of(figure),
        "interval": interval_of(reading),
        "fields": settings_of(known, figure.parameters),
        "kept": [*asked.query.items(), *here],
        "dates": [] if reading.of_register else day_options(view),
        "history": history(known, reading),
        "streets": streets_table(asked, known, figure.parameters),
        "back": asked.href("indicators", rue=None),
        "crumbs": crumbs(view, str(known.label), (_("Indicateurs"), asked.href("indicators"))),
    }


def evidence_shown(asked: Asked, known: Indicator, reading: Reading) -> dict[str, Any]:
    """What entered the figure, where it comes from, how to take it away."""
    return {
        "inputs": named_inputs(reading.figure),
        "parameters": named_parameters(reading.figure),
        "source": source_of(asked, reading),
        "coverage": coverage_of(asked, reading),
        "perimeter": perimeter_of(asked, reading),
        "classes": list(known.classes.values()),
        "exports": [
            (_("Ce chiffre en JSON"), _with(asked, known, reading, "json")),
            (_("Ce chiffre en CSV"), _with(asked, known, reading, "csv")),
        ],
    }


def _with(asked: Asked, known: Indicator, reading: Reading, kind: str) -> str:
    """The address of an export of this very figure, its settings kept."""
    given = {k: v for k, v in reading.figure.parameters.items() if v != known.defaults[k]}
    source = {"source": "registre"} if reading.of_register else {}
    return asked.href("indicator", slug_of(known), **given, **source, format=kind)

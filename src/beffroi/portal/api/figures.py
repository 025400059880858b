"""Indicators with all they rest on, series, sources, diagnoses, methods, systems."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Path, Router

from beffroi.kernel.wording import stored
from beffroi.observatory import reads as observatory
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Figure
from beffroi.observatory.rules.registry import Indicator
from beffroi.observatory.rules.series import series
from beffroi.portal.api import shapes
from beffroi.portal.api.answers import absolute, last_reading, perimeter_of, town_of
from beffroi.portal.api.places import Code, Day, PerimeterSlug
from beffroi.portal.api.problems import Problem
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town

router = Router(tags=["Chiffres et sources"])
IndicatorCode = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,59}$")]


@router.get("/towns/{code}/indicators", response=shapes.FiguresOut, summary="Tous les indicateurs")
def list_indicators(
    request: HttpRequest, code: Code, on: Day = None, perimeter: PerimeterSlug = None
) -> dict[str, Any]:
    """Every indicator of a perimeter on a day, those of the register beside them."""
    town = town_of(request, code)
    place = perimeter_of(town, perimeter)
    day = on or last_reading(town)
    seen = observatory.panorama(town, day, perimeter=place)
    rows = [(one, False) for one in seen.figures.values()]
    rows += [(one, True) for one in seen.register_figures.values()]
    told = premises.coverage_on(town, day) if day else None
    return {
        "town": town.insee_code,
        "true_on": day,
        "perimeter": place.slug if place else None,
        "data_version": town.data_version,
        "coverage": {"stock": told.stock, "vacancy": told.vacancy, "note": told.note}
        if told
        else {},
        "sources": [source.key for source in territory.live_sources(town)],
        "items": [_figure(request, town, place, day, *row) for row in rows],
    }


def _figure(
    request: HttpRequest,
    town: Town,
    place: Perimeter | None,
    day: dt.date | None,
    figure: Figure,
    of_register: bool,
) -> dict[str, Any]:
    known = registry.get(figure.code)
    where = "register" if of_register else (place.key if place else "whole")
    return _values(figure) | {
        "indicator": figure.code,
        "label": str(known.label),
        "formula_id": figure.formula_id,
        "verdict": figure.verdict,
        "unit": figure.unit,
        "sentence": str(figure.sentence),
        "parameters": dict(figure.parameters),
        "from_register": of_register,
        "evidence": f"{town.insee_code}/{where}/{day}/{figure.formula_id}/v{town.data_version}",
        "evidence_page": absolute(request, "indicator", town.slug, known.slug_fr),
    }


def _values(figure: Figure) -> dict[str, Any]:
    """The numbers, where they may be told: what is withheld shows neither value nor inputs."""
    told, withheld = figure.verdict in ("value", "at_least"), figure.verdict == "withheld"
    return {
        "value": figure.value if told else None,
        "lower": figure.lower if told else None,
        "upper": figure.upper if told else None,
        "band": figure.band or None if told else None,
        "inputs": {} if withheld else dict(figure.inputs),
        "secrecy": "withheld" if withheld else "none_needed",
    }


@router.get(
    "/towns/{code}/indicators/{indicator}/series", response=shapes.SeriesOut, summary="Une série"
)
def one_series(
    request: HttpRequest, code: Code, indicator: IndicatorCode, perimeter: PerimeterSlug = None
) -> dict[str, Any]:
    """An indicator of the stock on every day somebody looked, the oldest first."""
    town, known = town_of(request, code), _indicator(indicator)
    if known.takes != "stock":
        raise Problem(
            404,
            _("Cet indicateur n’a pas de série : il ne se lit pas du stock d’un jour."),
            _("Ceux dont « takes » vaut « stock » en ont une : voyez /api/v1/methods."),
            "indicator",
        )
    place = perimeter_of(town, perimeter)
    days = tuple(premises.known_days(town))
    rounds = tuple(observatory.stocks_over(town, days, perimeter=place)) if days else ()
    points = [
        {"on": point.on, "verdict": point.figure.verdict,
         "value": point.figure.value if point.figure.verdict in ("value", "at_least") else None}
        for point in series(rounds, known.code)
    ]  # fmt: skip
    return {
        "town": town.insee_code,
        "indicator": known.code,
        "perimeter": place.slug if place else None,
        "items": points,
    }


def _indicator(code: str) -> Indicator:
    try:
        return registry.get(code)
    except registry.UnknownIndicatorError:
        raise Problem(
            404,
            _("Aucun indicateur ne porte ce nom."),
            _("La liste est à l’adresse /api/v1/methods."),
            "indicator",
        ) from None


@router.get("/towns/{code}/sources", response=shapes.SourcesOut, summary="Les sources d’une ville")
def list_sources(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Each with its licence, who must be named, and the day its content was true."""
    town = town_of(request, code)
    return {
        "items": [
            {"key": row.key, "kind": row.kind, "label": stored(row.label), "as_of": row.as_of,
             "licence": row.licence, "attribution": stored(row.attribution), "url": row.url,
             "is_simulated": row.is_simulated}
            for row in territory.live_sources(town)
        ]
    }  # fmt: skip


@router.get("/towns/{code}/diagnoses", response=shapes.DiagnosesOut, summary="Les diagnostics")
def list_diagnoses(request: HttpRequest, code: Code) -> dict[str, Any]:
    """Published diagnoses, their figures as the evidence ledger holds them."""
    town = town_of(request, code)
    return {"items": [_diagnosis(request, town, row) for row in observatory.diagnoses(town)]}


def _diagnosis(request: HttpRequest, town: Town, row: Any) -> dict[str, Any]:
    nodes = observatory.nodes_of(row).values()
    return {
        "number": row.number,
        "true_on": row.true_on,
        "published_on": row.published_on,
        "perimeter": stored(row.perimeter.name),
        "page": absolute(request, "diagnosis", town.slug, row.number),
        "pdf": absolute(request, "diagnosis_pdf", town.slug, row.number),
        "figures": [
            {"evidence": f"node/{node.pk}", "indicator": node.code, "formula_id": node.formula_id,
             "figure": node.figure, "secrecy": node.secrecy, "state": node.state,
             "sources": node.source_keys}
            for node in nodes
        ],
    }  # fmt: skip

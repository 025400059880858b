"""Indicators with all they rest on, series, sources, diagnoses, methods, systems."""

from __future__ import annotations

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
from beffroi.portal.api.answers import (
    absolute,
    fresh,
    last_reading,
    named,
    perimeter_of,
    state_of,
    town_of,
)
from beffroi.portal.api.asked import Code, Day, KnownOn, PerimeterSlug, known_by
from beffroi.portal.api.looked import Looked
from beffroi.portal.api.problems import Problem
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

router = Router(tags=["Chiffres et sources"])
IndicatorCode = Annotated[str, Path(pattern=r"^[a-z][a-z0-9_]{1,59}$")]


@router.get("/towns/{code}/indicators", response=shapes.FiguresOut, summary="Tous les indicateurs")
def list_indicators(
    request: HttpRequest,
    code: Code,
    on: Day = None,
    known_on: KnownOn = None,
    perimeter: PerimeterSlug = None,
) -> dict[str, Any]:
    """Every indicator of a perimeter on a day, those of the register beside them.

    `known_on` gives the answer of that evening again; what the register says is as known today.
    """
    town, known = town_of(request, code), known_by(known_on)
    place = perimeter_of(town, perimeter)
    day = on or last_reading(town)
    seen = observatory.panorama(town, day, perimeter=place, known_on=known)
    told = premises.coverage_on(town, day, known_on=known) if day else None
    where = Looked(town, place, day, known_on)
    return {
        "town": town.insee_code,
        "true_on": day,
        "known_on": known_on,
        "perimeter": place.slug if place else None,
        "data_version": town.data_version,
        "coverage": {"stock": told.stock, "vacancy": told.vacancy, "note": told.note}
        if told
        else {},
        "sources": [source.key for source in territory.live_sources(town)],
        "items": [_figure(request, where, *row) for row in _rows(seen)],
    }


def _rows(seen: observatory.Panorama) -> list[tuple[Figure, bool]]:
    """Every figure, and whether it is of the register."""
    told = [(one, False) for one in seen.figures.values()]
    return told + [(one, True) for one in seen.register_figures.values()]


def _figure(
    request: HttpRequest, where: Looked, figure: Figure, of_register: bool
) -> dict[str, Any]:
    known = registry.get(figure.code)
    return _values(figure) | {
        "indicator": figure.code,
        "label": str(known.label),
        "formula_id": figure.formula_id,
        "verdict": figure.verdict,
        "unit": figure.unit,
        "sentence": str(figure.sentence),
        "parameters": dict(figure.parameters),
        "from_register": of_register,
        "evidence": where.evidence(figure, of_register=of_register),
        "evidence_page": where.page(request, known.slug_fr, of_register=of_register),
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
    request: HttpRequest,
    code: Code,
    indicator: IndicatorCode,
    known_on: KnownOn = None,
    perimeter: PerimeterSlug = None,
) -> dict[str, Any]:
    """An indicator of the stock on every day somebody looked, the oldest first."""
    town, known = town_of(request, code), _with_a_series(indicator)
    place, instant = perimeter_of(town, perimeter), known_by(known_on)
    days = tuple(premises.known_days(town))
    within: Any = {"perimeter": place, "known_on": instant}
    rounds = tuple(observatory.stocks_over(town, days, **within)) if days else ()
    points = [
        {"on": point.on, "verdict": point.figure.verdict,
         "value": point.figure.value if point.figure.verdict in ("value", "at_least") else None}
        for point in series(rounds, known.code)
    ]  # fmt: skip
    return {
        "town": town.insee_code,
        "indicator": known.code,
        "known_on": known_on,
        "perimeter": place.slug if place else None,
        "items": points,
    }


def _with_a_series(code: str) -> Indicator:
    known = _indicator(code)
    if known.takes != "stock":
        raise Problem(
            404,
            _("Cet indicateur n’a pas de série : il ne se lit pas du stock d’un jour."),
            _("Ceux dont « takes » vaut « stock » en ont une : voyez /api/v1/methods."),
            "indicator",
        )
    return known


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
    town = named(code)
    rows = list(observatory.diagnoses(town))
    fresh(request, *state_of(town), *(row.number for row in rows))
    return {"items": [_diagnosis(request, town, row) for row in rows]}


def _diagnosis(request: HttpRequest, town: Town, row: Any) -> dict[str, Any]:
    nodes = observatory.figure_nodes(row)
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

"""One figure with all it rests on, as JSON or CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse, JsonResponse

from beffroi.observatory.rules import registry
from beffroi.observatory.rules.series import series
from beffroi.observatory.views.asked import Asked
from beffroi.observatory.views.readings import Reading
from beffroi.ui.exports import csv_answer


def evidence_of(asked: Asked, reading: Reading) -> dict[str, Any]:
    """The figure and its evidence as plain values; ratios are 0 to 1, unrounded."""
    figure, town = reading.figure, asked.view.town
    return {
        "town": town.name,
        "insee_code": town.insee_code,
        "is_fictional": town.is_fictional,
        "indicator": figure.code,
        "label": str(registry.get(figure.code).label),
        "formula_id": figure.formula_id,
        "formula": str(registry.get(figure.code).formula),
        "verdict": figure.verdict,
        "value": figure.value,
        "unit": figure.unit,
        "lower": figure.lower,
        "upper": figure.upper,
        "band": figure.band,
        "sentence": str(figure.sentence),
        "inputs": dict(figure.inputs),
        "parameters": dict(figure.parameters),
        "data_version": town.data_version,
        "history": history_of(reading),
    } | where_from(asked, reading)


def where_from(asked: Asked, reading: Reading) -> dict[str, Any]:
    """Place, days, source and coverage."""
    told, churn, on = asked.view.told, reading.churn, asked.view.on
    return {
        "true_on": on and on.isoformat(),
        "known_on": asked.known_day and asked.known_day.isoformat(),
        "period": churn and [churn.start.isoformat(), churn.end.isoformat()],
        "perimeter": asked.perimeter and asked.perimeter.key,
        "street": asked.street and asked.street.slug,
        "source": "register" if reading.of_register else (told and told.source.key),
        "coverage": told and {"stock": told.stock, "vacancy": told.vacancy, "note": told.note},
    }


def history_of(reading: Reading) -> list[dict[str, Any]]:
    """The same figure at every known day, for what is read from one day's stock."""
    if registry.get(reading.figure.code).takes != "stock":
        return []
    points = series(reading.rounds, reading.figure.code, **reading.figure.parameters)
    return [
        {"on": p.on.isoformat(), "verdict": p.figure.verdict, "value": p.figure.value}
        for p in points
    ]


def exported(asked: Asked, reading: Reading, kind: str) -> HttpResponse:
    """The answer for `format=json` or `format=csv`."""
    told = evidence_of(asked, reading)
    if kind == "json":
        return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})
    name = f"{asked.view.town.slug}-{reading.figure.code}"
    return csv_answer(name, ("element", "nom", "valeur"), _lines(told))


def _lines(told: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    """The same values, one a line."""
    for key, value in told.items():
        if key == "history":
            yield from (("releve", point["on"], point["value"]) for point in value)
        elif isinstance(value, dict):
            yield from ((key, inner, one) for inner, one in value.items())
        else:
            yield ("figure", key, value)

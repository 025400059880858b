"""One figure through the rounds and through the streets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from beffroi.observatory.rules import registry
from beffroi.observatory.rules.figures import Figure, StreetStock
from beffroi.observatory.rules.registry import Indicator
from beffroi.observatory.rules.series import Point, series
from beffroi.observatory.views import pictures
from beffroi.observatory.views.asked import Asked
from beffroi.observatory.views.printed import TOLD, unit_of, value_of
from beffroi.observatory.views.readings import Reading, street_stocks
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.typography import date as written


def history(known: Indicator, reading: Reading) -> dict[str, Any] | None:
    """The figure at every known day; nothing for a single day."""
    if known.takes != "stock" or known.unit == "class" or len(reading.rounds) < 2:
        return None
    points = series(reading.rounds, known.code, **reading.figure.parameters)
    table = _history_table(points)
    told = [
        (p.on, float(p.figure.value))
        for p in points
        if p.figure.verdict == "value" and isinstance(p.figure.value, int | float)
    ]
    if len(told) < 2:
        return {"table": table, "chart": None, "bars": []}
    if known.unit != "ratio":
        bars = [{"key": "", "label": written(on), "value": round(x, 1)} for on, x in told]
        return {"table": table, "chart": None, "bars": bars}
    mark = 0.10 if known.code.startswith("vacancy_rate") else None
    drawn = pictures.rates(tuple(told), str(known.label), threshold=mark)
    says = _("À chaque relevé, calculé par la même formule.")
    return {"table": table, "chart": {"says": says, "table": table, **drawn}, "bars": []}


def _history_table(points: list[Point]) -> Table:
    return Table(
        columns=[
            Column("on", _("Relevé du"), "date"),
            Column("value", _("Valeur")),
            Column("why", _("Remarque")),
        ],
        rows=[
            {"on": p.on, "value": _said(p.figure) or "–", "why": str(p.figure.sentence)}
            for p in points
        ],
    )


def _said(figure: Figure) -> str:
    """Value and unit, with "at least" where it is a floor; empty where nothing can be told."""
    if figure.verdict not in TOLD:
        return ""
    floor = _("au moins") if figure.verdict == "at_least" else ""
    return " ".join(part for part in (floor, value_of(figure), unit_of(figure)) if part)


def streets_table(asked: Asked, known: Indicator, parameters: Mapping[str, Any]) -> Table | None:
    """The same figure street by street, the fullest streets first."""
    if known.takes != "stock" or asked.street or asked.view.on is None:
        return None
    found = sorted(street_stocks(asked), key=lambda s: (-s.stock.total, s.name))
    if len(found) < 2:
        return None
    return Table(
        columns=[
            Column("street", _("Rue")),
            Column("value", str(known.label)),
            Column("vacant", _("Vacants"), "number"),
            Column("total", _("Locaux"), "number"),
        ],
        rows=[_street_row(asked, known, one, parameters) for one in found],
        note=_("Les locaux dont la rue est inconnue ne figurent pas ici."),
        tall=len(found) > 12,
    )


def _street_row(
    asked: Asked, known: Indicator, one: StreetStock, parameters: Mapping[str, Any]
) -> dict[str, Any]:
    said = _said(registry.compute(known.code, one.stock, **parameters))
    return {
        "street": Cell(one.name, asked.figure_href(known, rue=one.public_id)),
        "value": said or Cell(None, note=_("on ne peut pas dire")),
        "vacant": one.stock.vacant,
        "total": one.stock.total,
    }

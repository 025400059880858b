"""What changed from round to round."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.diagnosis.materials import Materials
from beffroi.observatory.rules.figures import Churn, Stock
from beffroi.observatory.rules.sentences import count, percent

FEWEST = 2


def finding(materials: Materials) -> str:
    """The trend when it may be named, else the two ends."""
    trend = materials.figures.get("vacancy_trend")
    if trend and trend.verdict == "value":
        return str(trend.sentence).rstrip(".")
    first, last = materials.rounds[0], materials.rounds[-1]
    return _("De %(first)s en %(y0)d à %(last)s en %(y1)d, d’un relevé à l’autre") % {
        "first": _rate(first), "y0": first.on.year, "last": _rate(last), "y1": last.on.year,
    }  # fmt: skip


def section(materials: Materials) -> dict[str, Any] | None:
    """The page of the years; none without two complete rounds."""
    if len(materials.rounds) < FEWEST:
        return None
    asked = ("vacancy_trend", "openings", "closures", "net")
    return {
        "slug": "annees",
        "kicker": _("Les années"),
        "row": True,
        "finding": finding(materials),
        "figures": [code for code in asked if code in materials.figures],
        "blocks": [
            {
                "kind": "drawing",
                "name": "series",
                "caption": _("Taux de vacance à chaque relevé complet"),
                "alt": _("Courbe du taux de vacance ; les valeurs sont au tableau suivant."),
            },
            table(materials),
        ],
    }


def table(materials: Materials) -> dict[str, Any]:
    """One line a round, and what moved since the one before."""
    moved = {churn.end: churn for churn in materials.churns}
    return {
        "kind": "table",
        "caption": _("Relevé par relevé"),
        "columns": [
            _("Relevé"), _("Locaux"), _("Vides"), _("Taux"), _("Ouvertures"), _("Fermetures"),
        ],
        "align": ["left", *["right"] * 5],
        "rows": [_line(stock, moved.get(stock.on)) for stock in materials.rounds],
        "note": _(
            "Ouvertures et fermetures constatées depuis le relevé précédent ; un premier constat "
            "n’est jamais une ouverture."
        ),
    }  # fmt: skip


def _line(stock: Stock, churn: Churn | None) -> list[Any]:
    moves = [str(count(churn.openings)), str(count(churn.closures))] if churn else ["–", "–"]
    return [
        {"date": stock.on.isoformat()}, str(count(stock.total)), str(count(stock.vacant)),
        str(_rate(stock)), *moves,
    ]  # fmt: skip


def _rate(stock: Stock) -> Any:
    return percent(stock.vacant / stock.total) if stock.total else "–"

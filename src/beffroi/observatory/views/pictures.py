"""The charts of the observatory's pages, drawn once for the same numbers and language."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.ui.charts import flows, line_with_threshold, survival_curve, to_svg

DESK, PHONE = 640, 320
Rates = tuple[tuple[dt.date, float | None], ...]
Years = tuple[tuple[int, int, int], ...]


def rates(points: Rates, title: str, *, threshold: float | None = 0.10) -> dict[str, SafeString]:
    """A rate through the rounds, for the desk and for the phone."""
    return _both(_rates, points, threshold, title)


def moves(years: Years, provisional: tuple[int, ...], title: str) -> dict[str, SafeString]:
    """Openings up, closures down, the net between."""
    return _both(_moves, years, provisional, title)


def lives(
    steps: tuple[tuple[float, float, float, float], ...], title: str
) -> dict[str, SafeString]:
    """A Kaplan-Meier curve with the national mark at five years."""
    return _both(_lives, steps, title)


def _both(draw: Any, *values: Any) -> dict[str, SafeString]:
    language = (get_language() or "fr")[:2]
    # our own renderer escapes what it writes
    return {
        "svg": mark_safe(draw(*values, DESK, language)),  # noqa: S308
        "svg_phone": mark_safe(draw(*values, PHONE, language)),  # noqa: S308
    }


@lru_cache(maxsize=256)
def _rates(points: Rates, threshold: float | None, title: str, width: int, language: str) -> str:
    label = _("Seuil d’alerte : 10 %")
    chart = line_with_threshold(
        points,
        threshold=threshold,
        threshold_label=label,
        width=width,
        height=_height(width),
        language=language,
    )
    return to_svg(chart, title=title, language=language)


@lru_cache(maxsize=256)
def _moves(years: Years, late: tuple[int, ...], title: str, width: int, language: str) -> str:
    words = (_("ouvertures"), _("fermetures"), _("solde"))
    chart = flows(
        years,
        provisional=late,
        words=words,
        width=width,
        height=_height(width),
        language=language,
    )
    return to_svg(chart, title=title, language=language)


@lru_cache(maxsize=64)
def _lives(
    steps: tuple[tuple[float, float, float, float], ...], title: str, width: int, language: str
) -> str:
    chart = survival_curve(
        steps,
        compare=(5.0, 0.61, _("France, commerce : 61 %")),
        x_label=_("années après l’ouverture"),
        width=width,
        height=_height(width),
    )
    return to_svg(chart, title=title, language=language)


def _height(width: int) -> int:
    return 260 if width > 400 else 220

"""The charts of the observatory's pages, drawn once for the same numbers and language.

A chart is known by all that it shows, so that one kept beforehand is never another's or an old one.
Drawing takes 80 ms and loads an engine of 100 MB: pages whose charts were kept never do it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.observatory.rules.sentences import percent
from beffroi.territory import reads as territory
from beffroi.ui import charts

DESK, PHONE = 640, 320
MOST = 16 << 20  # characters kept a process: some 1,500 charts
Rates = tuple[tuple[dt.date, float | None], ...]
Years = tuple[tuple[int, int, int], ...]
Steps = tuple[tuple[float, float, float, float], ...]

_shelf: territory.Shelf[str] = territory.Shelf(MOST)
_noted: ContextVar[dict[str, str] | None] = ContextVar("charts", default=None)


def rates(points: Rates, title: str, *, threshold: float | None = 0.10) -> dict[str, SafeString]:
    """A rate through the rounds, for the desk and for the phone."""
    mark = _("Seuil d’alerte : %(rate)s") % {"rate": percent(threshold, 1)} if threshold else ""
    words = (mark, title)
    return _both(_rates, points, threshold, words)


def moves(years: Years, provisional: tuple[int, ...], title: str) -> dict[str, SafeString]:
    """Openings up, closures down, the net between."""
    words = (_("ouvertures"), _("fermetures"), _("solde"), title)
    return _both(_moves, years, provisional, words)


def lives(steps: Steps, title: str) -> dict[str, SafeString]:
    """A Kaplan-Meier curve with the national mark at five years."""
    words = (_("France, commerce : 61 %"), _("années après l’ouverture"), title)
    return _both(_lives, steps, words)


def take(kept: Mapping[str, str]) -> None:
    """Have these charts at hand: they were drawn beforehand, each under what it shows."""
    for name, svg in kept.items():
        _shelf.put(name, svg)


def forget() -> None:
    """Have none at hand: for benches and tests."""
    _shelf.clear()


@contextmanager
def noted() -> Iterator[dict[str, str]]:
    """Note the charts asked for meanwhile, for `take` in another process."""
    found: dict[str, str] = {}
    mark = _noted.set(found)
    try:
        yield found
    finally:
        _noted.reset(mark)


def _both(draw: Callable[..., str], *values: object) -> dict[str, SafeString]:
    # our own renderer escapes what it writes
    return {
        "svg": mark_safe(_drawn(draw, *values, DESK)),  # noqa: S308
        "svg_phone": mark_safe(_drawn(draw, *values, PHONE)),  # noqa: S308
    }


def _drawn(draw: Callable[..., str], *values: object) -> str:
    language = (get_language() or "fr")[:2]
    asked = repr((draw.__name__, values, language))
    name = hashlib.sha256(asked.encode()).hexdigest()[:32]
    svg = _shelf.get(name)
    if svg is None:
        svg = draw(*values, language)
        _shelf.put(name, svg)
    noted = _noted.get()
    if noted is not None:
        noted[name] = svg
    return svg


def _rates(
    points: Rates, threshold: float | None, words: tuple[str, str], width: int, language: str
) -> str:
    label, title = words
    chart = charts.line_with_threshold(
        points,
        threshold=threshold,
        threshold_label=label,
        width=width,
        height=_height(width),
        language=language,
    )
    return charts.to_svg(chart, title=title, language=language)


def _moves(
    years: Years, late: tuple[int, ...], words: tuple[str, ...], width: int, language: str
) -> str:
    *names, title = words
    chart = charts.flows(
        years,
        provisional=late,
        words=(names[0], names[1], names[2]),
        width=width,
        height=_height(width),
        language=language,
    )
    return charts.to_svg(chart, title=title, language=language)


def _lives(steps: Steps, words: tuple[str, str, str], width: int, language: str) -> str:
    mark, years, title = words
    chart = charts.survival_curve(
        steps, compare=(5.0, 0.61, mark), x_label=years, width=width, height=_height(width)
    )
    return charts.to_svg(chart, title=title, language=language)


def _height(width: int) -> int:
    return 260 if width > 400 else 220

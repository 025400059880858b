"""The chart of « Effets », drawn once a process for the same numbers and language.

Drawing takes 80 ms a width and loads its engine, 0.6 s: hence `charts` by name, within functions.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from statistics import fmean

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.programme.rules.effect import Panel
from beffroi.ui import charts

KEPT = 64  # drawings of some 20 kB
Points = tuple[tuple[dt.date, float | None], ...]


def curves(panel: Panel, label: str) -> dict[str, SafeString]:
    """The town's curve over the mean of its cohort, for the desk and for the phone."""
    points = tuple(zip(panel.days, panel.town, strict=True))
    if not any(value is not None for _day, value in points):
        return {}
    words = (_("ici"), _("villes comparées"), label)
    asked = (points, _mean(panel), words, (get_language() or "fr")[:2])
    return {"svg": _drawn(*asked, 640), "svg_phone": _drawn(*asked, 320)}


def _mean(panel: Panel) -> Points:
    if not panel.cohort:
        return ()
    known = [panel.at(place) for place in range(len(panel.days))]
    means = [fmean(values) if values else None for values in known]
    return tuple(zip(panel.days, means, strict=True))


@lru_cache(maxsize=KEPT)
def _drawn(
    points: Points, mean: Points, words: tuple[str, str, str], language: str, width: int
) -> SafeString:
    here, others, title = words
    chart = charts.line_with_threshold(
        points,
        threshold=None,
        compare={others: mean} if mean else {},
        label=here,
        width=width,
        language=language,
    )
    svg = charts.to_svg(chart, title=title, language=language)
    return mark_safe(svg)  # noqa: S308 - our own renderer escapes

"""The charts of footfall, drawn once a process for the same numbers and language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from beffroi.place.rules.effect import EventEffect
from beffroi.ui import charts

DESK, PHONE, KEPT = 640, 320, 64
Weeks = tuple[tuple[dt.date, float | None], ...]
Lines = tuple[tuple[str, tuple[tuple[int, float], ...]], ...]


def index_chart(weeks: Sequence[tuple[dt.date, float | None]], title: str) -> dict[str, SafeString]:
    """The index week after week; {} when no week has one."""
    if not any(value is not None for _day, value in weeks):
        return {}
    told = tuple((day, None if value is None else round(value, 1)) for day, value in weeks)
    asked = (told, title, _tongue())
    return {"svg": _index(*asked, DESK), "svg_phone": _index(*asked, PHONE)}


def day_chart(
    lines: Mapping[str, Sequence[tuple[int, float]]], title: str
) -> dict[str, SafeString]:
    """A usual day by hour."""
    if not lines:
        return {}
    told = tuple((name, tuple((h, round(n, 1)) for h, n in line)) for name, line in lines.items())
    return {
        "svg": _day(told, title, _tongue(), DESK),
        "svg_phone": _day(told, title, _tongue(), PHONE),
    }


def event_chart(effect: EventEffect, day: dt.date, title: str) -> dict[str, SafeString]:
    """The event's hours beside those of its like days, and the interval; {} when nothing is told."""
    if effect.low is None or effect.usual is None or effect.high is None:
        return {}
    days = sorted((one.day, one.counted) for one in effect.like)
    asked = (tuple(days), (day, effect.counted), (effect.low, effect.usual, effect.high))
    drawn = (*asked, title, _tongue())
    return {"svg": _event(*drawn, DESK), "svg_phone": _event(*drawn, PHONE)}


@lru_cache(maxsize=KEPT)
def _event(
    days: tuple[tuple[dt.date, int], ...],
    event: tuple[dt.date, int],
    band: tuple[float, float, float],
    title: str,
    language: str,
    width: int,
) -> SafeString:
    named = [(_short(day), n) for day, n in days]
    chart = charts.day_against(
        named, (_short(event[0]), event[1]), band, width=width, language=language
    )
    return mark_safe(charts.to_svg(chart, title=title, language=language))  # noqa: S308 - ours, escaped


def _short(day: dt.date) -> str:
    """A day on an axis: 04/10; like days lie within ten weeks, so that the year goes without saying."""
    return f"{day:%d/%m}"


@lru_cache(maxsize=KEPT)
def _index(weeks: Weeks, title: str, language: str, width: int) -> SafeString:
    chart = charts.index_over_weeks(weeks, width=width, language=language)
    return mark_safe(charts.to_svg(chart, title=title, language=language))  # noqa: S308 - ours, escaped


@lru_cache(maxsize=KEPT)
def _day(lines: Lines, title: str, language: str, width: int) -> SafeString:
    chart = charts.hours_of_a_day(dict(lines), width=width, language=language)
    return mark_safe(charts.to_svg(chart, title=title, language=language))  # noqa: S308 - ours, escaped


def _tongue() -> str:
    return (get_language() or "fr")[:2]

"""Template words of action sheets."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from beffroi.programme import words
from beffroi.programme.models import ActionSheet, Evidence
from beffroi.programme.places import Place

register = template.Library()


@register.simple_tag
def sheet_url(sheet: ActionSheet, route: str = "sheet", **parts: Any) -> str:
    """A page of a sheet, in its town or above towns."""
    return words.sheet_address(sheet, route, **parts)


@register.simple_tag
def place_url(place: Place, route: str, **parts: Any) -> str:
    """A page of the sheets of a town, or of an agreement above towns."""
    return place.url(route, **parts)


@register.simple_tag
def days_between(before: dt.date, after: dt.date) -> str:
    """How much later, signed."""
    days = (after - before).days
    sign = "+" if days > 0 else "−" if days < 0 else ""
    return f"{sign}{words.length(abs(days))}" if days else str(_("le jour dit"))


@register.filter
def at(mapping: Mapping[str, Any], key: str) -> Any:
    """What a mapping holds under a key."""
    return mapping[key]


@register.filter
def px(value: float) -> str:
    """A length for a drawing: the point of programs in every language."""
    return f"{value:.1f}"


@register.filter
def day_of(iso: str) -> dt.date | None:
    """The day that the date filter wrote in figures, in the time of the town."""
    return dt.date.fromisoformat(iso) if iso else None


@register.simple_tag
def evidence_link(evidence: Evidence, sheet: ActionSheet) -> SafeString:
    """What it shows, leading to where it stands: the figure's page, the diagnosis, the paper."""
    href = _evidence_href(evidence, sheet)
    if not href:
        return format_html("<span>{}</span>", evidence.text)
    return format_html('<a href="{}">{}</a>', href, evidence.text)


def _evidence_href(evidence: Evidence, sheet: ActionSheet) -> str:
    if evidence.kind == Evidence.Kind.LINK:
        return evidence.ref if evidence.ref.startswith("https://") else ""
    if sheet.town is None:
        return ""
    try:
        if evidence.kind == Evidence.Kind.DIAGNOSIS:
            number, mark, finding = evidence.ref.partition("#")
            return reverse("diagnosis", args=[sheet.town.slug, int(number)]) + mark + finding
        if evidence.kind == Evidence.Kind.FIGURE:
            return words.figure_address(evidence.ref, sheet.town)
    except (NoReverseMatch, ValueError):
        pass  # a mark typed by hand that leads nowhere: the words stand without a link
    return ""

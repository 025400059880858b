"""The template words of the design system; made to be a builtin (settings: TEMPLATES builtins)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.base import NodeList, Parser, Token
from django.template.context import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from beffroi.kernel import wording
from beffroi.ui import (
    addresses,
    emphasis,
    families,
    markdown,
    menu,
    skins,
    symbols,
    tour,
    typography,
    years,
)

register = template.Library()
register.simple_tag(skins.page_skin, takes_context=True)
register.simple_tag(addresses.language_links, takes_context=True)
register.filter("markdown", markdown.html)


@register.filter
def typo(text: Any) -> SafeString:
    """Typography of the active language; the text is escaped first unless it is safe already."""
    return mark_safe(typography.typo_html(conditional_escape(text), get_language()))  # noqa: S308 — escaped on the same line


@register.filter
def french_number(value: object, places: int | None = None) -> str:
    return typography.number(value, places, get_language())


register.filter("number", french_number)
register.filter("euros", lambda value: typography.euros(value))


@register.filter
def percent(ratio: object, places: int = 1) -> str:
    """A ratio 0 to 1 as a percentage."""
    return typography.percent(ratio, places, get_language())


@register.filter
def fr_date(value: dt.date | None) -> str:
    return typography.date(value, get_language())


@register.filter
def fr_month(value: dt.date | None) -> str:
    return typography.month(value, get_language())


@register.filter
def stored(text: str) -> str:
    """A text of ours that a table keeps, in the reader's language."""
    return wording.stored(text)


@register.filter
def highlight(text: Any) -> SafeString:
    """*Words between stars* become the one thing to look at; without stars, the empty doors."""
    return emphasis.highlighted(text)


class TypoNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        html = self.nodelist.render(context)
        return mark_safe(typography.typo_html(html, get_language()))  # noqa: S308 — already rendered HTML


@register.tag("typo")
def typo_block(parser: Parser, token: Token) -> TypoNode:
    """{% typo %}…{% endtypo %}: typography on every text node of the rendered block."""
    nodelist = parser.parse(("endtypo",))
    parser.delete_first_token()
    return TypoNode(nodelist)


# Families, symbols, icons


@register.filter
def family_label(key: str) -> Any:
    return families.label_of(key)


@register.filter
def css_key(key: str) -> str:
    return families.css_key(key)


@register.simple_tag
def sprite() -> SafeString:
    return mark_safe(symbols.sprite())  # noqa: S308 — our own constants


@register.simple_tag
def mark(key: str, size: str = "") -> SafeString:
    return mark_safe(symbols.mark(key, size))  # noqa: S308 — css_key() lets known keys only


@register.simple_tag
def icon(name: str) -> SafeString:
    return mark_safe(symbols.icon(name))  # noqa: S308 — known names only


# Page frame


@register.simple_tag(takes_context=True)
def menu_links(context: Context, slot: menu.Slot = "main") -> list[menu.MenuLink]:
    request = context.get("request")
    return menu.links(request, slot) if isinstance(request, HttpRequest) else []


@register.simple_tag(takes_context=True)
def tour_stop(context: Context) -> tour.Stop | None:
    return tour.stop_of(context.get("request"))


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """The page's query string with some parameters changed; None takes one away."""
    request = context.get("request")
    query = request.GET.copy() if isinstance(request, HttpRequest) else None
    if query is None:
        return ""
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return "?" + query.urlencode()


# Components that compute something


@register.inclusion_tag("ui/components/bars.html")
def bars(rows: Iterable[Mapping[str, Any]], label: str = "", places: int = 0) -> dict[str, Any]:
    """Bars from zero; see ui/components/bars.html for the keys of a row."""
    return {"rows": _with_width(rows, "value"), "label": label, "places": places}


@register.inclusion_tag("ui/components/legend.html")
def bars_legend(items: Iterable[Mapping[str, Any]], title: str = "", **more: Any) -> dict[str, Any]:
    """The legend that filters, each family with its bar; takes what legend.html takes."""
    return {"items": _with_width(items, "count"), "title": title, "bars": True, **more}


def _with_width(rows: Iterable[Mapping[str, Any]], key: str) -> list[dict[str, Any]]:
    """The rows with `width`, in percent of the greatest."""
    listed = list(rows)
    top = max((float(row[key] or 0) for row in listed), default=0) or 1
    return [{**row, "width": f"{max(float(row[key] or 0), 0) / top * 100:.2f}%"} for row in listed]


@register.inclusion_tag("ui/components/table.html", takes_context=True)
def data_table(context: Context, table: Any, stack: bool = True) -> dict[str, Any]:
    """A `ui.tables.Table`; `stack` sets each row as a small sheet on the phone."""
    return {"table": table, "stack": stack, "request": context.get("request")}


@register.inclusion_tag("ui/components/years.html")
def years_strip(
    periods: Iterable[years.Period], since: dt.date, until: dt.date, label: str = ""
) -> dict[str, Any]:
    listed = list(periods)
    return {
        "bars": years.bars(listed, since, until),
        "ticks": years.ticks(since, until),
        "periods": listed,
        "since": since,
        "until": until,
        "label": label,
    }


@register.simple_tag
def aria_current(condition: object) -> SafeString:
    return format_html(' aria-current="{}"', "page") if condition else mark_safe("")

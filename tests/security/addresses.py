"""Every address of the installation with plausible and hostile values in its places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse

import beffroi

SOURCES = Path(beffroi.__file__).parent
ASKED = re.compile(r"""(?:GET|query|asked_for|params)(?:\.get\(|\[)\s*"([a-z_]+)\"""")
CONSTANT = re.compile(r"""^(?:PARAMETER|LEFT)\s*=\s*"([a-z_]+)\"""", re.MULTILINE)

# what readers of numbers, dates, words and boxes stumble on
HOSTILE = (
    "\x00",
    "²",
    "-1",
    "9" * 5000,
    "1e999",
    "nan",
    "9999-99-99",
    "0001-01-01",
    "9999-12-31",
    "2024-05-14T24:61",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "../../etc/passwd",
    "{{ 7*7 }}%(x)s{0.__class__}",
    "nan,inf,-inf,1e400",
    "0,0,0,0",
    "é" * 3000,
)


def routes(patterns: list[Any] | None = None) -> Iterator[URLPattern]:
    """Every route, at any depth."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLPattern):
            yield pattern
        else:
            yield from routes(pattern.url_patterns)


def parameters() -> list[str]:
    """The names of the query parameters that any view of ours reads."""
    texts = [path.read_text() for path in SOURCES.rglob("*.py") if "migrations" not in path.parts]
    return sorted(
        {name for text in texts for rule in (ASKED, CONSTANT) for name in rule.findall(text)}
    )


def addresses(values: dict[str, Any]) -> Iterator[tuple[str, URLPattern]]:
    """The address of each route whose places `values` can fill."""
    for route in routes():
        names = list(route.pattern.converters)
        known = {name: values[name] for name in names if name in values}
        for places in ({}, {"town": values["town"]}):
            with suppress(NoReverseMatch):
                yield reverse(str(route.name), kwargs=known | places), route
                break

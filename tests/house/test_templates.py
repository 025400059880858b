"""`{% extends %}`, `{% include %}` and `{% url %}` follow the floors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from .floors import SOURCES, Floors, context_of_module, context_of_path, floors_of, our_floors

_TEMPLATE = re.compile(r"{%-?\s*(?:extends|include)\s+[\"']([^\"'#]+)")
_URL = re.compile(r"{%-?\s*url\s+[\"']([^\"']+)")


def uses_upward(
    own: str,
    text: str,
    owners: Mapping[str, str],
    routes: Mapping[str, str],
    floors: Floors,
) -> list[str]:
    """What a template of context `own` takes from the same or a higher floor.

    `owners`: template name → context; `routes`: route name → context of its view. A literal name
    neither knows is a fault too: it would fail only when the page is asked for.
    """
    faults = []
    for pattern, known in ((_TEMPLATE, owners), (_URL, routes)):
        for name in pattern.findall(text):
            if name not in known:
                faults.append(f"{name}: unknown")
            elif known[name] and not floors.may_use(own, known[name]):
                faults.append(f"{name}: {own} may not use {known[name]}")
    return faults


def templates() -> list[Path]:
    return sorted(SOURCES.glob("*/templates/**/*.html"))


def template_owners() -> dict[str, str]:
    """Template name → context."""
    return {
        str(path.relative_to(SOURCES / context_of_path(path) / "templates")): context_of_path(path)
        for path in templates()
    }


def routes(patterns: list[Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Route name (with namespace) → context of the view's module, "" for third parties."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from routes(pattern.url_patterns, prefix + space)
        elif isinstance(pattern, URLPattern) and pattern.name:
            view = getattr(pattern.callback, "view_class", pattern.callback)
            yield prefix + pattern.name, context_of_module(view.__module__) or ""


def test_templates_follow_the_floors() -> None:
    owners, named, floors = (
        template_owners(),
        dict(routes(get_resolver().url_patterns)),
        our_floors(),
    )
    faults = {
        str(path.relative_to(SOURCES)): found
        for path in templates()
        if (found := uses_upward(context_of_path(path), path.read_text(), owners, named, floors))
    }
    assert owners, "no template was looked at"
    assert faults == {}


def test_planted_templates_are_caught() -> None:
    floors = floors_of(["portal", "observatory", "ui"])
    owners = {"portal/home.html": "portal", "ui/base.html": "ui"}
    named = {"home": "portal", "gallery": "ui"}

    def faults(text: str) -> list[str]:
        return uses_upward("observatory", text, owners, named, floors)

    assert faults('{% extends "ui/base.html" %}{% url "gallery" %}') == []
    assert faults('{% extends "portal/home.html" %}')
    assert faults('{% include "portal/home.html" with a=1 only %}')
    assert faults("<a href=\"{% url 'home' %}\">")
    assert faults('{% include "ui/gone.html" %}')

"""Every route of ours with its view."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from typing import Any

from django.urls import URLResolver, get_resolver

# Views for which signing in is enough: whole packages, then routes, each with its reason.
SIGNED_IN_IS_ENOUGH = {
    "beffroi.accounts.views": "a person's own account and messages",
}
SIGNED_IN_ROUTES = {
    "open_town_files": "the town may not exist yet: portal.policies.check_open",
    "open_town_result": "the same",
}
# Public views that take what is sent to them.
PUBLIC_FORMS = {
    "beffroi.accounts.views": "signing in and out, stopping mails by a signed address",
}


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, str, Any]]:
    """(name, path, view) of every route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        where = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, where)
        else:
            yield pattern.name or "", where, pattern.callback


def of_ours(view: Any) -> bool:
    """Whether the view is written here."""
    return view.__module__.startswith("beffroi.")


def _within(view: Any, packages: dict[str, str]) -> bool:
    return any(view.__module__.startswith(name) for name in packages)


def only_signed(found: Iterator[tuple[str, str, Any]]) -> list[str]:
    """Routes for which signing in is enough, and nobody said why."""
    return [
        name
        for name, _path, view in found
        if getattr(view, "audience", None) == "signed_in"
        and not _within(view, SIGNED_IN_IS_ENOUGH)
        and name not in SIGNED_IN_ROUTES
    ]


def takes_forms(view: Any) -> bool:
    """Whether a view answers to something else than reading."""
    source = inspect.getsource(inspect.unwrap(view))
    head = source.partition("def ")[0]
    if re.search(r"@require_(GET|safe)\b", head):
        return False
    listed = re.search(r"@require_http_methods\((.*?)\)", head, re.DOTALL)
    return listed is None or bool(re.search("POST|PUT|PATCH|DELETE", listed[1]))


def public_forms(found: Iterator[tuple[str, str, Any]]) -> list[str]:
    """Routes open to all that take forms, and nobody said why."""
    return [
        name
        for name, _path, view in found
        if getattr(view, "audience", None) == "public"
        and of_ours(view)
        and not _within(view, PUBLIC_FORMS)
        and takes_forms(view)
    ]

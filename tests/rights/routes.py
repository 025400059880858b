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
# Views of a body, a person or a role: no town in the path. Each asks by the words named here, which a
# test finds in its source.
ASKS_ITSELF = {
    "my_roles": "request.user",
    "my_calendar": "request.user",
    "role": "_seen(",
    "role_end": "check_role(",
    "role_extend": "check_role(",
    "role_lend": "PermissionDenied(",
    "role_take_back": "PermissionDenied(",
    "bodies": "territory.bodies(",  # names of bodies, no person: free to who is signed in
    "body": "may_see_people(",
    "body_add": "check_administers(",
    "body_change": "check_change_body(",
    "body_area": "check_change_body(",
    "body_leave": "check_change_body(",
    "body_people": "check_change_body(",
    "member_leaves": "check_change_body(",
    "body_merge": "check_administers(",
    "handover": "check_hand_over(",
    "handover_summary": "check_administers(",
    "first_body": "check_administers(",
    "team_add": "check_give(",
    "agreements": "above(request.user)",  # above towns; in one, the table guards the same name
    "my_week": "week_of(request.user",
    "jobs": "_check(",
    "job_retry": "_check(",
    "job_cancel": "_check(",
}
# Public views that take what is sent to them.
PUBLIC_FORMS = {
    "beffroi.premises.views.reports": "a passer-by says that a door has changed; the list is the team's",
    "beffroi.accounts.views": "signing in and out, stopping mails by a signed address",
    "beffroi.portal.views.first_steps": "the first account of an installation, by a secret address",
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
        and not (name in ASKS_ITSELF and ASKS_ITSELF[name] in source_of(view))
    ]


def source_of(view: Any) -> str:
    """The text of a view."""
    return inspect.getsource(inspect.unwrap(view))


def takes_forms(view: Any) -> bool:
    """Whether a view answers to something else than reading."""
    head = source_of(view).partition("def ")[0]
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

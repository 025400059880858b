"""One line per request: what was asked, by whom (opaque), what came of it, how long it took."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable

import structlog
from django.http import HttpRequest, HttpResponse

from beffroi.config.measures import requests as measures

HEADER = "X-Request-ID"
# In the environment of what a process asks itself (config/warming.py); headers come as HTTP_…
WARMING = "beffroi.warming"
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
_SILENT = frozenset({"/vivant/"})
_WATCHED = {"/sante/": "health", "/metriques": "measures"}  # answered before any route is looked up
log = structlog.get_logger("beffroi.request")


class RequestLog:
    """First in the row: it sees whatever the others answer, and names the request for them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.perf_counter()
        given = request.headers.get(HEADER, "")
        name = given if _GIVEN.fullmatch(given) else secrets.token_hex(8)
        with structlog.contextvars.bound_contextvars(request_id=name):
            response = self.get_response(request)
            response[HEADER] = name
            _tell(request, response, time.perf_counter() - began)
        return response


def _tell(request: HttpRequest, response: HttpResponse, seconds: float) -> None:
    route = route_of(request)
    if request.path in _SILENT or WARMING in request.META:
        return
    measures.note(request.method or "", route, response.status_code, seconds)
    tell = log.error if response.status_code >= 500 else log.info
    tell(
        "request",
        method=request.method,
        route=route,
        status=response.status_code,
        ms=round(seconds * 1000, 1),
        person=_person(request),
        town=_town(request),
    )


def route_of(request: HttpRequest) -> str:
    """The name of the route, never the path: a path may hold a token or a person's key."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    if request.path.startswith("/static/"):
        return "static"
    return _WATCHED.get(request.path, "none")


def _person(request: HttpRequest) -> str | None:
    # The session is read for whoever needs it, never for the log.
    known = request.__dict__.get("_cached_user")
    return getattr(known, "key", None)


def _town(request: HttpRequest) -> str | None:
    found = request.resolver_match.kwargs.get("town") if request.resolver_match else None
    return str(found) if found else None

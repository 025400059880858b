"""The three addresses of a monitor, answered before anything that could itself be broken.

    /vivant/      200 as soon as this process answers; touches nothing
    /sante/       200 or 503 with a word per dependency; JSON unless a browser asks for a page
    /metriques    Prometheus' text format, for a token or this machine only

They are no views: neither session, nor database, nor allowed hosts are asked, so that they answer
when those fail. The page people read at /sante/ is `portal.views.health`.
"""

from __future__ import annotations

import hmac
import threading
import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation

import beffroi
from beffroi.portal.health.checks import Check, healthy, judge
from beffroi.portal.health.facts import look

ALIVE, HEALTH, MEASURES = "/vivant/", "/sante/", "/metriques"
KEPT = 5.0  # seconds a verdict serves: a stranger who insists costs one look in five seconds
_FORWARDED = ("X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Forwarded", "X-Real-IP")


class Watch:
    """Second in the row, behind the log of requests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._lock = threading.Lock()
        self._seen: tuple[float, list[Check]] | None = None

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = {ALIVE: _alive, MEASURES: _measures, HEALTH: self._health}.get(request.path)
        if answer is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        response = answer(request)
        response["Cache-Control"] = "no-store"
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        nothing = "default-src 'none'; frame-ancestors 'none'"  # a page has its own already
        response.headers.setdefault("Content-Security-Policy", nothing)
        return response

    def _health(self, request: HttpRequest) -> HttpResponse:
        checks = self._checks()
        if "text/html" in request.headers.get("Accept", "") and checks[0].state == "ok":
            return self.get_response(request)
        return health_answer(checks, details=trusted(request))

    def _checks(self) -> list[Check]:
        with self._lock:
            if self._seen is None or time.monotonic() - self._seen[0] > KEPT:
                with translation.override(settings.LANGUAGE_CODE):
                    found = judge(look(), backup_hours=settings.BACKUP_MAX_HOURS)
                self._seen = (time.monotonic(), found)
            return self._seen[1]


def health_answer(checks: list[Check], *, details: bool) -> HttpResponse:
    """A word per dependency; with `details`, its sentence and our version."""
    good = healthy(checks)
    told: dict[str, Any] = {"state": "ok" if good else "failed"}
    told["checks"] = {check.key: check.state for check in checks}
    if details:
        told["sentences"] = {check.key: check.sentence for check in checks}
        told["version"] = beffroi.__version__
    kept = {"ensure_ascii": False, "indent": 1}
    return JsonResponse(told, status=200 if good else 503, json_dumps_params=kept)


def _alive(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok\n", content_type="text/plain")


def _measures(request: HttpRequest) -> HttpResponse:
    if not trusted(request):
        return HttpResponse(status=404)  # nothing here for a stranger
    from beffroi.config.measures.standing import exposition

    return HttpResponse(exposition(), content_type="text/plain; version=0.0.4; charset=utf-8")


def trusted(request: HttpRequest) -> bool:
    """Who bears the token, or asks from this machine without any proxy between."""
    token = settings.WATCH_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    return _from_here(request) and not any(name in request.headers for name in _FORWARDED)


def _from_here(request: HttpRequest) -> bool:
    # A proxy on this machine comes from loopback too: the name asked for must be this machine's.
    name = request.headers.get("Host", "").rsplit(":", 1)[0].strip("[]")
    try:
        near = ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
    return near and name in {"localhost", "127.0.0.1", "::1"}

"""Around every page: what a session knows of itself; a second factor before anything else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from beffroi.accounts import policies
from beffroi.accounts.rules.devices import device
from beffroi.accounts.sessions import DEVICE, SEEN, coarse_now

Answer = Callable[[HttpRequest], HttpResponse]


class SessionFacts:
    """Device and last use of a signed-in session, kept coarsely; others are not even read.

    Stands outside the read-only transaction: the session is saved with the answer.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        session = request.session
        if session.accessed and SESSION_KEY in session:
            now = coarse_now()
            # a sign-in saves the session anyway; after that, once every ten minutes
            if session.modified or session.get(SEEN) != now:
                session[SEEN] = now
                session[DEVICE] = device(request.headers.get("User-Agent", ""))
        return answer


class SecondFactorFirst:
    """Whoever holds a role that demands a second factor sets it up before any other page."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        if settings.DEMO or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None
        if getattr(view, "before_second_factor", False) or not request.user.is_authenticated:
            return None
        if policies.lacks_second_factor(request.user):
            return redirect("second_factor")
        return None

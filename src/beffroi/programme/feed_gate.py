"""How often a calendar may be asked for: counted before the read-only transaction begins."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from beffroi.accounts import api_keys
from beffroi.accounts.limits import client_address

PATH = re.compile(r"^/(?:en/)?agenda/[^/]+\.ics$")
A_MINUTE, LENGTH = 30, 60  # requests of one address, seconds


class FeedGate:
    """Calendars ask a few times a day: guessing a secret, or hammering with one, is turned away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not PATH.match(request.path_info):
            return self.get_response(request)
        now = int(time.time())
        caller = api_keys.caller_of(f"agenda {client_address(request)}")
        if api_keys.tally(caller, now // LENGTH) <= A_MINUTE:
            return self.get_response(request)
        answer = HttpResponse(_("Trop de demandes : revenez dans une minute."), status=429)
        answer["Content-Type"] = "text/plain; charset=utf-8"
        answer["Retry-After"] = str(LENGTH - now % LENGTH)
        return answer

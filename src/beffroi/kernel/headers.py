"""What every answer tells the browser about its keeping and its powers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

# Powers no page of ours asks of a visitor's machine; a page that needs one names it when it comes.
POWERS = ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")


def powers(*granted: str) -> str:
    """The policy of a page that asks for these powers, and refuses the others."""
    return ", ".join(f"{power}={'(self)' if power in granted else '()'}" for power in POWERS)


REFUSED_POWERS = powers()


class KeepingMiddleware:
    """No power asked; and nothing kept of what a signed-in person was shown.

    A page for somebody is told by its session: a public page never reads it, and may be cached.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", REFUSED_POWERS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        session = getattr(request, "session", None)
        if session is not None and session.accessed and session.session_key:
            add_never_cache_headers(response)
        return response

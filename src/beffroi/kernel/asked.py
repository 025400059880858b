"""What an address asks for: bounded values, and addresses no reader of ours could mean."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

DIGITS = 9  # more than any page, step or number of ours has


def whole_number(text: str | None, *, least: int, most: int, otherwise: int) -> int:
    """The number written, brought within the bounds; `otherwise` when it is none.

    `str.isdigit` takes "²", and `int` refuses 5,000 digits with an error: neither may reach it.
    """
    if not text or not text.isascii() or not text.isdigit() or len(text) > DIGITS:
        return otherwise
    return min(max(int(text), least), most)


def wants_json(request: HttpRequest) -> bool:
    """Whether a program asks: it is told by a sentence in JSON, not led to a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def holds_null(request: HttpRequest) -> bool:
    """Whether an address holds a null character: PostgreSQL stores none, so no row has it."""
    query = request.META.get("QUERY_STRING", "")
    return "\x00" in request.path or "\x00" in query or "%00" in query


class PlainAddressMiddleware:
    """Refuse an address that holds a null character."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if holds_null(request):
            raise BadRequest(
                _("Cette adresse contient un caractère qui n’existe pas dans un texte.")
            )
        return self.get_response(request)

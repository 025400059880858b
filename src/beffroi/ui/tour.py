"""The guided tour's place in every page: a higher context says which stop a request is at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Stop:
    """One stop as the banner shows it; no `next_href` on the last, no `previous_href` on the first."""

    step: int
    total: int
    text: str | Promise
    leave_href: str
    next_href: str = ""
    previous_href: str = ""


_guides: list[Callable[[HttpRequest], Stop | None]] = []


def register(guide: Callable[[HttpRequest], Stop | None]) -> None:
    """Add a guide: it answers None for a request that is not on its tour."""
    if guide not in _guides:
        _guides.append(guide)


def stop_of(request: HttpRequest | None) -> Stop | None:
    """The stop this request is at; no request, no stop."""
    if request is None:
        return None
    return next((stop for guide in _guides if (stop := guide(request))), None)

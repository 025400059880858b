"""What a view is handed, as types: the audience declared by its decorator makes them true; and who
asks, for what stands on every page."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from beffroi.accounts.models import Person


def signed_in_person(request: HttpRequest) -> Person | None:
    """Who is signed in; a visitor without a session costs no query."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    person = getattr(request, "user", None)
    return person if person is not None and person.is_authenticated else None


class PageRequest(HttpRequest):
    """Any visitor's request."""

    htmx: HtmxDetails


class SignedRequest(PageRequest):
    """For views declared `signed_in`: the person is known."""

    user: Person

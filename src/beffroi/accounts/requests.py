"""What a view is handed, as types: the audience declared by its decorator makes them true."""

from __future__ import annotations

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from beffroi.accounts.models import Person


class PageRequest(HttpRequest):
    """Any visitor's request."""

    htmx: HtmxDetails


class SignedRequest(PageRequest):
    """For views declared `signed_in`: the person is known."""

    user: Person

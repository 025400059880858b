"""Where the pages of an agreement are: under its town, or above towns; one name for both."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from beffroi.programme.models import Agreement
from beffroi.territory.models import Town


def address(route: str, agreement: Agreement, **parts: Any) -> str:
    """The page of this name of an agreement: `parts` are what else its path asks for."""
    return of_town(route, agreement.town, agreement_key=agreement.key, **parts)


def of_town(route: str, town: Town | None, **parts: Any) -> str:
    """A page of this name in a town; with None, the one above towns."""
    where = {"town": town.slug} if town else {}
    return reverse(route, kwargs={**where, **parts})

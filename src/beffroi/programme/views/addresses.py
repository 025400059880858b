"""Where the pages of an agreement are: under its town, or above towns; one name for both."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from beffroi.programme.models import Agreement
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


def place_of(town: str) -> Town | None:
    """The town of a path; None above towns. Raises 404 for a town that is not open."""
    return territory.town_or_404(town) if town else None


def address(route: str, agreement: Agreement, **parts: Any) -> str:
    """The page of this name of an agreement: `parts` are what else its path asks for."""
    return of_town(route, agreement.town, agreement_key=agreement.key, **parts)


def of_town(route: str, town: Town | None, **parts: Any) -> str:
    """A page of this name in a town; with None, the one above towns."""
    where = {"town": town.slug} if town else {}
    return reverse(route, kwargs={**where, **parts})

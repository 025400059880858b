"""Where higher contexts lead from a street's page, filled in their `AppConfig.ready()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from beffroi.premises.reads import Look
from beffroi.territory.models import Street

StreetLink = Callable[[Look, Street], tuple[Any, str]]  # label, address
_links: list[StreetLink] = []


def add_street_link(link: StreetLink) -> None:
    """Offer one more way out of a street's page; the same twice is offered once."""
    if link not in _links:
        _links.append(link)


def street_links(view: Look, street: Street) -> list[dict[str, Any]]:
    """The ways out of this street, in the order they were offered."""
    told = (link(view, street) for link in _links)
    return [{"label": label, "href": href} for label, href in told]

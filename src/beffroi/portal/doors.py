"""Doors by role: each one appears with the pages that make it worth opening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from beffroi.portal.links import address
from beffroi.territory.models import Town


@dataclass(frozen=True, slots=True)
class Door:
    """`href(town)` is the first page of this role in the town shown; None: not open yet."""

    key: str
    title: str | Promise
    text: str | Promise
    href: Callable[[Town], str | None]
    order: int = 100


_doors: dict[str, Door] = {}


def register(door: Door) -> None:
    """Add a role's door; the same key again replaces it."""
    _doors[door.key] = door


def doors_of(town: Town) -> list[dict[str, object]]:
    """The open doors, in order, for ui/components/doors.html."""
    found = [
        (door.href(town), door) for door in sorted(_doors.values(), key=lambda door: door.order)
    ]
    return [{"href": href, "title": door.title, "text": door.text} for href, door in found if href]


def signed_first(route: str) -> Callable[[Town], str | None]:
    """A page for which one signs in: the address of sign-in, which leads there."""

    def href(town: Town) -> str | None:
        page = address(route, town.slug)
        return f"{reverse('sign_in')}?{urlencode({'next': page})}" if page else None

    return href


def register_doors() -> None:
    """The roles served so far: whoever looks, and the advisor."""
    register(
        Door(
            "observer",
            _("Je regarde"),
            _(
                "Élu, habitant, journaliste : ce qui est ouvert, ce qui est vide, et ce que l’on "
                "ne peut pas dire."
            ),
            lambda town: address("town", town.slug),
            10,
        )
    )
    register(
        Door(
            "advisor",
            _("Je suis conseiller commerce"),
            _(
                "Apporter un fichier, trancher une rue douteuse, faire le diagnostic à remettre à "
                "la ville."
            ),
            signed_first("data"),
            20,
        )
    )

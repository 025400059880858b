"""What this context puts in the menu of a town."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.ui.menu import MenuEntry, register


def in_town(route: str) -> Callable[[HttpRequest], str | None]:
    """The address of a route in the town the page belongs to; None outside any town."""

    def address(request: HttpRequest) -> str | None:
        match = request.resolver_match
        slug = match.kwargs.get("town") if match else None
        return reverse(route, args=[slug]) if slug else None

    return address


def register_entries() -> None:
    """Map, streets, premises."""
    register(MenuEntry("map", _("Carte"), in_town("map"), order=20))
    register(MenuEntry("streets", _("Rues"), in_town("streets"), order=30, matches=_on("street")))
    register(
        MenuEntry(
            "premises",
            _("Locaux"),
            in_town("premises_list"),
            order=40,
            matches=_on("premises", "doubtful"),
        )
    )


def _on(*starts: str) -> Callable[[HttpRequest], bool]:
    def shows(request: HttpRequest) -> bool:
        match = request.resolver_match
        return bool(match and (match.url_name or "").startswith(starts))

    return shows

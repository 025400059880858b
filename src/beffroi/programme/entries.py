"""What this context puts in the menus."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.programme.policies import AGREEMENT
from beffroi.territory import policies as rights
from beffroi.territory import reads as territory
from beffroi.ui.menu import MenuEntry, on_routes, register


def register_entries() -> None:
    """Agreements, for those who may read them in the town."""
    register(
        MenuEntry(
            "agreements",
            _("Conventions"),
            for_readers("agreements"),
            order=70,
            matches=on_routes("agreement", "prospect", "opinion"),
        )
    )
    register(
        MenuEntry(
            "sheets", _("Actions"), for_readers("sheets"), order=75, matches=on_routes("sheet")
        )
    )


def for_readers(route: str) -> Callable[[HttpRequest], str | None]:
    """The page of this town for those whom the table lets read agreements there."""

    def url(request: HttpRequest) -> str | None:
        match = request.resolver_match
        slug = match.kwargs.get("town") if match else None
        if not slug or settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return None  # a visitor without a session costs no query
        place = territory.town_or_404(slug)
        if not rights.may(request.user, "read", AGREEMENT, town=place):
            return None
        return reverse(route, kwargs={"town": slug})

    return url

"""What this context puts in the menus."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules import roles
from beffroi.programme.policies import AGREEMENT
from beffroi.territory import policies as rights
from beffroi.territory import reads as territory
from beffroi.territory.models import Town
from beffroi.ui.menu import MenuEntry, MenuGroup, on_routes, register

WORK = MenuGroup("work", _("Agir"), 70)


def register_entries() -> None:
    """Agreements, for those who may read them in the town; to each role its own page in one tap."""
    register(
        MenuEntry(
            "agreements",
            _("Conventions"),
            for_readers("agreements"),
            order=70,
            matches=on_routes("agreement", "prospect"),
            group=WORK,
        )
    )
    sheets = on_routes("sheet")
    register(
        MenuEntry("sheets", _("Actions"), for_readers("sheets"), "main", 75, sheets, group=WORK)
    )
    asked = on_routes("opinion")
    register(
        MenuEntry("opinions", _("Avis"), for_readers("opinions"), "main", 76, asked, group=WORK)
    )
    register(MenuEntry("essential", _("L’essentiel"), _for_elected, order=15))
    register(MenuEntry("steering", _("Pilotage"), _for_writers, order=65))
    register(MenuEntry("my_week", _("Ma semaine"), _for_workers, "account", 10))


def _for_elected(request: HttpRequest) -> str | None:
    """The one page, first for those who are elected there; others reach it from the board."""
    place = _town_asked(request)
    if place is None:
        return None
    held = territory.rights_of(request.user).on_ground(territory.ground_of(place))
    if not any(right.role == roles.ELECTED for right in held):
        return None
    return reverse("essential", kwargs={"town": place.slug})


def _for_writers(request: HttpRequest) -> str | None:
    """The board, for those who keep the agreements of the town."""
    place = _town_asked(request)
    if place is None or not rights.may(request.user, "write", AGREEMENT, town=place):
        return None
    return reverse("steering", kwargs={"town": place.slug})


def _for_workers(request: HttpRequest) -> str | None:
    """The week, for those who work on the agreements of some town."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    held = territory.rights_of(request.user).held
    return reverse("my_week") if any(right.acts_for_town for right in held) else None


def _town_asked(request: HttpRequest) -> Town | None:
    """The town of the page, for who has a session: a visitor costs no query."""
    match = request.resolver_match
    slug = match.kwargs.get("town") if match else None
    if not slug or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    return territory.town_or_404(slug)


def for_readers(route: str) -> Callable[[HttpRequest], str | None]:
    """The page of this town for those whom the table lets read agreements there."""

    def url(request: HttpRequest) -> str | None:
        place = _town_asked(request)
        if place is None or not rights.may(request.user, "read", AGREEMENT, town=place):
            return None
        return reverse(route, kwargs={"town": place.slug})

    return url

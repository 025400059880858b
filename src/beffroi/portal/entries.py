"""What the portal puts in the menus."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.requests import signed_in_person
from beffroi.place.reads import counters_in_street
from beffroi.premises.entries import StreetAction, offer_on_streets
from beffroi.ui.menu import MenuEntry, MenuGroup, register

KEEP = MenuGroup("keep", _("Gérer"), 80)
OWN = MenuGroup("own", _("Mon espace"))
FOOTER = (
    ("open_town", _("Ouvrir ma ville")),
    ("methods", _("Les méthodes")),
    ("rights", _("Qui peut quoi")),
    ("licences", _("Données et licences")),
    ("api", _("L’API")),
    ("systems", _("Ce qui marche, ce qui manque")),
    ("accessibility", _("Accessibilité")),
)


def _page(route: str) -> Callable[[HttpRequest], str | None]:
    return lambda _request: reverse(route)


def _in_town(route: str) -> Callable[[HttpRequest], str | None]:
    """The address of a route in the town the page belongs to; None outside any town."""

    def address(request: HttpRequest) -> str | None:
        match = request.resolver_match
        slug = match.kwargs.get("town") if match else None
        return reverse(route, args=[slug]) if slug else None

    return address


def _signed(request: HttpRequest) -> bool:
    return signed_in_person(request) is not None


def _on(*starts: str) -> Callable[[HttpRequest], bool]:
    def shows(request: HttpRequest) -> bool:
        match = request.resolver_match
        return bool(match and (match.url_name or "").startswith(starts))

    return shows


def register_entries() -> None:
    """Data of a town; signing in; what the product says of itself."""
    register(MenuEntry("town", _("Vue d’ensemble"), _in_town("town"), "main", 10))
    data, team = _on("data", "import"), _on("team", "town_journal")
    register(MenuEntry("data", _("Données"), _in_town("data"), "main", 80, data, group=KEEP))
    members = _signed_in_town("team")
    register(MenuEntry("team", _("Équipe"), members, "main", 90, team, group=KEEP))
    roles = _signed_page("my_roles")
    register(MenuEntry("my_roles", _("Mes rôles"), roles, "account", 110, group=OWN))
    register(MenuEntry("bodies", _("Organismes"), _signed_page("bodies"), "footer", 50))
    out, inside = _if_signed(False), _if_signed(True)
    register(MenuEntry("sign_in", _("Se connecter"), out, "account"))
    mine = _on("account")
    register(MenuEntry("account", _("Mon compte"), inside, "account", 100, mine, group=OWN))
    offer_on_streets(StreetAction(_footfall_of_street, _("Les passages comptés dans cette rue")))
    for order, (route, label) in enumerate(FOOTER):
        register(MenuEntry(route, label, _page(route), "footer", order))


def _footfall_of_street(town: str, street: str) -> str:
    """The counter of a street, or all of the town where it has several; "" where it has none."""
    found = counters_in_street(town, street)
    if not found:
        return ""
    if len(found) == 1:
        return reverse("footfall_counter", args=[town, found[0].slug])
    return reverse("footfall", args=[town])


def _if_signed(wanted: bool) -> Callable[[HttpRequest], str | None]:
    page = "account" if wanted else "sign_in"
    return lambda request: reverse(page) if _signed(request) is wanted else None


def _signed_in_town(route: str) -> Callable[[HttpRequest], str | None]:
    """A page of the town for those who are signed in."""
    address = _in_town(route)
    return lambda request: address(request) if _signed(request) else None


def _signed_page(route: str) -> Callable[[HttpRequest], str | None]:
    return lambda request: reverse(route) if _signed(request) else None

"""What this context puts in the menu of a town."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.matrix import READ
from beffroi.merchants import reads as merchants
from beffroi.premises.policies import CASES, REPORTS, SURVEY
from beffroi.territory import policies as rights
from beffroi.territory import reads as territory
from beffroi.ui.menu import OBSERVE, MenuEntry, MenuGroup, in_town, on_routes, register

# What is done in the street: alone for a visitor, with the rounds for who walks or checks them.
FIELD = MenuGroup("field", _("Terrain"), 40)


@dataclass(frozen=True, slots=True)
class StreetAction:
    """What a higher context offers on the page of a street, at `address(town, street)`; "": nothing."""

    address: Callable[[str, str], str]
    label: Any


_street_actions: list[StreetAction] = []


def offer_on_streets(action: StreetAction) -> None:
    """Put a link on every street page; called once, in `AppConfig.ready()`."""
    if action not in _street_actions:
        _street_actions.append(action)


def street_actions(town: str, street: str) -> list[dict[str, Any]]:
    """The links offered on the page of this street."""
    offered = [
        {"label": action.label, "href": action.address(town, street)} for action in _street_actions
    ]
    return [one for one in offered if one["href"]]


_hours_actions: list[StreetAction] = []


def offer_on_hours(action: StreetAction) -> None:
    """Put a link on the page of the hours agreed; called once, in `AppConfig.ready()`."""
    if action not in _hours_actions:
        _hours_actions.append(action)


def hours_actions(town: str, street: str = "") -> list[dict[str, Any]]:
    """The links offered on the page of the hours agreed."""
    return [
        {"label": action.label, "href": action.address(town, street)} for action in _hours_actions
    ]


def register_entries() -> None:
    """Map, streets, premises; rounds and reports for the team."""
    streets, door = on_routes("street"), on_routes("premises", "doubtful")
    hours = on_routes("shared_hours")
    trades, where = on_routes("trade"), on_routes("where_to_open")
    walk, answer = on_routes("round"), on_routes("door_report_answer")
    for name, label, address, order, matches, group in (
        ("map", _("Carte"), in_town("map"), 20, None, None),
        ("streets", _("Rues"), in_town("streets"), 30, streets, None),
        ("premises", _("Locaux"), in_town("premises_list"), 40, door, FIELD),
        ("trades", _("Activités souhaitées"), in_town("trades"), 58, trades, OBSERVE),
        ("opening", _("Où ouvrir ?"), in_town("where_to_open"), 59, where, OBSERVE),
        ("hours", _("Horaires convenus"), in_town("shared_hours"), 59, hours, OBSERVE),
        ("rounds", _("Relevés"), _for_surveyors, 45, walk, FIELD),
        ("door_reports", _("Signalements"), _for_team, 47, answer, FIELD),
        ("own_shops", _("Mon commerce"), _for_keepers, 15, on_routes("shop_fact"), None),
        ("online_cases", _("Vente en ligne"), _for_agents, 48, on_routes("online_case"), FIELD),
    ):
        register(MenuEntry(name, label, address, order=order, matches=matches, group=group))
    offer_on_streets(StreetAction(_years_of_street, _("Dix ans de cette rue")))
    offer_on_streets(
        StreetAction(_trades_of_street, _("Activités souhaitées, arrivées et départs"))
    )


def _years_of_street(town: str, street: str) -> str:
    return reverse("street_years", args=[town, street])


def _trades_of_street(town: str, street: str) -> str:
    return f"{reverse('trades', args=[town])}?rue={street}"


def _for_surveyors(request: HttpRequest) -> str | None:
    """The rounds of this town, for who walks or checks them."""
    return _for(request, SURVEY, "rounds")


def _for_team(request: HttpRequest) -> str | None:
    """What passers-by reported, for who answers them."""
    return _for(request, REPORTS, "door_reports")


def _for_agents(request: HttpRequest) -> str | None:
    """Online-sales cases, for who keeps them."""
    return _for(request, CASES, "online_cases")


def _for_keepers(request: HttpRequest) -> str | None:
    """The facts of the shop this person keeps here; the first where they keep several."""
    match = request.resolver_match
    slug = match.kwargs.get("town") if match else None
    if not slug or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    shops = merchants.own_shops(request.user, territory.town_or_404(slug))
    return reverse("shop_facts", args=[slug, shops[0].public_id]) if shops else None


def _for(request: HttpRequest, group: str, route: str) -> str | None:
    """A page of this town for who may read it: a visitor costs no query."""
    match = request.resolver_match
    slug = match.kwargs.get("town") if match else None
    if not slug or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    place = territory.town_or_404(slug)
    if not rights.may(request.user, READ, group, town=place):
        return None
    return reverse(route, kwargs={"town": place.slug})

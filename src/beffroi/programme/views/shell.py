"""The head that every page of an agreement has: title, state, dates, parties, tabs.

A page hangs its tab with `hang(Tab(…))` where its view is written, and answers with `page(…)`,
its template extending `programme/agreement_base.html` (block `section`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.programme import policies
from beffroi.programme.models import Agreement
from beffroi.programme.reads.head import Head, head_of
from beffroi.programme.views.addresses import address, of_town
from beffroi.territory import policies as rights
from beffroi.territory.models import Town


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of an agreement: `group` is what the table of rights must let read.

    An `inside` page is of the working part: that the agreement is published opens it to nobody.
    """

    route: str
    label: Any
    order: int
    group: str = policies.AGREEMENT
    above_only: bool = False  # has a meaning only above towns
    inside: bool = False

    def shows(self, route: str) -> bool:
        """Whether a page of this route stands under the tab."""
        if route == self.route:
            return True
        return self.route != "agreement" and route.startswith(f"{self.route}_")


_tabs: dict[str, Tab] = {}


def hang(tab: Tab) -> None:
    """Put a tab on every agreement; called once, where its view is written."""
    _tabs[tab.route] = tab


def page(
    request: HttpRequest,
    agreement: Agreement,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    crumb: str = "",
) -> HttpResponse:
    """A page of this agreement; `crumb` names it under its tab."""
    return render(request, template, {**shell(request, agreement, crumb), **(context or {})})


def shell(request: HttpRequest, agreement: Agreement, crumb: str = "") -> dict[str, Any]:
    """What agreement_base.html takes: agreement, town, head, inner, tabs, crumbs, may_write."""
    return {
        "agreement": agreement,
        "town": agreement.town,
        "head": _head(agreement),
        "inner": _route(request) != "agreement",
        "tabs": _shown(request, agreement),
        "crumbs": _crumbs(request, agreement, crumb),
        "may_write": may(request, "write", agreement),
    }


def may(
    request: HttpRequest, verb: str, agreement: Agreement, group: str = policies.AGREEMENT
) -> bool:
    """Whether the reader may do this with this agreement."""
    return bool(rights.may(request.user, verb, group, town=agreement.town, obj=agreement))


def _head(agreement: Agreement) -> Head:
    return head_of(agreement, timezone.localdate())


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return (match.url_name or "") if match else ""


def _shown(request: HttpRequest, agreement: Agreement) -> list[dict[str, Any]]:
    route = _route(request)
    tabs = sorted(_tabs.values(), key=lambda tab: (tab.order, tab.route))
    return [
        {"label": tab.label, "href": address(tab.route, agreement), "current": tab.shows(route)}
        for tab in tabs
        if _opens(request, agreement, tab)
    ]


def _opens(request: HttpRequest, agreement: Agreement, tab: Tab) -> bool:
    if tab.above_only and agreement.town is not None:
        return False
    if tab.inside:
        return policies.reads_agreement_inside(request.user, agreement)
    if tab.group == policies.FINANCING:
        return policies.reads_money(request.user, agreement)
    return may(request, "read", agreement, tab.group)


def crumbs_of(town: Town | None) -> list[dict[str, str]]:
    """The way to the agreements of a town, or of those above towns."""
    first = (
        (town.name, reverse("town", args=[town.slug])) if town else (_("Accueil"), reverse("home"))
    )
    steps = [first, (_("Conventions"), of_town("agreements", town))]
    return [{"label": label, "href": href} for label, href in steps]


def _crumbs(request: HttpRequest, agreement: Agreement, crumb: str) -> list[dict[str, str]]:
    route = _route(request)
    steps = [(agreement.title, address("agreement", agreement))]
    for tab in _tabs.values():
        if tab.route != "agreement" and tab.shows(route):
            steps.append((str(tab.label), address(tab.route, agreement)))
    if crumb:
        steps.append((crumb, ""))
    steps[-1] = (steps[-1][0], "")
    return crumbs_of(agreement.town) + [{"label": label, "href": href} for label, href in steps]

"""The skin of a page: the colour, arms and own address of the town it belongs to. No query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from beffroi.portal.own_domain import outward
from beffroi.territory.models import Town
from beffroi.ui.skins import PLAIN, Skin


def skin_of(context: Mapping[Any, Any]) -> Skin:
    """What the town of this page wears; plain where the page is no town's."""
    request, town = context.get("request"), _town(context)
    match = getattr(request, "resolver_match", None)
    if request is None or town is None or not (match and match.kwargs.get("town")):
        return PLAIN
    return Skin(
        stylesheet=reverse("town_style", args=[town.slug, town.look_version])
        if town.accent
        else "",
        arms=reverse("town_arms", args=[town.slug, town.look_version]) if town.has_arms else "",
        name=town.name,
        home=reverse("town", args=[town.slug]),
        canonical=_canonical(request, town),
    )


def _town(context: Mapping[Any, Any]) -> Town | None:
    """The town a page speaks of, as its view handed it."""
    found = context.get("town") or getattr(context.get("view"), "town", None)
    return found if isinstance(found, Town) else None


def _canonical(request: HttpRequest, town: Town) -> str:
    """The address on the town's own domain, where it has one."""
    if not town.domain:
        return ""
    return f"{request.scheme}://{town.domain}{outward(request.path, town.slug)}"

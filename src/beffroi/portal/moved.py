"""Where a page of a town is since the town has another path."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse

from beffroi.territory.reads import TownMoved


def new_address(request: HttpRequest, moved: TownMoved) -> str:
    """The same page under the present path, with what was asked of it."""
    match = request.resolver_match
    if match is None or match.url_name is None:
        return reverse("town", args=[moved.slug])
    page = reverse(match.url_name, kwargs=match.kwargs | {"town": moved.slug})
    query = request.META.get("QUERY_STRING", "")
    return f"{page}?{query}" if query else page

"""A page of a town is of the town's own day: deadlines, forms and lists ask `timezone.localdate()`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from beffroi.territory.reads import TownMoved, town_or_404
from beffroi.territory.reads.clock import zone_of


class TownTime:
    """Set the clock of the town that the path names, for the length of the request.

    Stands before the door, which asks on which day a role holds. The town is looked for once:
    what is found here is kept for the view.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> None:
        slug = kwargs.get("town")
        if not slug:
            return
        try:
            timezone.activate(zone_of(town_or_404(slug).insee_code))
        except (Http404, TownMoved):
            return  # the view says so itself

"""What an observatory page is asked for: a day, a perimeter, a street, what was known when."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from beffroi.kernel.period import end_of
from beffroi.observatory.rules.registry import Indicator
from beffroi.premises.reads import Look, look
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Street
from beffroi.ui.typography import date as written


@dataclass(frozen=True, slots=True)
class Asked:
    """One look at a town; `known_day` is the last day whose knowledge counts, None for today's."""

    view: Look
    known_day: dt.date | None = None
    street: Street | None = None

    @property
    def known_on(self) -> dt.datetime | None:
        """The last instant of the day asked, so that what was told that day counts."""
        return end_of(self.known_day) if self.known_day else None

    @property
    def perimeter(self) -> Perimeter | None:
        """None for a street: it is taken whole, whatever the perimeter."""
        return None if self.street else self.view.perimeter

    @property
    def query(self) -> dict[str, Any]:
        """What links keep."""
        kept = {key: value for key, value in self.view.query.items() if key != "familles"}
        if self.known_day:
            kept["connu"] = self.known_day.isoformat()
        if self.street:
            kept["rue"] = self.street.slug
        return kept

    def href(self, route: str, *args: Any, **more: Any) -> str:
        """The address of another page on the same day and place; None takes a word away."""
        words = {key: value for key, value in (self.query | more).items() if value is not None}
        address = reverse(route, args=[self.view.town.slug, *args])
        return f"{address}?{urlencode(words, doseq=True)}" if words else address

    def figure_href(self, known: Indicator, **more: Any) -> str:
        """The page that explains a figure, as it is read here."""
        return self.href("indicator", slug_of(known), **more)


def asked_for(request: HttpRequest, town: str) -> Asked:
    """Read `date`, `perimetre`, `connu` (ISO date) and `rue` (slug); nonsense counts as not asked.

    An unknown street is "not found", for its address is a name.
    """
    view = look(town, request.GET)
    slug = request.GET.get("rue", "")
    street = territory.street_or_404(view.town, slug) if slug else None
    return Asked(view, _day(request.GET.get("connu", "")), street)


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if dt.date(1900, 1, 1) <= day <= dt.date(2999, 1, 1) else None


def slug_of(known: Indicator) -> str:
    """The address of an indicator in the reader's language."""
    english = (get_language() or "fr").startswith("en")
    return known.slug_en if english else known.slug_fr


def day_options(view: Look) -> list[dict[str, str]]:
    """The days on which somebody looked, for the slider."""
    return [{"value": day.isoformat(), "label": written(day)} for day in view.days]

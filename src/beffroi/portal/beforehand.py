"""What the worker draws of the portal's pages before anybody asks: the front map of each town."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.utils import translation

from beffroi.portal.views.town import CORE, door_link
from beffroi.premises import reads as premises
from beffroi.territory import keeping
from beffroi.territory.models import Town


def register_makers() -> None:
    """One map a language, French first."""
    for code, _name in settings.LANGUAGES:
        rank = 1 if code == settings.LANGUAGE_CODE else 2
        maker = keeping.Maker(premises.map_maker(CORE, code), partial(front_map, code), rank)
        keeping.register(maker)


def front_map(language: str, town: Town) -> dict[str, str]:
    """The map of the town's front page, and of the home page."""
    with translation.override(language):
        return premises.first_map(town, link=door_link(town), core=CORE)

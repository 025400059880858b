"""What the worker draws of a town's premises before anybody asks: the page of the map."""

from __future__ import annotations

from functools import partial

from django.conf import settings
from django.utils import translation

from beffroi.premises import reads
from beffroi.premises.words import door_link
from beffroi.territory import keeping
from beffroi.territory.models import Town


def register_makers() -> None:
    """One map a language, French first."""
    for code, _name in settings.LANGUAGES:
        rank = 1 if code == settings.LANGUAGE_CODE else 2
        keeping.register(keeping.Maker(reads.map_maker(1.0, code), partial(whole_map, code), rank))


def whole_map(language: str, town: Town) -> dict[str, str]:
    """The map as its page shows it, nothing chosen."""
    with translation.override(language):
        return reads.first_map(town, link=door_link(town))

"""What the worker draws of a town's premises before anybody asks: the page of the map."""

from __future__ import annotations

import json
from functools import partial

from django.conf import settings
from django.utils import translation

from beffroi.premises import reads
from beffroi.premises.models import Premises
from beffroi.premises.reads.gathered import CROWD, crowd, crowd_name
from beffroi.premises.views.feeds import MOST
from beffroi.premises.words import door_link
from beffroi.territory import keeping
from beffroi.territory.models import Town


def register_makers() -> None:
    """One map a language, French first; the doors of a city that is seen as counts."""
    keeping.register(keeping.Maker(CROWD, doors))
    for code, _name in settings.LANGUAGES:
        rank = 1 if code == settings.LANGUAGE_CODE else 2
        keeping.register(keeping.Maker(reads.map_maker(1.0, code), partial(whole_map, code), rank))


def whole_map(language: str, town: Town) -> dict[str, str]:
    """The map as its page shows it, nothing chosen."""
    with translation.override(language):
        return reads.first_map(town, link=door_link(town))


def doors(town: Town) -> dict[str, str]:
    """The doors of the last day, where a view may hold more than can be told apart."""
    days = reads.known_days(town)
    if not days or Premises.objects.of(town).filter(in_field=True).count() <= MOST:
        return {}
    return {crowd_name(days[-1]): json.dumps(crowd(town, days[-1]), separators=(",", ":"))}

"""What the worker makes of the observatory's pages before anybody asks: counts, then charts."""

from __future__ import annotations

import datetime as dt
import json
from functools import partial

from django.conf import settings
from django.utils import translation

from beffroi.kernel import plain
from beffroi.observatory.reads.counts import count
from beffroi.observatory.reads.kept import COUNTS, charts_maker, charts_name, counts_name
from beffroi.observatory.reads.opendata import MAKER
from beffroi.observatory.reads.panorama import Panorama, panorama
from beffroi.observatory.views import pictures
from beffroi.observatory.views.moves_part import moves_part
from beffroi.observatory.views.register import flows_of, survival_of
from beffroi.observatory.views.vacancy_part import rate_chart
from beffroi.observatory.writes.opendata import make_files
from beffroi.premises import reads as premises
from beffroi.territory import keeping
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town


def register_makers() -> None:
    """Counts first, then charts: French before the other languages."""
    keeping.register(keeping.Maker(COUNTS, counts_of))
    for code, _name in settings.LANGUAGES:
        rank = 1 if code == settings.LANGUAGE_CODE else 2
        keeping.register(keeping.Maker(charts_maker(code), partial(charts_of, code), rank))
    keeping.register(keeping.Maker(MAKER, make_files, rank=3))  # nobody waits for them


def counts_of(town: Town) -> dict[str, str]:
    """The counts of the last day of a town, in each of its perimeters."""
    on, perimeters = _last(town)
    return {
        counts_name(town, on, one): plain.written(count(town, on, perimeter=one))
        for one in perimeters
    }


def charts_of(language: str, town: Town) -> dict[str, str]:
    """The charts of the same pages in a language, by what they show."""
    on, perimeters = _last(town)
    found = {}
    with translation.override(language):
        for one in perimeters:
            with pictures.noted() as drawn:
                _draw(panorama(town, on, perimeter=one))
            found[charts_name(town, on, one, language)] = json.dumps(drawn)
    return found


def _draw(seen: Panorama) -> None:
    """Whatever the page draws of it."""
    if seen.stock and seen.stock.total:
        rate_chart(seen)
        moves_part(seen)
    if seen.register is not None:
        flows_of(seen.register)
        survival_of(seen.register)


def _last(town: Town) -> tuple[dt.date | None, list[Perimeter | None]]:
    """The last day somebody looked, and the perimeters to tell of; the whole town without any."""
    days = premises.known_days(town)
    return (days[-1] if days else None), [*territory.perimeters(town)] or [None]

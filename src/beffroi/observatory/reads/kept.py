"""Panoramas and their charts as the worker kept them: counts and drawings, as texts.

What is kept of a panorama is what was counted, as JSON: its figures, and the sentences that go with
them, are worked out by the rules each time it is read (3 ms), in the reader's language.
"""

from __future__ import annotations

import datetime as dt
import json

from django.utils.translation import get_language

from beffroi.kernel import plain
from beffroi.observatory.reads.counts import Counts
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town

COUNTS = "panorama"


def charts_maker(language: str) -> str:
    """Names who draws the charts in a language."""
    return f"charts.{language}"


def counts_name(town: Town, on: dt.date | None, perimeter: Perimeter | None) -> str:
    """What is kept of a town for a day: inhabitants may be corrected without a file being read."""
    return f"{COUNTS}/{_tail(town, on, perimeter)}"


def charts_name(
    town: Town, on: dt.date | None, perimeter: Perimeter | None, language: str = ""
) -> str:
    """The charts of the same, in a language; the reader's unless told."""
    maker = charts_maker(language or (get_language() or "fr")[:2])
    return f"{maker}/{_tail(town, on, perimeter)}"


def counts_kept(
    town: Town, on: dt.date | None, perimeter: Perimeter | None, *, charts: bool = True
) -> Counts | None:
    """The counts kept for just this; None when nothing was. The charts are read with them."""
    name = counts_name(town, on, perimeter)
    beside = [charts_name(town, on, perimeter)] if charts else []
    text = territory.kept(town, name, *beside).get(name)
    return None if text is None else plain.read(Counts, text)


def charts_kept(town: Town, on: dt.date | None, perimeter: Perimeter | None) -> dict[str, str]:
    """The charts kept for just this, in the reader's language, by what they show."""
    name = charts_name(town, on, perimeter)
    text = territory.kept(town, name).get(name)
    return {} if text is None else json.loads(text)


def _tail(town: Town, on: dt.date | None, perimeter: Perimeter | None) -> str:
    return f"{on or '-'}/{perimeter.pk if perimeter else '-'}/{town.population or '-'}"

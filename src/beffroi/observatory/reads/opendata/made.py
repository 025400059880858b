"""The files the worker made last, as a page and a catalogue tell of them.

They are read whatever the data became since: a set of a minute ago is better than none, and says
of which day it is.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from beffroi.kernel import plain
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

MAKER = "opendata"
LIST = f"{MAKER}/list"


@dataclass(frozen=True)
class MadeFile:
    """One file: where it is kept, what it weighs (bytes), its fingerprint."""

    format: str
    stored_as: str
    sha256: str
    size: int


@dataclass(frozen=True)
class MadeSet:
    """One set as it was made; `bounds` west, south, east, north in degrees."""

    key: str
    day: dt.date
    rows: int
    bounds: tuple[float, ...] | None
    files: tuple[MadeFile, ...]

    def file(self, format: str) -> MadeFile | None:
        """The file of this format, None when the set has none."""
        return next((one for one in self.files if one.format == format), None)


@dataclass(frozen=True)
class Made:
    """What was made of a town, and when."""

    made_on: dt.date
    data_version: int
    sets: tuple[MadeSet, ...]

    def set(self, key: str) -> MadeSet | None:
        """The set of this address, None when the town has none."""
        return next((one for one in self.sets if one.key == key), None)


def made(town: Town) -> Made | None:
    """What was made last; None before the first time. One query."""
    text = territory.last_kept(town, LIST)
    return None if text is None else plain.read(Made, text)

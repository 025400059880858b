"""All a diagnosis is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from beffroi.observatory.rules.figures import Churn, Figure, Stock


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source as it is cited."""

    key: str
    label: str
    as_of: dt.date | None
    licence: str = ""
    attribution: str = ""
    url: str = ""
    is_simulated: bool = False


@dataclass(frozen=True, slots=True)
class StreetLine:
    """One street of the perimeter and its stock; an empty name: street unknown."""

    name: str
    slug: str
    stock: Stock


@dataclass(frozen=True, slots=True)
class EmptyLine:
    """One empty premises: `since` when its departure is known, else the day it was first seen."""

    public_id: str
    street: str
    number: str
    since: dt.date | None
    seen: dt.date | None


@dataclass(frozen=True, slots=True)
class Materials:
    """One perimeter on one day, counted and computed.

    `figures` are by code; `rounds` are the complete rounds up to the day, oldest first, and
    `churns` what moved between two of them. `families`, `activities` and `networks` name the codes;
    `doubtful` counts the premises whose street is a guess.
    """

    on: dt.date
    town: str
    perimeter: str
    stock: Stock
    figures: Mapping[str, Figure]
    streets: tuple[StreetLine, ...] = ()
    rounds: tuple[Stock, ...] = ()
    churns: tuple[Churn, ...] = ()
    sources: tuple[SourceLine, ...] = ()
    families: Mapping[str, Any] = field(default_factory=dict)
    activities: Mapping[str, Any] = field(default_factory=dict)
    networks: Mapping[str, Any] = field(default_factory=dict)
    doubtful: int = 0
    peers: Any = ""  # who this town may be compared with, and why; empty: nobody knows
    empties: tuple[EmptyLine, ...] = ()
    keys_before: tuple[str, ...] = ()  # sources of the rounds before, for what is told over time

    @property
    def checked(self) -> bool:
        """Somebody went door to door, so that a count of empty premises is a count."""
        return self.figures["vacancy_count"].verdict == "value"

    def keys_of(self, takes: str) -> list[str]:
        """The sources a figure rests on: those of the day, and of the rounds before for a time."""
        own = [line.key for line in self.sources]
        before = self.keys_before if takes in ("series", "churn") else ()
        return list(dict.fromkeys([*own, *before]))

    def value(self, code: str) -> Any:
        """The value of a figure that concluded, else None."""
        figure = self.figures.get(code)
        return figure.value if figure and figure.verdict == "value" else None

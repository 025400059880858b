"""An observatory as a value: who it is, its words, its perimeters, what was counted when.

Shares are 0 to 1. States are those of `PremisesState`, trades the subfamilies of the country's
nomenclature, whose version is `common`; `local` counts the same premises by the observatory's own
codes. `methods` are the kinds of the sources that spoke that day ("survey", "osm"…).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT, PROTOCOL = "beffroi.observatory", 1


@dataclass(frozen=True, slots=True)
class ToldMatch:
    """What a term is called in common from a day (None: always) to another (None: until now)."""

    common: str  # "" has no equivalent
    start: dt.date | None = None
    end: dt.date | None = None

    def holds(self, on: dt.date) -> bool:
        """Whether it is true on a day; the end is not within."""
        return (self.start is None or self.start <= on) and (self.end is None or on < self.end)


@dataclass(frozen=True, slots=True)
class ToldTerm:
    """A word of an observatory; `kind` is "trade" or "state"."""

    kind: str
    code: str
    label: str
    category: str = ""
    matches: tuple[ToldMatch, ...] = ()

    def on(self, day: dt.date) -> str | None:
        """Its common name on a day: "" when it has none, None when nobody has decided."""
        return next((one.common for one in self.matches if one.holds(day)), None)


@dataclass(frozen=True, slots=True)
class ToldFigure:
    """An indicator as its observatory computed it."""

    indicator: str
    formula: str
    verdict: str
    unit: str
    value: float | int | str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToldRound:
    """What was counted of a perimeter on a day."""

    on: dt.date
    methods: tuple[str, ...] = ()
    stock: float | None = None  # share of the premises that were seen
    vacancy: float | None = None  # share of them whose state was checked
    note: str = ""
    states: Mapping[str, int] = field(default_factory=dict)
    trades: Mapping[str, int] = field(default_factory=dict)  # active premises; "" unknown
    local: Mapping[str, int] = field(default_factory=dict)
    figures: tuple[ToldFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldPerimeter:
    """A perimeter and its rounds, oldest first; `key` "" is the whole town."""

    key: str
    name: str
    kind: str
    rounds: tuple[ToldRound, ...] = ()


@dataclass(frozen=True, slots=True)
class ToldSource:
    """Where its data come from."""

    label: str
    kind: str
    as_of: dt.date | None = None
    licence: str = ""
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """All an observatory tells of itself."""

    name: str
    code: str  # INSEE code of its town
    town: str
    keeper: str  # who keeps the words; "" the town itself
    page: str
    simulated: bool
    made_on: dt.date
    common: str
    nomenclature: str
    terms: tuple[ToldTerm, ...] = ()
    perimeters: tuple[ToldPerimeter, ...] = ()
    sources: tuple[ToldSource, ...] = ()

    def rounds(self) -> Iterator[ToldRound]:
        """Every round of every perimeter."""
        for one in self.perimeters:
            yield from one.rounds

    def as_data(self) -> dict[str, Any]:
        """As JSON: dates in ISO, the format and its version first."""
        head = {"format": FORMAT, "protocol": PROTOCOL}
        return head | _plain(asdict(self))


def _plain(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value

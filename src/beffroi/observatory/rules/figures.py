"""The values indicators take and give. No database, no clock.

A `Stock` is what a perimeter held on one date, already counted, so that a street of twenty doors
and a city of 85,000 premises cost an indicator the same. A `Figure` is an answer that admits doubt.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from beffroi.observatory.rules.sentences import Sentence

Verdict = Literal["value", "at_least", "cannot_tell", "withheld"]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the sources of a stock are known to cover, 0 to 1; None: nobody knows."""

    stock: float | None = None  # share of the premises of the field of observation that were seen
    vacancy: float | None = None  # share of the premises whose occupied/vacant state was checked
    activity: float | None = None
    rounds: int = 0  # complete rounds known, for trends and durations
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stock:
    """Premises of one perimeter at one date, counted.

    Lengths in metres. `vacant_since` has one entry per vacant premises: the first day known to be
    vacant, or None when the start is unknown. Premises that left the commercial stock
    (non-commercial use, demolished, merged) are in `outside`, never in a rate's base.
    """

    on: dt.date
    by_state: Mapping[str, int] = field(default_factory=dict)  # PremisesState kind -> count
    by_family: Mapping[str, int] = field(default_factory=dict)  # active only; "" = unknown
    by_activity: Mapping[str, int] = field(default_factory=dict)  # subfamily, as by_family
    by_network_kind: Mapping[str, int] = field(default_factory=dict)  # "" = independent
    low_flow: int = 0  # occupied by bank, surgery, office
    personal_service: int = 0
    vacant_since: tuple[dt.date | None, ...] = ()
    frontage_by_state: Mapping[str, float] = field(default_factory=dict)
    outside: int = 0
    population: int | None = None  # of this very perimeter, None when it is not known
    coverage: Coverage = Coverage()

    @property
    def occupied(self) -> int:
        return (
            self.by_state.get("occupied", 0)
            + self.by_state.get("seasonal_closed", 0)
            + (self.by_state.get("works_with_taker", 0))
        )

    @property
    def vacant(self) -> int:
        return self.by_state.get("vacant", 0) + self.by_state.get("works_unknown", 0)

    @property
    def total(self) -> int:
        return self.occupied + self.vacant


@dataclass(frozen=True, slots=True)
class Churn:
    """Openings and closures of a perimeter over [start, end)."""

    start: dt.date
    end: dt.date
    stock_start: int
    openings: int
    closures: int
    mutations: int = 0  # premises whose occupant or use changed
    provisional: bool = False  # the last months of a register are late
    floor: bool = False  # the source leaves units out (status P): gross counts are "at least"


StreetRole = Literal["main", "fringe", "other"]


@dataclass(frozen=True, slots=True)
class StreetStock:
    """One street of a perimeter. `fringe`: it prolongs or touches a main street, at the edge."""

    name: str
    stock: Stock
    role: StreetRole | None = None
    public_id: str = ""


@dataclass(frozen=True, slots=True)
class Frontage:
    """The shopfronts met along a walk: (kind, metres), one sequence per side of a street.

    Kinds: "active", or any other word ("vacant", "blank", "bank_office") for what breaks the walk.
    `measured` is the share of the premises whose frontage is known, None when nobody knows.
    """

    sides: tuple[tuple[tuple[str, float], ...], ...] = ()
    measured: float | None = None


@dataclass(frozen=True, slots=True)
class Sights:
    """The last sight of each cell of a stock, None for one nobody saw, as of a day."""

    on: dt.date
    last_seen: tuple[dt.date | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Spell:
    """One life (of an establishment, of a vacancy): from `start` to `end`, None while it lasts.

    `observed_from`: the day it came under our eyes when that is later than its start.
    """

    start: dt.date
    end: dt.date | None = None
    observed_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Spells:
    """Spells known on a reference date; what still lasts on it is censored."""

    on: dt.date
    spells: tuple[Spell, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One answer: value or honest refusal, with what it rests on.

    `value` is in `unit` (a ratio is 0 to 1, never a percentage). `sentence` is the reason when
    `verdict` is not "value", else a caveat or nothing; it is translated when it is printed.
    "at_least" means the truth is `value` or more; `lower` and `upper` bound it where known. `inputs` are the numbers that entered the
    formula, by name, in reading order.
    """

    code: str
    formula_id: str
    verdict: Verdict
    value: float | int | str | None
    unit: str
    sentence: str | Sentence = ""
    inputs: Mapping[str, Any] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    band: str = ""
    lower: float | None = None
    upper: float | None = None

"""Who got what of a framework: acts by commune, fair share, communes never served of late.

Source: text 004 (« les villes y seront sensibles »), row 004-02.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from beffroi.programme.rules.months import add_months

SILENT_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Act:
    """A commune served by an action on a day."""

    commune: str
    on: dt.date
    sheet: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one commune got: acts, distinct actions, the last day; `fair` is 1 when it got its part.

    Its part is that of its inhabitants among those of all the communes; without inhabitants, an
    equal part. None when nobody got anything.
    """

    commune: str
    acts: int
    actions: int
    last_on: dt.date | None
    fair: Decimal | None
    silent: bool


def shares(
    communes: Iterable[str],
    acts: Iterable[Act],
    *,
    on: dt.date,
    population: Mapping[str, int] | None = None,
) -> list[Share]:
    """Each commune with what it got up to `on`, those served least first."""
    listed = list(dict.fromkeys(communes))
    got: dict[str, list[Act]] = {code: [] for code in listed}
    for act in acts:
        if act.commune in got and act.on <= on:
            got[act.commune].append(act)
    weights = _weights(listed, population or {})
    total = sum(len(found) for found in got.values())
    limit = add_months(on, -SILENT_MONTHS)
    found = [_share(code, got[code], weights[code], total, limit) for code in listed]
    return sorted(found, key=lambda one: (one.fair if one.fair is not None else 0, one.commune))


def _share(code: str, acts: list[Act], weight: Decimal, total: int, limit: dt.date) -> Share:
    last_on = max((act.on for act in acts), default=None)
    fair = Decimal(len(acts)) / (total * weight) if total and weight else None
    actions = len({act.sheet for act in acts})
    silent = last_on is None or last_on < limit
    return Share(code, len(acts), actions, last_on, fair, silent)


def _weights(communes: list[str], population: Mapping[str, int]) -> dict[str, Decimal]:
    """The part of each: by inhabitants where those of all are known, else equal."""
    if communes and all(population.get(code) for code in communes):
        whole = sum(population[code] for code in communes)
        return {code: Decimal(population[code]) / whole for code in communes}
    return {code: Decimal(1) / len(communes) for code in communes}

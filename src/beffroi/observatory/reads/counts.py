"""What is counted of a perimeter on a day, before any figure is worked out of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from beffroi.observatory.reads.changes import (
    churn_over,
    doors_changed,
    frontage_of,
    vacancy_spells,
)
from beffroi.observatory.reads.register import Register, register_of
from beffroi.observatory.reads.stocks import stocks_over, street_stocks
from beffroi.observatory.reads.watched import watched
from beffroi.observatory.rules.figures import Churn, Frontage, Spells, Stock, StreetStock
from beffroi.premises import reads as premises
from beffroi.premises.reads import COMPLETE, Changed
from beffroi.territory.models import Perimeter, Town


@dataclass(frozen=True, slots=True)
class Counts:
    """Plain values, which JSON can hold (`kernel.plain`); `rounds` oldest first, the day last.

    `churns` lie between complete rounds; `changed` are the doors that moved since `since`, the
    complete round before.
    """

    on: dt.date | None
    register: Register | None = None
    rounds: tuple[Stock, ...] = ()
    churns: tuple[Churn, ...] = ()
    since: dt.date | None = None
    streets: tuple[StreetStock, ...] = ()
    changed: tuple[Changed, ...] = ()
    frontage: Frontage | None = None
    vacancies: Spells | None = None
    rule: str = ""  # the town's rule of alert as it stood (`watched`), as JSON


def count(
    town: Town,
    on: dt.date | None,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> Counts:
    """Counted now, in a number of queries that depends neither on rounds nor on streets."""
    within: Any = {"perimeter": perimeter, "known_on": known_on}
    register = register_of(town)
    if on is None:
        return Counts(None, register)
    rounds, churns, since = _through_time(town, on, within)
    return Counts(
        on=on, register=register, rounds=rounds, churns=churns, since=since,
        streets=tuple(street_stocks(town, on, **within)),
        changed=tuple(doors_changed(town, since, on, **within)) if since else (),
        frontage=frontage_of(town, on, **within),
        vacancies=vacancy_spells(town, on, **within),
        rule=json.dumps(dict(watched(town, on, perimeter))),
    )  # fmt: skip


def _through_time(
    town: Town, on: dt.date, within: Mapping[str, Any]
) -> tuple[tuple[Stock, ...], tuple[Churn, ...], dt.date | None]:
    """Every round up to a day, the moves between complete ones, the complete one before the day."""
    days = (*(day for day in premises.known_days(town) if day < on), on)
    rounds = tuple(stocks_over(town, days, **within))
    complete = [s.on for s in rounds if s.total and (s.coverage.vacancy or 0.0) >= COMPLETE]
    churns = tuple(churn_over(town, tuple(complete), **within))
    since = complete[-2] if len(complete) > 1 and complete[-1] == on else None
    return rounds, churns, since

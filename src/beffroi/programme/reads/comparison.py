"""The one comparison of an elected member's page: vacancy here, and what it is set against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from beffroi.observatory import reads as observatory
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.registry import compute
from beffroi.premises import reads as premises
from beffroi.programme.reads.effects import cohort_of
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

CODE = "vacancy_rate"
LEAST_TOWNS = 3  # fewer comparable towns would be an anecdote
MOST_TOWNS = 8  # four queries each


@dataclass(frozen=True, slots=True)
class Compared:
    """A share here, and another: of comparable towns (`towns` of them), else here at an earlier day."""

    here: float
    on: dt.date
    other: float
    other_on: dt.date | None = None
    towns: int = 0


def compared(town: Town, since: dt.date | None) -> Compared | None:
    """Vacancy today beside comparable towns; without three, beside the first walk since `since`."""
    days = premises.known_days(town)
    if not days:
        return None
    last = days[-1]
    first = next((day for day in days if since is None or day >= since), last)
    found = _rates(town, [last, first])
    if found[0] is None:
        return None
    peers = [rate for one in cohort_of(town)[:MOST_TOWNS] if (rate := _latest(one)) is not None]
    if len(peers) >= LEAST_TOWNS:
        return Compared(found[0], last, median(peers), towns=len(peers))
    if first == last or found[1] is None:
        return None
    return Compared(found[0], last, found[1], first)


def _latest(town: Town) -> float | None:
    days = premises.known_days(town)
    return _rates(town, [days[-1]])[0] if days else None


def _rates(town: Town, days: Sequence[dt.date]) -> list[float | None]:
    stocks = observatory.stocks_over(town, tuple(days), perimeter=territory.perimeter(town))
    return [_rate(stock) for stock in stocks]


def _rate(stock: Stock) -> float | None:
    figure = compute(CODE, stock)
    told = figure.verdict == "value" and figure.value is not None
    return float(figure.value) if told and figure.value is not None else None

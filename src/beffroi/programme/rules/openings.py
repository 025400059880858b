"""« 21 ouvertures en trois ans » : gross, net and compared, with its dates.

Text 003 says 21 openings in three years at Aubagne: a gross count. Beside it stand the closures of
the same doors over the same days, and what towns alike saw for 100 shops in a year.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

from beffroi.observatory.rules.figures import Churn

YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Told:
    """Counts over [start, end]; rates are openings (or net) for 100 shops of the start, a year.

    `peers` counts the towns compared; their medians are None without any.
    """

    start: dt.date
    end: dt.date
    opened: int
    closed: int
    stock_start: int
    rate: float | None
    net_rate: float | None
    peers: int = 0
    peers_rate: float | None = None
    peers_net_rate: float | None = None

    @property
    def net(self) -> int:
        """Openings less closures."""
        return self.opened - self.closed


def yearly(count: int, churn: Churn) -> float | None:
    """A count for 100 shops of the start and one year; None without shops or days."""
    years = (churn.end - churn.start).days / YEAR
    return 100 * count / churn.stock_start / years if churn.stock_start and years else None


def told(own: Churn, others: Mapping[str, Churn]) -> Told:
    """The town's moves beside those of others, each over its own days."""
    rates = [r for one in others.values() if (r := yearly(one.openings, one)) is not None]
    nets = [r for one in others.values() if (r := _net(one)) is not None]
    return Told(
        own.start, own.end, own.openings, own.closures, own.stock_start,
        yearly(own.openings, own), _net(own), len(rates),
        median(rates) if rates else None, median(nets) if nets else None,
    )  # fmt: skip


def _net(churn: Churn) -> float | None:
    return yearly(churn.openings - churn.closures, churn)

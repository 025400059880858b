"""What a town's first page counts: a perimeter on its last day, and its streets."""

from __future__ import annotations

import datetime as dt

from beffroi.observatory.reads.cache import remembered
from beffroi.observatory.reads.kept import counts_kept
from beffroi.observatory.reads.stocks import stock_of, street_stocks
from beffroi.observatory.reads.watched import Watched, asked_in, watched
from beffroi.observatory.rules.figures import Stock, StreetStock
from beffroi.territory.models import Perimeter, Town


@remembered
def front(
    town: Town, on: dt.date, *, perimeter: Perimeter | None = None
) -> tuple[Stock, tuple[StreetStock, ...], Watched]:
    """The stock, the named streets by name, the town's rule of alert; one query when the worker
    counted, else nine."""
    kept = counts_kept(town, on, perimeter, charts=False)
    if kept is not None and kept.rounds:
        return kept.rounds[-1], kept.streets, asked_in(kept.rule)
    return (
        stock_of(town, on, perimeter=perimeter),
        tuple(street_stocks(town, on, perimeter=perimeter)),
        watched(town, on, perimeter),
    )

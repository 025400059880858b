"""Trades a town has fewer of than towns like it, for its inhabitants. Proposed, never decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from beffroi.observatory.rules.figures import Stock

MIN_PEERS = 5  # below, the median of the peers is a story about one or two towns [J]
UNNAMED = frozenset({"", "a-preciser", "multi-commerces"})


@dataclass(frozen=True, slots=True)
class Lack:
    """A trade: how many the town has, how many its peers' median rate would give it."""

    activity: str
    held: int
    expected: float
    peers: int


def comparable(stock: Stock, *, min_completeness: float = 0.9) -> bool:
    """Whether a stock can be held against another: inhabitants known, and nearly every trade seen."""
    return bool(stock.population) and (stock.coverage.activity or 0.0) >= min_completeness


def lacking(own: Stock, peers: Sequence[Stock], *, min_peers: int = MIN_PEERS) -> list[Lack] | None:
    """Trades of which the peers' median rate gives at least one shop more than the town has.

    Expected = median over peers of (shops ÷ inhabitants) × own inhabitants. The largest gap first.
    None: fewer than `min_peers` peers can be compared, or the town itself cannot.
    """
    known = [peer for peer in peers if comparable(peer)]
    if not comparable(own) or len(known) < min_peers or own.population is None:
        return None
    trades = {code for peer in known for code in peer.by_activity} - UNNAMED
    found = [
        Lack(code, own.by_activity.get(code, 0), _rate(code, known) * own.population, len(known))
        for code in trades
    ]
    gaps = [one for one in found if one.expected - one.held >= 1]
    return sorted(gaps, key=lambda one: (one.held - one.expected, one.activity))


def _rate(code: str, peers: Sequence[Stock]) -> float:
    return median(_share(peer.by_activity, code, peer.population or 1) for peer in peers)


def _share(counts: Mapping[str, int], code: str, population: int) -> float:
    return counts.get(code, 0) / population

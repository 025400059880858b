"""Runs and breaks along a sequence of lengths, as one walks a shopping street."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from chalandise.errors import InvalidInput


def runs(lengths: Sequence[float], active: Sequence[bool]) -> list[tuple[bool, float]]:
    """Neighbours of the same kind joined: (active?, length) in walking order.

    Parameters
    ----------
    lengths : sequence of float
        Length of each piece, in metres, none negative.
    active : sequence of bool
        Whether the piece is active, as many as `lengths`.
    """
    faults = []
    if len(lengths) != len(active):
        faults.append(f"{len(lengths)} lengths but {len(active)} marks")
    if any(length < 0 for length in lengths):
        faults.append("a length is negative")
    if faults:
        raise InvalidInput("; ".join(faults))
    pairs = zip(active, lengths, strict=True)
    return [(on, float(sum(m for _, m in part))) for on, part in groupby(pairs, lambda p: p[0])]


def longest_run(lengths: Sequence[float], active: Sequence[bool]) -> float:
    """Length of the longest unbroken active run, in metres; 0 when there is none."""
    return max((metres for on, metres in runs(lengths, active) if on), default=0.0)


def breaks(lengths: Sequence[float], active: Sequence[bool], *, minimum: float) -> int:
    """Number of inactive runs of at least `minimum` metres."""
    return sum(1 for on, metres in runs(lengths, active) if not on and metres >= minimum)

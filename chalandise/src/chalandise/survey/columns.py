"""The places of a study, and the columns that add several of them up."""

from __future__ import annotations

import numpy as np

from .acts import ONLINE, Labels
from .estimates import Floats

TOWNS, NET, LEAK, INSIDE = -4, -3, -2, -1  # columns that follow those of the places


def roster(named: Labels, poles: Labels) -> Labels:
    """The places: poles, other towns in the order named, online."""
    others = [place for place in named if place not in poles and place != ONLINE]
    return (*poles, *dict.fromkeys(others), ONLINE)


def plan(places: Labels, poles: int) -> Floats:
    """Which places each column adds up: one each, then TOWNS, NET, LEAK, INSIDE."""
    count = len(places)
    sums = np.zeros((count, 4))
    sums[poles : count - 1, TOWNS] = 1
    sums[count - 1, NET] = 1
    sums[poles:, LEAK] = 1
    sums[:poles, INSIDE] = 1
    return np.hstack([np.eye(count), sums])

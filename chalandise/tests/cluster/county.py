"""An invented county, importable by the workers of a cluster."""

from __future__ import annotations

import numpy as np
from chalandise.decay import Power
from chalandise.market import GreatCircle, Huff, Market, QuantisedTimes, SparseTimes
from chalandise.whatif import Close, Open, Scenario

MODEL = Huff(Power(2, floor=0.1), gamma=0.9, outside=0.5)
SCENARIO = Scenario([Open("new", 400.0, place=(0.5, 46.5), groups={"centre": "c0"}), Close(4)])


def county(start: int = 0, stop: int = 900, form: str = "sphere") -> Market:
    """Part of an invented county: origins from `start` to `stop`."""
    rng = np.random.default_rng(11)
    origins, stores = (
        rng.uniform((0, 46), (1, 47), (900, 2)),
        rng.uniform((0, 46), (1, 47), (30, 2)),
    )
    times = GreatCircle(origins, stores)
    area, spent = rng.uniform(50, 900, 30), rng.uniform(1, 99, 900)
    groups = {"centre": [f"c{k % 3}" for k in range(30)]}
    held = {
        "sphere": times,
        "quantised": QuantisedTimes.of(times.rows(0, 900)),
        "sparse": SparseTimes.within(times.rows(0, 900), 40),
    }[form]
    return Market(held, area, spent, groups=groups).take(np.arange(start, stop))

"""An open-loop client: people arrive when they arrive, whether or not others were answered."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

AT_ONCE = 64  # people inside together; more would wait at the door, which is told


def arrivals(count: int, rate: float) -> list[float]:
    """Seconds at which `count` people arrive, `rate` a second, independently (Poisson); always the same."""
    drawn = random.Random(20_261_122)
    moment, moments = 0.0, []
    for _ in range(count):
        moment += drawn.expovariate(rate)
        moments.append(moment)
    return moments


Visit = Callable[[], list[float]]


def meet(visits: list[Visit], rate: float) -> tuple[list[list[float]], float]:
    """What each visit took, and the latest one began after its arrival, all in seconds."""
    began = time.perf_counter() + 0.1
    late: list[float] = []

    def come(moment: float, visit: Visit) -> list[float]:
        late.append(time.perf_counter() - began - moment)
        return visit()

    with ThreadPoolExecutor(AT_ONCE) as hall:
        coming = []
        for moment, visit in zip(arrivals(len(visits), rate), visits, strict=True):
            time.sleep(max(0.0, began + moment - time.perf_counter()))
            coming.append(hall.submit(come, moment, visit))
        return [one.result() for one in coming], max(late)

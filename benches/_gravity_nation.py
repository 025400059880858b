"""Un pays simulé : 2,3 millions de carreaux × 300 000 commerces à 20 km au plus, sans table de paires."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from chalandise.market import Market, Solution

    from beffroi.cli.bench import Bench

CELLS, SHOPS, TOWNS = 2_300_000, 300_000, 35_000
WIDE, TALL, CUTOFF = 1_000_000.0, 900_000.0, 20_000.0  # metres
CONCENTRATION = 1.1  # of people in the large towns (exponent of their rank)
SAMPLE = 60


def run(bench: Bench) -> None:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told = json.loads(subprocess.check_output([sys.executable, __file__], env=env, text=True))
    bench.tell(
        f"  préparation (points tirés), à part : {told['made']:.1f} s ; paires à portée : "
        f"environ {told['pairs'] / 1e9:.1f} milliards ; huff : infaisable (1,1 ko par paire)"
    )
    bench.tell(
        f"  parts de {SAMPLE} carreaux contre le calcul exact : écart relatif au plus "
        f"{told['apart']:.1e} (toléré 1e-03) ; conservation : {told['gap']:.1e}"
    )
    if not (told["apart"] <= 1e-3 and told["gap"] <= 1e-6):
        bench.failures.append("pays : parts ou conservation")
    bench.aim("utilités et ventes du pays", told["solved"], below=20)
    bench.tell(f"    temps de processeur, tous cœurs ensemble : {told['busy']:.1f} s")
    bench.count("mémoire au plus haut, Mio", told["peak"] // 2**20, at_most=1024)
    bench.aim("un commerce de plus, effet sur tous (médiane de 5)", told["opened"], below=0.3)


def nation() -> Market:
    """Towns whose size falls with their rank, people and shops around them; invented."""
    from chalandise.market import Market, PlanarTimes

    rng = np.random.default_rng(1)
    towns = rng.uniform((0, 0), (WIDE, TALL), (TOWNS, 2))
    size = np.arange(1, TOWNS + 1) ** -CONCENTRATION
    size /= size.sum()

    def around(count: int, spread: float) -> npt.NDArray:
        town = rng.choice(TOWNS, count, p=size)
        far = spread * np.sqrt(size[town] * TOWNS)[:, None]
        return np.clip(towns[town] + rng.normal(0, 1, (count, 2)) * far, 0, (WIDE, TALL))

    layer = PlanarTimes(around(CELLS, 1000), around(SHOPS, 700), CUTOFF, metres_per_unit=1000)
    return Market(layer, rng.uniform(20, 3000, SHOPS), rng.uniform(0, 1e5, CELLS))


def measure() -> dict[str, float]:
    from chalandise.decay import Power
    from chalandise.market import Huff

    began = time.perf_counter()
    market = nation()
    made = time.perf_counter() - began
    model = Huff(Power(2, floor=0.1), gamma=0.8, outside=1.0)
    model.sales(market.take(np.arange(5)))  # compiled or read from the cache
    began, busy = time.perf_counter(), time.process_time()
    solution = model.solve(market)
    gap = solution.sales.gap
    solved, busy = time.perf_counter() - began, time.process_time() - busy
    opened = [one_more(solution, place) for place in range(5)]
    peak = peak_of_memory()  # before the exact check, which makes rows of all shops
    apart, pairs = checked(solution), pairs_within(market)
    return {
        "made": made, "solved": solved, "opened": float(np.median(opened)), "peak": peak,
        "apart": apart, "pairs": pairs, "gap": gap, "busy": busy,
    }  # fmt: skip


def one_more(solution: Solution, place: int) -> float:
    from chalandise.market import PlanarTimes
    from chalandise.whatif import Open, Scenario, compare

    market = solution.market
    assert isinstance(market.times, PlanarTimes)
    at = market.times.origins[place * 99_991]
    began = time.perf_counter()
    impact = compare(
        solution.model, market, Scenario([Open("new", 2500.0, place=at)]), before=solution
    )
    assert impact.gap < 1e-6 and impact["new"] > 0
    return time.perf_counter() - began


def checked(solution: Solution) -> float:
    """Largest relative error of shares against float64 rows."""
    chosen = np.random.default_rng(2).choice(CELLS, SAMPLE, replace=False)
    pulls = solution.market.times.take(chosen).pulls(solution.model.decay, 0, SAMPLE)
    exact = pulls @ solution.weights + solution.model.outside
    return float(np.abs(exact / solution.utility[chosen] - 1).max())


def pairs_within(market: Market) -> float:
    """Pairs within the cut-off, from one cell in a hundred: the sum of a decay that is 1."""
    from chalandise.decay import Exponential

    some = market.times.take(np.arange(0, CELLS, 100))
    return float(some.reach(Exponential(0), np.ones(SHOPS)).mean() * CELLS)


def peak_of_memory() -> int:
    """Bytes; not getrusage, whose figure a child inherits from the process that started it."""
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))

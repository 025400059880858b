"""Deux couches de points, puis un magasin de plus : 100 000 × 100, grand cercle en float64."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    from chalandise.market import Market

    from beffroi.cli.bench import Bench

ORIGINS, STORES = 100_000, 100
PART = 4_000  # origins of the peer: its loops are linear in pairs
RADIUS = 6_378_000.0  # metres, huff's sphere
FAR = 10.0  # km: nearer, the acos of huff's formula loses digits beyond 1e-9
NEW, NEW_AREA = np.array([[2.5, 47.2]]), 2500.0


def run(bench: Bench) -> None:
    from beffroi.cli.bench import load

    origins, stores, area, spent = layers()
    part = {"origins": origins[:PART], "stores": stores, "area": area, "spent": spent[:PART]}
    new = {"new": NEW, "new_area": np.array([NEW_AREA])}
    theirs = load("_huff").ask(bench, "layers", **part, **new)
    compare(bench, theirs.found)
    scale = ORIGINS / PART
    bench.tell(
        f"  huff : mesuré une fois sur {PART:,} origines et multiplié par {scale:g} "
        f"(préparation, à part : {theirs.seconds['preparation']:.2f} s sur la partie)"
    )
    ours = alone()
    for step, label, least in (
        ("layers", "deux couches (médiane de 9)", 1000),
        ("store", "un magasin de plus (médiane de 9)", 10_000),
    ):
        peer = theirs.seconds[step] * scale
        bench.tell(f"  {label} : {ours[step] * 1000:,.1f} ms, huff {peer:,.0f} s")
        bench.ratio(f"{label}, face à huff", 1 / ours[step], 1 / peer, at_least=least)
    bench.tell(f"  toutes les parts écrites (80 Mo) : {ours['shares'] * 1000:,.0f} ms")
    memory(bench, ours, theirs.peak, scale)


def memory(bench: Bench, ours: dict[str, float], peak: int, scale: float) -> None:
    """What the work adds to the process that loaded the library; huff's from its part."""
    idle = float(ours["idle"])
    mine, peer = ours["peak"] - idle, (peak - HUFF_IDLE) * scale
    bench.tell(
        f"  mémoire ajoutée : {mine / 2**20:,.0f} Mio ; huff {peer / 2**20:,.0f} Mio "
        f"(sur la partie, multiplié)"
    )
    bench.ratio("mémoire, face à huff", 1 / mine, 1 / peer, at_least=10)


HUFF_IDLE = 330 * 2**20  # huff and what it imports, before any work; measured


def compare(bench: Bench, found: dict[str, npt.NDArray[Any]]) -> None:
    """The same part by our side: all shares, before and after the opening."""
    from chalandise.decay import Power
    from chalandise.market import Huff
    from chalandise.whatif import Open, Scenario
    from chalandise.whatif import compare as impact_of

    market, model = market_of(PART), Huff(Power(2))
    impact = impact_of(model, market, Scenario([Open("new", NEW_AREA, place=NEW[0])]))
    for label, ours, theirs in (
        ("parts", impact.initial.shares().values, found["shares"]),
        ("parts après l’ouverture", impact.final.shares().values, found["shares_after"]),
    ):
        apart = np.abs(ours / theirs - 1).max(axis=1)
        far = market.times.rows(0, PART).min(axis=1) >= FAR
        bench.tell(
            f"  {label} : écart relatif au plus {apart[far].max():.1e} (toléré 1e-09) sur "
            f"{far.sum():,} origines à plus de {FAR:g} km de tout magasin ; {apart.max():.1e} "
            "partout, où l’acos de huff perd ses chiffres"
        )
        if not (apart[far].max() <= 1e-9 and apart.max() <= 1e-6):
            raise RuntimeError(f"{label} : huff ne trouve pas la même chose")


def layers() -> tuple[npt.NDArray, npt.NDArray, npt.NDArray, npt.NDArray]:
    """Invented points over a country, longitude first."""
    rng = np.random.default_rng(0)
    low, high = (-4, 43), (7, 50)
    origins, stores = rng.uniform(low, high, (ORIGINS, 2)), rng.uniform(low, high, (STORES, 2))
    return origins, stores, rng.uniform(100, 5000, STORES), rng.uniform(1, 1e5, ORIGINS)


def market_of(count: int, given: tuple[npt.NDArray, ...] | None = None) -> Market:
    from chalandise.market import GreatCircle, Market

    origins, stores, area, spent = given or layers()
    return Market(GreatCircle(origins[:count], stores, radius=RADIUS), area, spent[:count])


def alone() -> dict[str, float]:
    """Our side in a process of its own, for a peak of memory of its own."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told: dict[str, float] = json.loads(
        subprocess.check_output([sys.executable, __file__], env=env, text=True)
    )
    return told


def measure() -> dict[str, float]:
    from chalandise.decay import Power
    from chalandise.market import Huff
    from chalandise.whatif import Open, Scenario, compare

    model = Huff(Power(2))
    model.sales(market_of(10))  # compiled or read from the cache: reported by the first case
    idle = peak_of_memory()
    given = layers()
    took = [timed(lambda: model.sales(market_of(ORIGINS, given))) for _ in range(9)]
    peak = peak_of_memory()
    market = market_of(ORIGINS)
    before = model.solve(market)
    opening = Scenario([Open("new", NEW_AREA, place=NEW[0])])
    opened = [timed(lambda: compare(model, market, opening, before=before)) for _ in range(9)]
    shares = timed(lambda: model.shares(market))
    return {
        "layers": float(np.median(took)),
        "store": float(np.median(opened)),
        "shares": shares,
        "idle": idle,
        "peak": peak,
    }


def timed(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def peak_of_memory() -> int:
    """Bytes; not getrusage, whose figure a child inherits from the process that started it."""
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) * 1024


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure()))

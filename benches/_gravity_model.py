"""Modèle, temps donnés : 100 000 origines × 100 magasins, minutes au dixième."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from chalandise.market import Huff, Market

    from beffroi.cli.bench import Bench

ORIGINS, STORES = 100_000, 100


def run(bench: Bench) -> None:
    from chalandise.decay import Power
    from chalandise.market import Huff, Market, QuantisedTimes

    from beffroi.cli.bench import load

    compilation(bench)
    rng = np.random.default_rng(0)
    minutes = rng.integers(10, 900, (ORIGINS, STORES)).astype(np.uint16) * 0.1
    area, spent = rng.uniform(100, 5000, STORES), rng.uniform(1, 1e5, ORIGINS)
    theirs = load("_huff").ask(bench, "model", minutes=minutes, area=area, spent=spent)
    bench.tell(f"  préparation de huff, à part : {theirs.seconds['preparation']:.1f} s")
    _, times = bench.time("la nôtre, à part (arrondi)", lambda: QuantisedTimes.of(minutes))
    model, market = Huff(Power(2)), Market(times, area, spent)
    same(bench, "parts", model.shares(market).values, theirs.found["shares"], 1e-9)
    same(bench, "ventes", model.sales(market).values, theirs.found["sales"], 1e-9)
    duel(bench, model, market, theirs.seconds["model"])
    floats, _ = bench.time(
        "mêmes temps en float64, numpy",
        lambda: model.sales(market.replace(times=minutes)),
        repeat=5,
    )
    bench.tell(f"    rapport {theirs.seconds['model'] / floats:,.0f}")


def duel(bench: Bench, model: Huff, market: Market, peer: float) -> None:
    """Shares of any origin are read from its utility: writing all of them is told apart."""
    bench.tell(f"  huff, parts et ventes : {peer:.2f} s (une fois)")
    seconds, _ = bench.time("utilités et ventes", lambda: model.sales(market), repeat=31)
    bench.ratio("modèle, temps donnés, face à huff", 1 / seconds, 1 / peer, at_least=1000)
    written, _ = bench.time("et toutes les parts, écrites", lambda: model.shares(market), repeat=5)
    bench.tell(f"    rapport {peer / written:,.0f} avec les parts écrites (80 Mo)")


def same(bench: Bench, label: str, found, expected, tolerance: float) -> None:  # type: ignore[no-untyped-def]
    """Results first: what is fast and wrong is not measured."""
    apart = float(np.abs(found / expected - 1).max())
    bench.tell(f"  {label} : écart relatif au plus {apart:.1e} (toléré {tolerance:.0e})")
    if not apart <= tolerance:
        raise RuntimeError(f"{label} : huff ne trouve pas la même chose")


def compilation(bench: Bench) -> None:
    """In fresh processes: once without a cache, once with it."""
    with tempfile.TemporaryDirectory(prefix="numba-") as folder:
        told = [first_call(folder) for _ in range(2)]
    bench.tell(
        f"  compilation, à part : {told[0]:.1f} s la première fois, {told[1]:.2f} s lue du cache"
    )


def first_call(cache: str) -> float:
    paths = os.pathsep.join(filter(None, sys.path))
    env = {**os.environ, "NUMBA_CACHE_DIR": cache, "PYTHONPATH": paths}
    return float(subprocess.check_output([sys.executable, __file__], env=env, text=True))


if __name__ == "__main__":
    from chalandise.decay import Power
    from chalandise.market import GreatCircle, Huff, Market, PlanarTimes, QuantisedTimes, _kernels

    assert _kernels  # numba itself is loaded before the clock starts
    began = time.perf_counter()
    place = np.array([[2.0, 47.0]])
    for times in (
        QuantisedTimes(np.full((1, 1), 9, np.uint16)),
        GreatCircle(place, place + 1),
        PlanarTimes(place * 1e5, place * 1e5, 1000.0),
    ):
        Huff(Power(2, floor=1.0)).sales(Market(times, [1], [1]))
    sys.stdout.write(f"{time.perf_counter() - began}")

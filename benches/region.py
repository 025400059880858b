"""Région : lire les rues d’un extrait simulé de trois millions de nœuds, temps et mémoire.

Invented streets of eight shape points each, buildings between them that the reader must leave
aside, one crossroads in fifty with a forbidden turn. No peer: it tells what a region costs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    from beffroi.cli.bench import Bench

SIDE, SPACING, SHAPES = 420, 0.0018, 8  # crossroads a side, degrees between them, points a street
BUILDINGS = 100_000
FORBIDDEN = 0.02
WEST, SOUTH = -4.0, 47.0


def run(bench: Bench) -> None:
    with tempfile.TemporaryDirectory(prefix="region-") as folder:
        path = Path(folder) / "region.osm.pbf"
        _, count = bench.time("extrait simulé (écrit, à part)", lambda: write(path))
        size = path.stat().st_size / 2**20
        bench.tell(f"    {count:,} nœuds, {size:,.0f} Mio en .osm.pbf")
        for mode in ("FOOT", "CAR"):
            told = alone(path, mode)
            bench.tell(
                f"  {mode} : lu en {told['read']:,.0f} s ({told['cpu']:,.0f} s de processeur), "
                f"{told['peak']:,.0f} Mio au plus haut ; {told['nodes']:,} nœuds, "
                f"{told['turns']:,} virages interdits tenus sur {told['restrictions']:,}"
            )
            bench.tell(
                f"    première recherche (virages dressés) {told['first']:,.1f} s, puis "
                f"200 × 200 lieux à 15 minutes en {told['search']:,.2f} s"
            )


def alone(path: Path, mode: str) -> dict[str, float]:
    """In a process of its own, for a peak of memory of its own."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    told: dict[str, float] = json.loads(
        subprocess.check_output([sys.executable, __file__, str(path), mode], env=env, text=True)
    )
    return told


def measure(path: str, mode: str) -> dict[str, Any]:
    from chalandise.travel import node_times, osm

    began, spent = time.perf_counter(), time.process_time()
    graph = osm.read_streets(path, getattr(osm, mode), crs="EPSG:2154")
    read, cpu = time.perf_counter() - began, time.process_time() - spent
    peak = Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]
    some = np.random.default_rng(3).choice(len(graph), 400)
    took = []
    for _ in range(2):
        began = time.perf_counter()
        node_times(graph, some[:200], some[200:], limit=900)
        took.append(time.perf_counter() - began)
    held = graph.reading.counts() if graph.reading else {}
    counts = {name: held[name] for name in ("turns", "restrictions")}
    sizes = {"nodes": len(graph), "peak": int(peak) / 1024}
    return {"read": read, "cpu": cpu, "first": took[0], "search": took[1]} | counts | sizes


def write(path: Path) -> int:
    """Crossroads, then the shape points of each street, then buildings; ids in that order."""
    import osmium

    rng = np.random.default_rng(0)
    row, column = np.divmod(np.arange(SIDE**2), SIDE)
    corners = np.column_stack([column, row]) + rng.uniform(-0.3, 0.3, (SIDE**2, 2))
    east, north = np.flatnonzero(column < SIDE - 1), np.flatnonzero(row < SIDE - 1)
    ends = np.concatenate([np.stack([east, east + 1], 1), np.stack([north, north + SIDE], 1)])
    ends = ends[rng.random(len(ends)) < 6 / 7]
    places = np.concatenate([corners, _shapes(corners, ends, rng), _buildings(rng)])
    with osmium.SimpleWriter(str(path), overwrite=True) as writer:
        for at, place in enumerate(places * SPACING + (WEST, SOUTH)):
            writer.add_node(osmium.osm.mutable.Node(id=at + 1, location=tuple(place)))
        _ways(writer, ends, rng)
        _restrictions(writer, ends, rng)
    return len(places)


def _shapes(corners: npt.NDArray, ends: npt.NDArray, rng: np.random.Generator) -> npt.NDArray:
    share = (np.arange(1, SHAPES + 1) / (SHAPES + 1))[None, :, None]
    along = corners[ends[:, :1]] * (1 - share) + corners[ends[:, 1:]] * share
    return (along + rng.uniform(-0.02, 0.02, along.shape)).reshape(-1, 2)


def _buildings(rng: np.random.Generator) -> npt.NDArray:
    corner = rng.uniform(0, SIDE, (BUILDINGS, 1, 2))
    return (corner + np.array([(0, 0), (0.1, 0), (0.1, 0.1), (0, 0.1)])).reshape(-1, 2)


def _ways(writer: Any, ends: npt.NDArray, rng: np.random.Generator) -> None:
    import osmium

    kinds = rng.choice(["residential", "tertiary", "footway"], len(ends), p=[0.7, 0.2, 0.1])
    one_way = rng.random(len(ends)) < 0.1
    first = SIDE**2 + 1
    for at, (begin, end) in enumerate((ends + 1).tolist()):
        middle = range(first + at * SHAPES, first + (at + 1) * SHAPES)
        tags = {"highway": str(kinds[at])} | ({"oneway": "yes"} if one_way[at] else {})
        writer.add_way(osmium.osm.mutable.Way(id=at + 1, nodes=[begin, *middle, end], tags=tags))
    first += len(ends) * SHAPES
    for at in range(BUILDINGS):
        ring = [*range(first + 4 * at, first + 4 * at + 4), first + 4 * at]
        way = osmium.osm.mutable.Way(id=len(ends) + at + 1, nodes=ring, tags={"building": "yes"})
        writer.add_way(way)


def _restrictions(writer: Any, ends: npt.NDArray, rng: np.random.Generator) -> None:
    """From one street of a crossroads into another, where at least two meet."""
    import osmium

    arms: dict[int, list[int]] = {}
    for way, pair in enumerate((ends + 1).tolist()):
        for node in pair:
            arms.setdefault(node, []).append(way + 1)
    chosen = [node for node, ways in arms.items() if len(ways) > 2 and rng.random() < FORBIDDEN]
    for at, node in enumerate(chosen):
        came, goes = rng.choice(arms[node], 2, replace=False).tolist()
        members = [("w", came, "from"), ("n", node, "via"), ("w", goes, "to")]
        tags = {"type": "restriction", "restriction": "no_left_turn"}
        writer.add_relation(osmium.osm.mutable.Relation(id=at + 1, members=members, tags=tags))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*sys.argv[1:])))

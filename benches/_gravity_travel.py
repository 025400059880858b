"""Rues : un réseau simulé de 200 000 nœuds, tout ce qui est à 15 minutes, face à dijkstra de scipy."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse.csgraph import dijkstra

if TYPE_CHECKING:
    import numpy.typing as npt
    from chalandise.travel import StreetGraph

    from beffroi.cli.bench import Bench

SIDE, SPACING = 242, 160.0  # junctions a side, metres between them
LIMIT = 900.0  # seconds
ORIGINS, DESTINATIONS, PART, SOURCES, ROUNDS = 4_000, 5_000, 1_000, 64, 7


def run(bench: Bench) -> None:
    from chalandise.travel import reach

    _, graph = bench.time("réseau simulé (construit, rangé)", network)
    degree = np.bincount(np.concatenate([graph.segments.tails, graph.segments.heads]))
    share = np.mean(degree == 2)
    bench.tell(f"    {len(graph):,} nœuds, dont {share:.0%} ne font que plier une rue")
    bench.time("compilation, ou lecture de son cache", lambda: reach(graph, [0], limit=LIMIT))
    many_to_many(bench, graph)
    every_node(bench, graph)


def many_to_many(bench: Bench, graph: StreetGraph) -> None:
    """The peer is timed on a part of the origins, and scaled: each costs it as much."""
    from chalandise.travel import node_times

    table, rng = graph.to_scipy(), np.random.default_rng(1)
    origins, destinations = (rng.choice(len(graph), n) for n in (ORIGINS, DESTINATIONS))

    def theirs() -> Any:  # its rows are as long as the graph: taken by hundreds
        rows = np.array_split(origins[:PART], PART // 100)
        found = [dijkstra(table, indices=part, limit=LIMIT)[:, destinations] for part in rows]
        return np.concatenate(found)

    bench.tell(f"    scipy est mesuré sur {PART:,} départs et ramené à {ORIGINS:,}")
    duel(
        bench,
        f"{ORIGINS:,} × {DESTINATIONS:,} lieux à 15 minutes",
        lambda: node_times(graph, origins, destinations, limit=LIMIT),
        theirs,
        scale=ORIGINS / PART,
        at_least=8,
    )


def every_node(bench: Bench, graph: StreetGraph) -> None:
    """Nothing to leave out here: each shape point is asked for."""
    from chalandise.travel import reach

    table, few = graph.to_scipy(), np.random.default_rng(2).choice(len(graph), SOURCES)
    duel(
        bench,
        f"tous les nœuds à 15 minutes de {SOURCES} départs",
        lambda: reach(graph, few, limit=LIMIT).to_scipy(),
        lambda: dijkstra(table, indices=few, limit=LIMIT),
    )


def network() -> StreetGraph:
    """A town of crooked streets: a grid shaken, one street in seven missing, one in ten one-way.

    Two nodes of three only bend a street, as in Redon's extract (66 % on foot, 68 % by car).
    """
    from chalandise.travel import street_graph

    rng = np.random.default_rng(0)
    row, column = np.divmod(np.arange(SIDE**2), SIDE)
    xy = (np.column_stack([column, row]) + rng.uniform(-0.3, 0.3, (SIDE**2, 2))) * SPACING
    east, north = np.flatnonzero(column < SIDE - 1), np.flatnonzero(row < SIDE - 1)
    tails, heads = np.concatenate([east, north]), np.concatenate([east + 1, north + SIDE])
    kept = rng.random(len(tails)) < 6 / 7
    speed = rng.choice([20.0, 30.0, 50.0], kept.sum(), p=[0.3, 0.5, 0.2]) * 0.8 / 3.6
    one_way = rng.random(kept.sum()) < 0.1
    points, begin, end, street = bent(xy, tails[kept], heads[kept], rng)
    seconds = np.hypot(*(points[end] - points[begin]).T) / speed[street]
    backward = np.where(one_way[street], np.inf, seconds)
    return street_graph(points, begin, end, seconds, backward=backward, crs="plan")


def bent(
    xy: npt.NDArray, tails: npt.NDArray, heads: npt.NDArray, rng: np.random.Generator
) -> tuple[npt.NDArray, npt.NDArray, npt.NDArray, npt.NDArray]:
    """Streets with one or two shape points: nodes, segment ends, and the street of each segment."""
    count = rng.integers(1, 3, len(tails))
    street = np.repeat(np.arange(len(tails)), count)
    rank = np.arange(len(street)) - np.repeat(np.cumsum(count) - count, count) + 1
    share = (rank / (count[street] + 1))[:, None]
    points = xy[tails[street]] * (1 - share) + xy[heads[street]] * share
    points += rng.uniform(-0.05, 0.05, points.shape) * SPACING
    new = len(xy) + np.arange(len(street))
    begin = np.concatenate(
        [np.where(rank == 1, tails[street], new - 1), new[rank == count[street]]]
    )
    end = np.concatenate([new, heads])
    return np.concatenate([xy, points]), begin, end, np.concatenate([street, np.arange(len(tails))])


def duel(
    bench: Bench,
    label: str,
    ours: Callable[[], Any],
    theirs: Callable[[], Any],
    *,
    scale: float = 1.0,
    at_least: float | None = None,
) -> None:
    """Results compared first, then both in turn; of each the run the machine disturbed least."""
    compare(ours(), theirs())
    times: tuple[list[float], list[float]] = [], []
    for _ in range(ROUNDS):
        for work, told in zip((ours, theirs), times, strict=True):
            began = time.perf_counter()
            work()
            told.append(time.perf_counter() - began)
    mine, peer = min(times[0]), min(times[1]) * scale
    bench.tell(f"  {label} : {mine * 1000:,.0f} ms, scipy {peer * 1000:,.0f} ms, mêmes temps")
    if at_least is None:
        bench.tell(f"    rapport {peer / mine:.1f}")
    else:
        bench.ratio(f"{label}, face à dijkstra(limit)", 1 / mine, 1 / peer, at_least=at_least)


def compare(found: Any, expected: npt.NDArray) -> None:
    """Same pairs, same seconds to 1e-9, for the origins the peer was asked about."""
    first = found[: len(expected)]
    mine = np.full(expected.shape, np.inf)
    mine[np.repeat(np.arange(len(mine)), np.diff(first.indptr)), first.indices] = first.data
    if not np.allclose(mine, expected, rtol=1e-9, atol=1e-9):
        raise RuntimeError("scipy ne trouve pas les mêmes temps")

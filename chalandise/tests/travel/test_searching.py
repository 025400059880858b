"""Times along streets: equal to scipy's, and what must hold on every network."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.errors import InputFaults
from chalandise.travel import node_times, reach, street_graph
from chalandise.travel.between import WORTH_CONTRACTING
from chalandise.travel.contracting import contract
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse.csgraph import dijkstra

SEED = st.integers(0, 2**32 - 1)
# a square of 300 m sides, 60 s each, node 3 hanging on a one-way street; node 5 cut off
SQUARE = [(0, 0), (300, 0), (300, 300), (0, 300), (600, 0), (900, 900)]


def town(seed: int, *, symmetric: bool = False, size: int = 60):
    """A simulated network with one-ways, zero lengths, parallel streets and loose ends."""
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 2000, (size, 2)).round(1)
    tails, heads = rng.integers(0, size, (2, 2 * size))
    chain = np.arange(size // 2)
    tails, heads = (
        np.concatenate([tails[: size // 2], chain]),
        np.concatenate([heads[: size // 2], chain + 1]),
    )
    seconds = rng.choice([0.0, 0.03, 5.0, 12.5, 60.0, 133.7], len(tails))
    closed = rng.random(len(tails)) < 0.3
    backward = seconds if symmetric else np.where(closed, np.inf, seconds * 1.5)
    return street_graph(xy, tails, heads, seconds, backward=backward, crs="plan")


def dense(found) -> np.ndarray:
    table = np.full(found.shape, np.inf)
    rows = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    table[rows, found.indices] = found.data
    return table


@given(SEED, st.sampled_from([0.01, 30.0, 200.0, 1e6]))
@settings(max_examples=40, deadline=None)
def test_every_node_within_the_limit_and_its_seconds_are_dijkstra_s(seed, limit):
    graph = town(seed)
    found = dense(reach(graph, np.arange(len(graph)), limit=limit).to_scipy())
    expected = dijkstra(graph.to_scipy(), limit=limit)
    np.testing.assert_allclose(found, expected, rtol=1e-12, atol=1e-9)


@given(SEED, st.sampled_from([100.0, 1e6]))
@settings(max_examples=30, deadline=None)
def test_times_between_nodes_are_the_same_from_either_side_and_without_shape_points(seed, limit):
    graph = town(seed)
    expected = dijkstra(graph.to_scipy(), limit=limit)
    rng = np.random.default_rng(seed)
    few, many = rng.integers(0, len(graph), 3), rng.integers(0, len(graph), WORTH_CONTRACTING + 5)
    for origins, destinations in ((few, many), (many, few), (many, many)):
        found = dense(node_times(graph, origins, destinations, limit=limit))
        np.testing.assert_allclose(found, expected[origins][:, destinations], rtol=1e-12, atol=1e-9)


@given(SEED)
@settings(max_examples=25, deadline=None)
def test_on_streets_open_both_ways_times_are_symmetric_and_no_detour_is_shorter(seed):
    graph = town(seed, symmetric=True, size=30)
    nodes = np.arange(len(graph))
    times = dense(node_times(graph, nodes, nodes, limit=1e6))
    np.testing.assert_allclose(times, times.T, atol=1e-9)
    assert (times[:, None, :] <= times[:, :, None] + times.T[None, :, :] + 1e-9).all()


@given(SEED, st.floats(0, 400), st.floats(0, 400))
@settings(max_examples=25, deadline=None)
def test_a_longer_limit_adds_pairs_and_changes_none(seed, one, other):
    graph, nodes = town(seed), np.arange(20)
    short, long = (dense(node_times(graph, nodes, nodes, limit=x)) for x in sorted((one, other)))
    kept = np.isfinite(short)
    assert (short[kept] == long[kept]).all()
    assert (long[~kept] > min(one, other)).all()


@given(SEED)
@settings(max_examples=20, deadline=None)
def test_the_order_of_nodes_and_streets_changes_nothing(seed):
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 1000, (25, 2))
    tails, heads = rng.integers(0, 25, (2, 40))
    seconds, turn, deal = rng.uniform(1, 90, 40), rng.permutation(25), rng.permutation(40)
    place = np.argsort(turn)
    one = street_graph(xy, tails, heads, seconds, crs="plan")
    other = street_graph(
        xy[turn], place[tails[deal]], place[heads[deal]], seconds[deal], crs="plan", ids=turn
    )

    def by_name(graph):
        order = np.argsort(graph.ids)
        return dense(node_times(graph, order, order, limit=1e4))

    np.testing.assert_allclose(by_name(one), by_name(other), rtol=1e-12)


def square():
    tails, heads = [0, 1, 2, 3, 1], [1, 2, 3, 0, 4]
    backward = [60, 60, 60, 60, np.inf]
    return street_graph(SQUARE, tails, heads, [60.0] * 5, backward=backward, crs="plan")


def test_a_one_way_street_and_an_island_by_hand():
    graph = square()
    at = np.argsort(graph.ids)
    times = dense(node_times(graph, at, at, limit=200))
    assert times[0].tolist() == [0, 60, 120, 60, 120, np.inf]
    assert times[4].tolist() == [np.inf] * 4 + [0, np.inf]
    assert sorted(graph.component[at[:4]]) == [0] * 4
    assert graph.largest_share == pytest.approx(4 / 6)


def test_time_already_spent_counts_and_a_limit_below_it_reaches_nothing():
    graph = square()
    at = np.argsort(graph.ids)
    late = reach(graph, at[[0, 0]], limit=70, begin=[10, 71])
    assert sorted(late.seconds.tolist()) == [10, 70, 70]
    assert np.diff(late.indptr).tolist() == [3, 0]
    assert late.earliest()[at].tolist() == [10, 70, np.inf, 70, np.inf, np.inf]


def test_shape_points_and_dead_ends_are_left_out_and_kept_nodes_stay():
    xy = [(x * 100.0, 0) for x in range(7)] + [(300, 100), (300, 200)]
    tails, heads = [0, 1, 2, 3, 4, 5, 3, 7], [1, 2, 3, 4, 5, 6, 7, 8]
    graph = street_graph(xy, tails, heads, [10.0] * 8, crs="plan")
    at = np.argsort(graph.ids)
    (indptr, heads, seconds), place = contract(graph.arcs, at[[0, 6]])
    assert len(indptr) - 1 == 2
    assert (place >= 0).sum() == 2
    assert seconds.tolist() == [60, 60]
    assert heads.tolist() == [1, 0]


def test_what_a_search_cannot_start_from_is_told_at_once():
    with pytest.raises(InputFaults) as caught:
        reach(square(), [0, 99], limit=float("nan"), begin=-1.0)
    assert [fault.place for fault in caught.value.faults] == ["limit", "nodes", "begin"]


def test_a_graph_of_nothing_and_no_sources_have_answers():
    empty = street_graph(np.empty((0, 2)), [], [], [], crs="plan")
    assert (len(empty), empty.largest_share) == (0, 0.0)
    assert reach(empty, [], limit=10).indptr.tolist() == [0]
    assert node_times(square(), [], [1, 2], limit=10).shape == (0, 2)


def test_tables_that_are_no_network_are_refused_with_every_fault():
    with pytest.raises(InputFaults) as caught:
        street_graph([(0, 0), (1, np.nan)], [0, 0], [1, 7], [-5, np.nan], crs="EPSG:4326")
    told = str(caught.value)
    for fault in ("degrees", "xy", "negative", "NaN", "rows beyond"):
        assert fault in told, told

"""Turning restrictions: by hand on a crossroads, and against a search over streets on any network."""

from __future__ import annotations

import heapq
from dataclasses import replace

import numpy as np
import pytest
from chalandise.travel import node_times, reach, street_graph, travel_times
from chalandise.travel.between import WORTH_CONTRACTING
from chalandise.travel.contracting import bends
from chalandise.travel.osm import BIKE, CAR, FOOT, read_streets
from chalandise.travel.turning import Turns
from hypothesis import given, settings
from hypothesis import strategies as st

ROAD = {"highway": "residential"}
EAST, NORTH = 75.15, 111.18  # metres of a step of the grid of nodes
CAR_SPEED = 50 * 0.8 / 3.6
WEST_ARM, EAST_ARM, NORTH_ARM, SOUTH_ARM = 1, 2, 3, 4
# a crossroads at 11; the east arm bends round by 12 and 22 to the head of the north arm, 21;
# the south arm, to 1, is a dead end
CROSS = {
    WEST_ARM: ([10, 11], ROAD),
    EAST_ARM: ([11, 12, 22, 21], ROAD),
    NORTH_ARM: ([11, 21], ROAD),
    SOUTH_ARM: ([1, 11], ROAD),
}


def rule(value, came=WEST_ARM, goes=NORTH_ARM, via=11, **tags):
    members = [("from", "w", came), ("via", "n", via), ("to", "w", goes)]
    return {"type": "restriction", "restriction": value} | tags, members


def metres(graph, begin, end, speed=CAR_SPEED):
    rows = [np.flatnonzero(graph.ids == ref) for ref in (begin, end)]
    return node_times(graph, *rows, limit=1e5).toarray().max() * speed


def drive(osm, *rules):
    return read_streets(osm(CROSS, relations=rules), CAR)


def test_a_left_turn_that_is_forbidden_is_gone_round(osm):
    graph = drive(osm, rule("no_left_turn"))
    assert (graph.reading.restrictions, graph.reading.turns) == (1, 1)
    assert metres(drive(osm), 10, 21) == pytest.approx(EAST + NORTH, abs=0.3)
    # by the bend of the east arm; nobody turns round at 12, which is no junction, and the dead
    # end of the south arm is longer: EAST + 3 NORTH
    assert metres(graph, 10, 21) == pytest.approx(3 * EAST + NORTH, abs=0.5)
    assert metres(graph, 10, 12) == pytest.approx(2 * EAST, abs=0.3)
    for begin, end in ((1, 21), (21, 10), (10, 1), (12, 10)):
        assert metres(graph, begin, end) == pytest.approx(metres(drive(osm), begin, end))


def test_the_only_turn_allowed_leads_to_the_dead_end_and_back(osm):
    graph = drive(osm, rule("only_right_turn", goes=SOUTH_ARM))
    assert metres(graph, 10, 1) == pytest.approx(EAST + NORTH, abs=0.3)
    assert metres(graph, 10, 12) == pytest.approx(2 * EAST + 2 * NORTH, abs=0.5)
    assert metres(graph, 10, 11) == pytest.approx(EAST, abs=0.2)  # arriving is not turning


def test_walkers_are_not_bound_and_cyclists_by_what_names_them(osm):
    for_all, excepted = rule("no_left_turn"), rule("no_left_turn", **{"except": "psv;bicycle"})
    own = {"type": "restriction", "restriction:bicycle": "no_left_turn"}, rule("")[1]
    held = {
        (mode.name, place): read_streets(osm(CROSS, relations=[told]), mode).reading.turns
        for mode in (FOOT, BIKE, CAR)
        for place, told in enumerate((for_all, excepted, own))
    }
    bound = [key for key, count in held.items() if count]
    assert bound == [("bike", 0), ("bike", 2), ("car", 0), ("car", 1)]


@pytest.mark.parametrize(
    "told",
    [
        rule("no_left_turn @ (07:00-09:00)"),
        rule("no_left_turn", hour_on="07:00"),
        ({"type": "restriction", "restriction": "no_u_turn"}, [("via", "w", 2)]),
        rule("no_left_turn", goes=99),
        rule("no_left_turn", via=77),
        rule("only_straight_on", came=EAST_ARM, via=12),
    ],
)
def test_what_cannot_be_held_is_counted_and_stops_nobody(osm, told):
    graph = drive(osm, told)
    assert (graph.reading.restrictions, graph.reading.turns) == (1, 0)
    assert metres(graph, 10, 21) == pytest.approx(EAST + NORTH, abs=0.3)


def test_points_along_the_streets_are_held_to_it_too(osm):
    graph, free = drive(osm, rule("no_left_turn")), drive(osm)
    (west,) = graph.xy[graph.ids == 10]
    (middle,) = graph.xy[graph.ids == 11]
    (north,) = graph.xy[graph.ids == 21]
    begin, end = [(west + middle) / 2], [(middle + north) / 2]
    for places in ((begin, end), (begin * 3, end), (begin, end * 3)):
        times = travel_times(graph, *places, limit=600)
        # to the dead end and back is shorter here than round by 12 and 22
        told = (EAST / 2 + 2.5 * NORTH) / CAR_SPEED
        assert times.seconds == pytest.approx(np.full(len(times.seconds), told), abs=0.2)
    direct = travel_times(free, begin, end, limit=600).seconds
    assert direct == pytest.approx([(EAST + NORTH) / 2 / CAR_SPEED], abs=0.2)
    back = travel_times(graph, end, begin, limit=600).seconds
    assert back == pytest.approx(direct, abs=0.11)


def test_a_no_u_turn_closes_the_street_one_came_by(osm):
    graph = drive(osm, rule("no_u_turn", came=WEST_ARM, goes=WEST_ARM))
    row = np.flatnonzero(graph.ids == 11)
    assert len(graph.turns) == 1
    tails = np.repeat(np.arange(len(graph)), np.diff(graph.indptr))
    assert graph.heads[graph.turns.came] == row and tails[graph.turns.goes] == row


def network(seed, size=16):
    """A simulated network with forbidden turns, and bends enough to be gone along."""
    rng = np.random.default_rng(seed)
    xy = rng.uniform(0, 900, (2 * size, 2))
    tails, heads = rng.integers(0, size, (2, size))
    middle = size + np.arange(size)
    seconds = rng.choice([1.0, 5.0, 12.5, 60.0], 2 * size)
    begin, end = np.concatenate([tails, middle]), np.concatenate([middle, heads])
    closed = np.tile(rng.random(size) < 0.2, 2)
    graph = street_graph(
        xy, begin, end, seconds, backward=np.where(closed, np.inf, seconds), crs="plan"
    )
    arcs = np.arange(len(graph.heads))
    tail = np.repeat(np.arange(len(graph)), np.diff(graph.indptr))
    met = [(a, b) for a in arcs for b in arcs if graph.heads[a] == tail[b]]
    chosen = [met[k] for k in np.flatnonzero(rng.random(len(met)) < 0.1)]
    came, goes = np.array(chosen, np.int32).reshape(-1, 2).T
    return replace(graph, turns=Turns(came, goes)), tail


def by_streets(graph, tail, begin):
    """Seconds to each node, by a search over arcs: the definition, slow."""
    heads, seconds = graph.heads, graph.seconds
    pairs = set(zip(graph.turns.came.tolist(), graph.turns.goes.tolist(), strict=True))
    bound = {came for came, _ in pairs}
    bend = bends(tail.astype(np.int32), heads, len(graph))
    bend[[heads[arc] for arc in bound]] = False
    best = np.full(len(graph), np.inf)
    best[begin] = 0
    queue = [(seconds[a], int(a), False) for a in np.flatnonzero(tail == begin)]
    heapq.heapify(queue)
    done = set()
    while queue:
        clock, arc, guarded = heapq.heappop(queue)
        if (arc, guarded) in done:
            continue
        done.add((arc, guarded))
        node = heads[arc]
        best[node] = min(best[node], clock)
        still = arc in bound or (guarded and bend[node])
        for on in np.flatnonzero(tail == node).tolist():
            turns_round = heads[on] == tail[arc]
            if (arc, on) not in pairs and not (guarded and bend[node] and turns_round):
                heapq.heappush(queue, (clock + seconds[on], on, still))
    return best


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=15, deadline=None)
def test_times_are_those_of_a_search_over_streets(seed):
    graph, tail = network(seed)
    nodes = np.arange(len(graph))
    expected = np.array([by_streets(graph, tail, node) for node in nodes])
    found = np.full(expected.shape, np.inf)
    told = reach(graph, nodes, limit=1e6)
    found[np.repeat(nodes, np.diff(told.indptr)), told.nodes] = told.seconds
    np.testing.assert_allclose(found, expected, rtol=1e-12)
    many = np.resize(nodes, WORTH_CONTRACTING + 5)
    for few, all_ in ((nodes[:3], many), (many, nodes[:3]), (many, many)):
        table = node_times(graph, few, all_, limit=1e6)
        dense = np.full(table.shape, np.inf)
        dense[np.repeat(np.arange(table.shape[0]), np.diff(table.indptr)), table.indices] = (
            table.data
        )
        np.testing.assert_allclose(dense, expected[few][:, all_], rtol=1e-12)

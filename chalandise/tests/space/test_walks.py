"""The best order of a walk: against every order tried, and who breaks it when none will do."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from chalandise.errors import InputFaults
from chalandise.space import best_walk
from hypothesis import given, settings
from hypothesis import strategies as st

SEED = st.integers(0, 2**32 - 1)
# the start, a baker open till 20, a bank open from 60 to 80, a market; 10 minutes apart, 5 at each
TIMES = np.full((4, 4), 10.0)
np.fill_diagonal(TIMES, 0)
HOURS = [(-np.inf, 20), (60, 80), (-np.inf, np.inf)]


def ends(times, order, service, windows, depart, home):
    """When a walk in this order ends; inf where a door is closed."""
    clock, at = depart, 0
    for stop in order:
        clock = max(clock + times[at][stop], windows[stop - 1][0]) + service[stop - 1]
        if clock > windows[stop - 1][1]:
            return np.inf
        at = stop
    return clock + home[at]


def test_opening_hours_decide_the_order_by_hand():
    walk = best_walk(TIMES, service=5, windows=HOURS)
    assert walk.order == (1, 3, 2)
    assert walk.arrives.tolist() == [10, 25, 40]
    assert walk.begins.tolist() == [10, 25, 60]
    assert (walk.finish, walk.walking, walk.waiting) == (65, 30, 20)
    assert walk.complete


def test_coming_back_counts():
    walk = best_walk(TIMES, service=5, windows=HOURS, end=TIMES[:, 0])
    assert (walk.finish, walk.walking) == (75, 40)


def test_a_stop_that_closes_too_early_is_named_and_the_rest_kept():
    walk = best_walk(TIMES, service=5, windows=[(0, 12), (60, 80), (0, 99)])
    assert (walk.left_out, walk.impossible) == ((1,), (1,))
    assert walk.order == (3, 2)
    assert not walk.complete


def test_two_stops_that_clash_are_no_fault_of_either_alone():
    walk = best_walk(TIMES[:3, :3], service=5, windows=[(0, 16), (0, 16)])
    assert len(walk.order) == 1
    assert len(walk.left_out) == 1
    assert walk.impossible == ()


def test_no_way_at_all_is_an_empty_walk():
    walk = best_walk([[0, np.inf], [np.inf, 0]], end=[7, 0])
    assert (walk.order, walk.left_out, walk.impossible, walk.finish) == ((), (1,), (1,), 7)


@given(SEED)
@settings(max_examples=60, deadline=None)
def test_no_order_ends_earlier(seed):
    rng = np.random.default_rng(seed)
    stops = int(rng.integers(1, 6))
    times = rng.uniform(1, 20, (stops + 1, stops + 1))
    opens = rng.uniform(0, 40, stops)
    windows = np.column_stack([opens, opens + rng.uniform(10, 60, stops)])
    service, depart = rng.uniform(0, 6, stops), rng.uniform(0, 10)
    walk = best_walk(times, service=service, windows=windows, depart=depart, end=times[:, 0])
    told = (service, windows, depart, times[:, 0])
    every = [
        (len(order), -ends(times, order, *told))
        for size in range(stops + 1)
        for order in permutations(range(1, stops + 1), size)
        if np.isfinite(ends(times, order, *told))
    ]
    most, earliest = max(every)
    assert len(walk.order) == most
    assert walk.finish == pytest.approx(-earliest)
    assert ends(times, walk.order, *told) == pytest.approx(walk.finish)
    assert walk.finish == pytest.approx(
        depart + walk.walking + walk.waiting + sum(service[at - 1] for at in walk.order)
    )


def test_twelve_stops_are_solved_and_thirteen_refused():
    places = np.random.default_rng(1).uniform(0, 20, (14, 2))
    times = np.hypot(*(places[:, None] - places).transpose(2, 0, 1))
    walk = best_walk(times[:13, :13], end=times[:13, 0])
    assert sorted(walk.order) == list(range(1, 13))
    with pytest.raises(InputFaults, match="13 stops, at most 12"):
        best_walk(times)


def test_faults_are_told_at_once():
    with pytest.raises(InputFaults) as caught:
        best_walk([[0, -1], [np.nan, 0]], service=[1, 2], windows=[(5, 1)], depart=np.inf, end=[1])
    assert [fault.place for fault in caught.value.faults] == [
        "times", "times", "service", "windows", "depart", "end",
    ]  # fmt: skip
    with pytest.raises(InputFaults, match="no square"):
        best_walk([[0, 1]])

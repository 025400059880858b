"""Accessibility: published cases to the digit, and what must hold on any town."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.decay import Cut, Exponential, Power
from chalandise.errors import InputFaults
from chalandise.market import SparseTimes
from chalandise.space import Steps, competing_destinations, hansen, three_step, two_step
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

# PySAL access (BSD): three tracts, the third the hub; weight 1/cost, cost at most 61
POPULATION, DOCTORS = [100, 50, 10], [15, 20, 100]
CASES = [
    # to the hub, from the hub, across; 2SFCA; 3SFCA
    (40, 40, 80, [0.331444117, 0.579828132, 7.286418170], [0.156256588, 0.406216452, 9.906351855]),
    (20, 40, 80, [0.435340221, 0.683724236, 5.727976611], [0.173813543, 0.423772440, 9.643002370]),
    (40, 20, 80, [0.331071913, 0.577857786, 7.299991939], [0.156525927, 0.406372741, 9.902877021]),
    (20, 20, 40, [0.442568395, 0.666758280, 5.740524646], [0.174802148, 0.424035509, 9.631800976]),
]
SEED = st.integers(0, 2**32 - 1)


def town(seed: int):
    rng = np.random.default_rng(seed)
    times = rng.uniform(1, 60, (12, 5))
    times[rng.random(times.shape) < 0.1] = np.inf
    return times, rng.uniform(1, 9, 5), rng.uniform(1, 99, 12)


@pytest.mark.parametrize(("inward", "outward", "across", "two", "three"), CASES)
def test_published_floating_catchments(inward, outward, across, two, three):
    costs = [[1, across, inward], [across, 1, inward], [outward, outward, 1]]
    decay = Cut(Power(1), 61)
    assert two_step(costs, DOCTORS, POPULATION, decay).values == pytest.approx(two, rel=1e-8)
    # the published case chooses among all destinations, whatever the cut-off
    found = three_step(costs, DOCTORS, POPULATION, decay, selection=Power(1))
    assert found.values == pytest.approx(three, rel=1e-8)


def test_hansen_by_hand_and_as_a_plain_count():
    times = [[0, 10], [20, np.inf]]
    assert hansen(times, [100, 50], Exponential(0.1)) == pytest.approx(
        [100 + 50 * np.exp(-1), 100 * np.exp(-2)]
    )
    assert hansen(times, [1, 1], Cut(Exponential(0), 15)).tolist() == [2, 0]
    assert hansen(times, [1, 1], Steps((10, 20), (1, 0.5))).tolist() == [2, 0.5]


def test_competing_destinations_by_hand():
    apart = [[0, 2, 4], [2, 0, 1], [4, 1, 0]]
    assert competing_destinations(apart, [8, 4, 2]).tolist() == [2.5, 6, 6]
    assert competing_destinations(apart, [8, 4, 2], theta=2).tolist() == [1.125, 4, 4.5]
    assert competing_destinations([[0, np.inf], [3, 0]], [8, 6], theta=0).tolist() == [0, 8]


def test_a_supply_nobody_reaches_serves_nobody():
    found = two_step([[5, np.inf], [5, np.inf]], [10, 99], [4, 1], Steps((15,), (1,)))
    assert found.ratios.tolist() == [2, 0]
    assert found.values.tolist() == [2, 2]
    alone = three_step([[np.inf, np.inf]], [1, 1], [3], Power(1))
    assert alone.values.tolist() == [0]


@given(SEED)
def test_what_is_received_is_the_supply_in_reach(seed):
    times, supply, people = town(seed)
    for method in (two_step, three_step):
        found = method(times, supply, people, Cut(Exponential(0.05), 30))
        assert found.values @ people == pytest.approx(supply[(times <= 30).any(axis=0)].sum())


@given(SEED)
def test_sparse_travel_gives_the_same(seed):
    times, supply, people = town(seed)
    rows, columns = np.nonzero(np.isfinite(times))
    thin = SparseTimes(sparse.coo_array((times[rows, columns], (rows, columns)), times.shape))
    decay = Steps((10, 20, 30), (1, 0.68, 0.22))
    assert hansen(thin, supply, decay) == pytest.approx(hansen(times, supply, decay))
    for method in (two_step, three_step):
        one, other = (method(held, supply, people, decay).values for held in (times, thin))
        assert one == pytest.approx(other)


@given(SEED, st.floats(0.01, 0.2))
def test_nearer_is_never_less_accessible(seed, rate):
    times, supply, _ = town(seed)
    assert (
        hansen(times * 0.9, supply, Exponential(rate)) >= hansen(times, supply, Exponential(rate))
    ).all()


def test_faults_are_told_at_once():
    with pytest.raises(InputFaults) as caught:
        two_step([[1, np.nan]], [1, -2, 3], ["x"], Power(1))
    assert {fault.place for fault in caught.value.faults} == {"times", "supply", "demand"}
    with pytest.raises(InputFaults) as caught:
        competing_destinations([[0, 0], [0, 0]], [1, 2], theta=-1)
    assert [fault.place for fault in caught.value.faults] == ["theta", "distances"]
    with pytest.raises(InputFaults, match="one weight per bound"):
        Steps((10, 5), (1,))

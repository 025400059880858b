"""Dense, quantised, sparse, great-circle and planar travel give the same answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from chalandise.decay import Decay, Exponential, Logistic, Power, SpanExponential, SpanPower
from chalandise.errors import InputFaults, InvalidInput
from chalandise.market import (
    DenseTimes,
    GreatCircle,
    Huff,
    Market,
    PlanarTimes,
    QuantisedTimes,
    SparseTimes,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

DECAYS = [
    Power(2, floor=0.5),
    Exponential(0.3),
    Logistic(-4, 0.35),
    SpanExponential(5, 1.5),
    SpanPower(5, 2),
]
ids = [type(decay).__name__ for decay in DECAYS]


def town(n: int, m: int, seed: int = 4) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Origins and stores in metres, attraction, demand; invented."""
    rng = np.random.default_rng(seed)
    places = rng.uniform((350_000, 6_740_000), (380_000, 6_770_000), (n + m, 2))
    return places[:n], places[n:], rng.uniform(50, 5000, m), rng.uniform(0, 1e5, n)


def agree(one: Market, other: Market, model: Huff, rtol: float) -> None:
    here, there = model.solve(one), model.solve(other)
    np.testing.assert_allclose(there.utility, here.utility, rtol=rtol)
    np.testing.assert_allclose(there.sales.values, here.sales.values, rtol=rtol)
    np.testing.assert_allclose(there.shares().values, here.shares().values, rtol=rtol)
    assert there.sales.leakage == pytest.approx(here.sales.leakage, rel=rtol)
    assert there.sales.unserved == pytest.approx(here.sales.unserved, rel=rtol)
    assert (there.market_areas().store == here.market_areas().store).all()


@pytest.mark.parametrize("decay", DECAYS, ids=ids)
@pytest.mark.parametrize("outside", [0, 40])
def test_quantised_and_sparse_agree_with_dense(decay, outside):
    tenths = np.random.default_rng(1).integers(1, 600, (700, 9)).astype(np.uint16)
    tenths[tenths > 500] = 65_535
    tenths[13] = 65_535
    _, _, area, spent = town(700, 9)
    minutes = np.where(tenths == 65_535, np.inf, tenths * 0.1)
    dense = Market(minutes, area, spent)
    model = Huff(decay, 0.8, outside)
    assert (QuantisedTimes.of(minutes).steps == tenths).all()
    agree(dense, dense.replace(times=QuantisedTimes(tenths)), model, 1e-12)
    agree(dense, dense.replace(times=SparseTimes.within(minutes, 60)), model, 1e-12)


@settings(max_examples=30, deadline=None)  # the first call compiles
@given(st.integers(0, 10_000), st.integers(1, 30), st.integers(1, 8), st.sampled_from(DECAYS))
def test_all_stored_forms_agree_whatever_the_times(seed, n, m, decay):
    tenths = np.random.default_rng(seed).integers(0, 700, (n, m)).astype(np.uint16)
    _, _, area, spent = town(n, m, seed)
    dense = Market(tenths * 0.1, area, spent)
    for times in (QuantisedTimes(tenths), SparseTimes.within(tenths * 0.1, 70)):
        agree(dense, dense.replace(times=times), Huff(decay, outside=1), 1e-11)


@pytest.mark.parametrize("decay", DECAYS, ids=ids)
def test_great_circle_agrees_with_its_table(decay):
    rng = np.random.default_rng(2)
    origins, stores = (
        rng.uniform((-5, 42), (8, 51), (400, 2)),
        rng.uniform((-5, 42), (8, 51), (7, 2)),
    )
    layer = GreatCircle(origins, stores, metres_per_unit=20_000)
    table = DenseTimes(layer.rows(0, 400))
    market = Market(layer, rng.uniform(1, 9, 7), rng.uniform(0, 9, 400))
    agree(market, market.replace(times=table), Huff(decay, outside=1e-3), 1e-10)
    assert (layer.column(3) == table.column(3)).all()
    assert (layer.column_at(stores[3]) == table.column(3)).all()


def test_great_circle_is_the_same_near_and_far():
    rng = np.random.default_rng(9)
    near = rng.uniform((-4, 43), (7, 50), (300, 2))
    for stores in (near[:6], np.vstack([near[:6], (120, -40)])):  # the series, then the arcsine
        layer = GreatCircle(near[6:], stores)
        market = Market(layer, np.ones(len(stores)), np.ones(294))
        for decay in (Power(2), Power(1.7)):
            agree(market, market.replace(times=layer.rows(0, 294)), Huff(decay), 1e-12)


def test_great_circle_of_known_lengths():
    layer = GreatCircle([(0, 0), (0, 90), (0, 0)], [(90, 0), (180, 0), (1e-7, 0)])
    quarter = np.pi / 2 * 6371.0088
    assert layer.rows(0, 2) == pytest.approx(
        np.array([[quarter, 2 * quarter, 6371.0088 * np.radians(1e-7)], [quarter] * 3])
    )
    assert layer.rows(2, 3)[0, 2] == pytest.approx(6371.0088 * np.radians(1e-7), rel=1e-12)


@pytest.mark.parametrize("decay", DECAYS, ids=ids)
def test_planar_agrees_with_its_table(decay):
    origins, stores, area, spent = town(600, 40)
    layer = PlanarTimes(origins, stores, cutoff=6000, metres_per_unit=500)
    market = Market(layer, area, spent)
    table = market.replace(times=DenseTimes(layer.rows(0, 600)))
    agree(market, table, Huff(decay, outside=10), 1e-4)
    few = np.where(np.arange(600) < 20, 1.0, 0)
    np.testing.assert_allclose(
        layer.draw(decay, few), table.times.draw(decay, few), rtol=1e-4, atol=1e-9
    )


@dataclass(frozen=True)
class Linear(Decay):
    """A decay of somebody's own: 1 − t/reach."""

    reach: float
    NAMES = ("reach",)

    def _log(self, times):
        return np.log(np.maximum(0, 1 - times / self.reach))

    def _gradient(self, times):
        return [times / self.reach / (self.reach - times)]


def test_a_decay_of_ones_own_works_everywhere():
    rng = np.random.default_rng(3)
    places = rng.uniform(0, 0.4, (60, 2))
    layer = GreatCircle(places[:50], places[50:])
    market = Market(layer, np.ones(10), np.ones(50))
    agree(market, market.replace(times=layer.rows(0, 50)), Huff(Linear(60)), 1e-10)
    assert float(Linear(60)(15)) == pytest.approx(0.75)


@pytest.mark.parametrize(
    "make",
    [
        lambda times: DenseTimes(times),
        lambda times: QuantisedTimes.of(times),
        lambda times: SparseTimes.within(times, 60),
    ],
)
def test_some_origins_can_be_taken(make):
    minutes = np.random.default_rng(5).integers(1, 500, (30, 4)) * 0.1
    some = np.array([3, 20, 7])
    assert make(minutes).take(some).rows(0, 3) == pytest.approx(minutes[some])
    assert make(minutes).column(2) == pytest.approx(minutes[:, 2])


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: QuantisedTimes(np.zeros((2, 2))), "not in uint16"),
        (lambda: QuantisedTimes.of([[7000.0]]), "beyond 65,534 steps"),
        (lambda: QuantisedTimes.of([[-1.0]]), "negative"),
        (lambda: SparseTimes(sparse.csr_array(([-1.0], ([0], [0])))), "negative"),
        (lambda: GreatCircle([(312_000, 6_743_000)], [(0, 0)]), "longitude first, not metres"),
        (lambda: GreatCircle([(0, 0)], [(0, np.nan)]), "missing"),
        (lambda: PlanarTimes([(-2.1, 47.6), (-2.2, 47.7)], [(0, 0)], 1000), "look like degrees"),
        (lambda: PlanarTimes([(0, 0)], [(3e5, 6e6)], 300_000), "not in 0 to 160 km"),
    ],
)
def test_travel_that_cannot_be_is_refused(make, told):
    with pytest.raises(InputFaults, match=told):
        make()


def test_two_points_in_one_place_need_a_floor():
    layer = PlanarTimes([(5e5, 6e6)], [(5e5, 6e6)], 1000)
    market = Market(layer, [1], [1])
    with pytest.raises(InvalidInput, match="give Power a floor"):
        Huff(Power(2)).sales(market)
    assert Huff(Power(2, floor=50)).sales(market).values == pytest.approx([1])
    here = GreatCircle([(2, 48)], [(2, 48)])
    with pytest.raises(InputFaults, match="too large"):
        Huff(Power(2)).sales(market.replace(times=here))

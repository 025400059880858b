"""The short way of a what-if equals the long one, whatever the market and the scenario."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.decay import Exponential, Power
from chalandise.market import Huff, Market, PlanarTimes, QuantisedTimes, SparseTimes
from chalandise.whatif import Close, Enlarge, Move, Open, Scenario, compare, transfers
from hypothesis import given, settings
from hypothesis import strategies as st

FORMS = {
    "dense": lambda minutes: minutes,
    "quantised": QuantisedTimes.of,
    "sparse": lambda minutes: SparseTimes.within(minutes, 1e9),
}
models = st.builds(
    Huff,
    st.sampled_from([Power(2), Exponential(0.3), Exponential(5)]),
    st.floats(0.2, 2),
    st.sampled_from([0.0, 0.5, 300.0]),
)


def column(rng, n):
    return np.where(rng.random(n) < 0.2, np.inf, rng.integers(1, 600, n) * 0.1)


@st.composite
def cases(draw):
    rng = np.random.default_rng(draw(st.integers(0, 99_999)))
    n, m = draw(st.integers(1, 25)), draw(st.integers(2, 6))
    minutes = np.stack([column(rng, n) for _ in range(m)], axis=1)
    groups = {"centre": [f"c{k % 2}" for k in range(m)]}
    form = FORMS[draw(st.sampled_from(list(FORMS)))]
    market = Market(form(minutes), rng.uniform(1, 99, m), rng.uniform(0, 99, n), groups=groups)
    possible = [
        Open("new", float(rng.uniform(1, 99)), column(rng, n), groups={"centre": "c1"}),
        Open("newer", float(rng.uniform(1, 99)), column(rng, n)),
        Close(0),
        Enlarge(1, float(rng.uniform(0, 99))),
        Move(1, column(rng, n)),
    ]
    return market, Scenario(draw(st.lists(st.sampled_from(possible), unique_by=id)))


@settings(max_examples=150, deadline=None)  # the first call compiles
@given(models, cases())
def test_the_short_way_equals_solving_again(model, case):
    market, scenario = case
    impact = compare(model, market, scenario)
    whole = impact.final.market
    again = model.solve(whole.replace(times=whole.times.rows(0, whole.shape[0])))
    slack = 1e-9 * (1 + market.demand.sum())
    np.testing.assert_allclose(impact.final.utility, again.utility, rtol=1e-9)
    np.testing.assert_allclose(impact.final.drawn, again.drawn, rtol=1e-9, atol=slack)
    np.testing.assert_allclose(model.solve(whole).drawn, again.drawn, rtol=1e-9, atol=slack)
    assert impact.final.sales.leakage == pytest.approx(again.sales.leakage, rel=1e-9, abs=slack)
    assert impact.final.sales.unserved == pytest.approx(again.sales.unserved, rel=1e-9)
    assert impact.gap < 1e-12


@settings(max_examples=80, deadline=None)
@given(models, cases())
def test_transfers_balance_by_store_and_by_group(model, case):
    market, scenario = case
    impact = compare(model, market, scenario)
    for kind in (None, "centre"):
        matrix = transfers(impact, kind)
        assert (matrix.values >= 0).all()
        assert matrix.gap < 1e-12


@settings(deadline=None)
@given(models, cases())
def test_an_opening_never_helps_a_rival(model, case):
    market, _ = case
    opening = Open("new", 50.0, np.full(market.shape[0], 10.0))
    impact = compare(model, market, Scenario([opening]))
    assert (impact.change[:-1] <= 1e-9 * (1 + market.demand.sum())).all()
    assert impact.regained >= -1e-9


def test_a_country_takes_the_short_way_too():
    rng = np.random.default_rng(8)
    origins, stores = rng.uniform(0, 200_000, (9000, 2)), rng.uniform(0, 200_000, (500, 2))
    layer = PlanarTimes(origins, stores, cutoff=15_000, metres_per_unit=1000)
    market = Market(layer, rng.uniform(1, 99, 500), rng.uniform(0, 99, 9000))
    model = Huff(Power(2, floor=0.1), outside=1)
    scenario = Scenario([Open("new", 90.0, place=(5e4, 9e4)), Close(3)])
    impact = compare(model, market, scenario)
    placed = np.vstack([np.delete(stores, 3, axis=0), (5e4, 9e4)])
    area = np.append(np.delete(market.attraction[:, 0], 3), 90)
    whole = PlanarTimes(origins, placed, cutoff=15_000, metres_per_unit=1000)
    again = model.solve(Market(whole, area, market.demand))
    np.testing.assert_allclose(impact.final.utility, again.utility, rtol=2e-4)
    np.testing.assert_allclose(impact.final.drawn, again.drawn, rtol=2e-4)
    assert impact.gap < 1e-5

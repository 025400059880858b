"""What must hold whatever the numbers: sums, conservation, monotony, units."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.decay import Exponential, Logistic, Power, SpanExponential, SpanPower
from chalandise.market import Huff, Market
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

decays = st.one_of(
    st.builds(Power, st.floats(0, 4), floor=st.just(0.1)),
    st.builds(Exponential, st.floats(0, 0.5)),
    st.builds(Logistic, st.floats(-5, 5), st.floats(0, 0.5)),
    st.builds(SpanExponential, st.floats(1, 60), st.floats(0.2, 3)),
    st.builds(SpanPower, st.floats(1, 60), st.floats(0.2, 3)),
)


@st.composite
def markets(draw) -> Market:
    n, m = draw(st.integers(1, 8)), draw(st.integers(1, 6))
    minutes = st.one_of(st.floats(0.1, 60), st.just(np.inf))
    return Market(
        draw(arrays(float, (n, m), elements=minutes)),
        draw(arrays(float, m, elements=st.one_of(st.just(0.0), st.floats(1, 1e4)))),
        draw(arrays(float, n, elements=st.one_of(st.just(0.0), st.floats(1e-3, 1e6)))),
    )


models = st.builds(Huff, decays, st.floats(0.1, 2), st.one_of(st.just(0.0), st.floats(1e-3, 1e3)))


@given(models, markets())
def test_shares_and_leakage_sum_to_one_and_flows_to_the_demand(model, market):
    assert model.shares(market).gap < 1e-12
    assert model.flows(market).gap < 1e-12
    assert model.sales(market).gap < 1e-12


@given(models, markets())
def test_sales_are_the_sums_of_the_flows(model, market):
    flows, sales = model.flows(market), model.sales(market)
    np.testing.assert_allclose(flows.values.sum(axis=0), sales.values, rtol=1e-9, atol=1e-6)
    assert flows.leakage.sum() == pytest.approx(sales.leakage, rel=1e-9, abs=1e-6)


@given(models, markets(), st.floats(1, 5))
def test_a_larger_store_never_sells_less_nor_its_rivals_more(model, market, factor):
    larger = market.attraction.copy()
    larger[0] *= factor
    before, after = (
        model.sales(market).values,
        model.sales(market.replace(attraction=larger)).values,
    )
    slack = 1e-9 * (1 + market.demand.sum())
    assert after[0] >= before[0] - slack
    assert (after[1:] <= before[1:] + slack).all()


@given(models, markets(), st.floats(1, 5))
def test_a_farther_store_never_sells_more(model, market, factor):
    minutes = market.times.rows(0, market.shape[0]).copy()
    minutes[:, 0] *= factor
    before, after = model.sales(market), model.sales(market.replace(times=minutes))
    assume(after.unserved == before.unserved)
    assert after.values[0] <= before.values[0] + 1e-9 * (1 + market.demand.sum())


@given(markets(), st.floats(0.5, 3), st.floats(0, 4), st.floats(0.01, 100), st.floats(0.01, 100))
def test_units_of_time_and_attraction_do_not_matter(market, gamma, lam, minutes, metres):
    here = Huff(Power(lam), gamma).shares(market)
    times = market.times.rows(0, market.shape[0]) * minutes
    other = market.replace(times=times, attraction=market.attraction * metres)
    there = Huff(Power(lam), gamma).shares(other)
    np.testing.assert_allclose(there.values, here.values, rtol=1e-9, atol=1e-12)
    same = Huff(Exponential(lam / 60), gamma).shares(market).values
    rescaled = Huff(Exponential(lam / 60 / minutes), gamma).shares(other).values
    np.testing.assert_allclose(rescaled, same, rtol=1e-9, atol=1e-12)


@given(models, markets(), st.floats(0.01, 100))
def test_unit_of_spending_scales_the_sales(model, market, euros):
    sales = model.sales(market.replace(demand=market.demand * euros))
    np.testing.assert_allclose(sales.values, model.sales(market).values * euros, rtol=1e-9)


@given(decays, st.floats(0.5, 60))
def test_gradient_is_the_slope_of_the_logarithm(decay, t):
    for position, (name, value) in enumerate(decay.parameters.items()):
        step = 1e-5 * max(1, abs(value))
        low = {**decay.parameters, name: value - step}
        assume(name == "a" or low[name] > 0)
        high = {**decay.parameters, name: value + step}
        ends = [decay.with_parameters(list(end.values())).log(t) for end in (high, low)]
        slope = (ends[0] - ends[1]) / (2 * step)
        assert decay.gradient(t)[position] == pytest.approx(float(slope), rel=1e-4, abs=1e-6)

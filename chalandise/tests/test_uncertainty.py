"""Doubt of the parameters in every answer: against the formula, against draws, at the edges."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.decay import Exponential, Power, SpanExponential
from chalandise.errors import InputFaults, InvalidInput
from chalandise.market import Huff, Market
from chalandise.uncertainty import propagate
from chalandise.whatif import Open, Scenario, compare

MARKET = Market([[5, 10], [10, 10]], [100, 400], [1000, 500])
MODEL = Huff(Exponential(0.2), gamma=1.0, outside=3.0)


def first_share(model: Huff) -> float:
    return float(model.shares(MARKET).values[0, 0])


def test_delta_method_by_hand():
    # one store against U0: p = A e^{-5λ} / (A e^{-5λ} + U0), ∂p/∂λ = −5 p (1 − p)
    alone = Market([[5]], [100], [1])
    found = propagate(lambda m: m.shares(alone).values, MODEL, [[0.03**2]], parameters=["lam"])
    p = 100 * np.exp(-1) / (100 * np.exp(-1) + 3)
    assert found.value == pytest.approx(np.array([[p]]))
    assert found.standard_error == pytest.approx(np.array([[5 * p * (1 - p) * 0.03]]), rel=1e-5)
    assert found.upper - found.value == pytest.approx(1.959964 * found.standard_error)


def test_draws_agree_with_delta_where_doubt_is_small():
    covariance = np.array([[0.02**2, 1e-5], [1e-5, 0.002**2]])
    delta = propagate(first_share, MODEL, covariance)
    drawn = propagate(first_share, MODEL, covariance, method="draws", draws=2000)
    assert drawn.standard_error == pytest.approx(delta.standard_error, rel=0.06)
    assert (drawn.lower, drawn.upper) == pytest.approx((delta.lower, delta.upper), abs=2e-3)
    again = propagate(first_share, MODEL, covariance, method="draws", draws=2000)
    assert (drawn.lower, drawn.upper) == (again.lower, again.upper)


def test_every_output_can_carry_it():
    scenario = Scenario([Open("new", 300.0, [5, 5])])
    found = propagate(
        lambda m: compare(m, MARKET, scenario).change, MODEL, np.diag([1e-4, 1e-4]), level=0.9
    )
    assert found.value.shape == (3,)
    assert (found.lower < found.value).all() and (found.value < found.upper).all()


def test_no_doubt_gives_no_interval():
    found = propagate(first_share, MODEL, np.zeros((2, 2)))
    assert found.standard_error == 0
    assert found.lower == found.value == found.upper


def test_slope_at_the_edge_of_the_range_is_taken_from_inside():
    flat = Huff(Power(0))
    found = propagate(lambda m: m.shares(MARKET).values[0, 0], flat, [[0.1**2]], parameters=["lam"])
    # p = 100·5^-λ / (100·5^-λ + 400·10^-λ): ∂p/∂λ at 0 = p (1 − p) ln 2
    assert found.standard_error == pytest.approx(0.2 * 0.8 * np.log(2) * 0.1, rel=1e-3)


def test_draws_outside_the_range_are_counted_and_too_many_refused():
    model = Huff(Exponential(0.05))
    some = propagate(first_share, model, [[0.04**2]], parameters=["lam"], method="draws", draws=400)
    assert 20 < some.refused < 80  # 10.6 % of a normal lie below −1.25 σ
    # half of the draws of each parameter are negative: three quarters fall outside
    with pytest.raises(InvalidInput, match="too uncertain"):
        propagate(
            first_share,
            Huff(SpanExponential(1e-3, 1e-3)),
            np.diag([9.0, 9.0]),
            parameters=["span", "beta"],
            method="draws",
            draws=100,
        )


def test_all_faults_of_a_covariance_are_told_at_once():
    with pytest.raises(InputFaults) as caught:
        propagate(first_share, MODEL, [[-1, 2], [3, np.nan]], parameters=["lam", "mu"])
    for part in ("['mu'] are not among", "not symmetric", "variances: 1 value is negative", "NaN"):
        assert part in str(caught.value)
    with pytest.raises(InputFaults, match="has shape"):
        propagate(first_share, MODEL, [[1.0]])

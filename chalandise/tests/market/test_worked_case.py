"""A case worked by hand, shipped: the twin of the published cases whose files may not ship."""

from __future__ import annotations

import math

import numpy as np
import pytest
from chalandise.decay import Exponential, Logistic, Power, SpanExponential, SpanPower
from chalandise.market import Huff, Market

# Two villages and two stores: A of 100 m², B of 400 m².
MINUTES = np.array([[5.0, 10.0], [10.0, 10.0]])
AREA = np.array([100.0, 400.0])
SPENT = np.array([1000.0, 500.0])


@pytest.fixture
def market() -> Market:
    return Market(MINUTES, AREA, SPENT, stores=["A", "B"], origins=["North", "South"])


def test_huff_1963_by_hand(market):
    # North: 100/25 = 4 against 400/100 = 4; South: 1 against 4
    shares = Huff(Power(2)).shares(market)
    assert shares.values == pytest.approx(np.array([[0.5, 0.5], [0.2, 0.8]]))
    sales = Huff(Power(2)).sales(market)
    assert (sales["A"], sales["B"]) == pytest.approx((600, 900))
    assert (sales.leakage, sales.unserved, sales.total) == pytest.approx((0, 0, 1500))


def test_outside_option_by_hand(market):
    # North: 4 + 4 + 2, South: 1 + 4 + 2
    model = Huff(Power(2), outside=2)
    assert model.shares(market).outside == pytest.approx([0.2, 2 / 7])
    sales = model.sales(market)
    assert sales.values == pytest.approx([400 + 500 / 7, 400 + 2000 / 7])
    assert sales.leakage == pytest.approx(200 + 1000 / 7)
    assert sales.leakage_rate == pytest.approx((200 + 1000 / 7) / 1500)
    assert model.flows(market).leakage == pytest.approx([200, 1000 / 7])


def test_several_attraction_variables_by_hand():
    # 100^0.5 · 4^1 = 40, 400^0.5 · 1^1 = 20, no effect of distance
    both = Market(MINUTES, np.column_stack([AREA, [4, 1]]), SPENT)
    model = Huff(Exponential(0), gamma=(0.5, 1))
    assert model.shares(both).values == pytest.approx(np.array([[2 / 3, 1 / 3]] * 2))


@pytest.mark.parametrize(
    ("decay", "at_ten"),
    [
        (Power(2), 0.01),
        (Exponential(0.3), math.exp(-3)),
        (Logistic(-4, 0.35), 1 / (1 + math.exp(-0.5))),
        (SpanExponential(5, 2), 1 / 16),
        (SpanPower(5, 2), 1 / (2 * math.sqrt(2) - 1) ** 2),
        (SpanExponential(10), 0.5),
        (SpanPower(10), 0.5),
    ],
)
def test_decays_by_hand(decay, at_ten):
    assert float(decay(10)) == pytest.approx(at_ten, rel=1e-14)
    assert float(decay(np.inf)) == 0


def test_market_areas_take_the_first_of_equals(market):
    areas = Huff(Power(2)).market_areas(market)
    assert areas.store.tolist() == [0, 1]
    assert areas.share == pytest.approx([0.5, 0.8])


def test_parameters_go_out_and_come_back():
    model = Huff(Logistic(-4, 0.35), gamma=(0.5, 1), outside=3)
    assert list(model.parameters) == ["gamma_0", "gamma_1", "a", "b", "outside"]
    assert model.with_parameters(list(model.parameters.values())) == model
    assert Huff(Power(2)).with_parameters([0.9, 1.5, 0]) == Huff(Power(1.5), 0.9)

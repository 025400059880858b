"""Inputs at the edge: an error that tells all, or a defined answer."""

from __future__ import annotations

import pickle

import numpy as np
import pytest
from chalandise.decay import Exponential, Logistic, Power, SpanExponential, SpanPower
from chalandise.errors import InputFaults, InvalidInput
from chalandise.market import Huff, Market

MODEL = Huff(Power(2))
MINUTES = [[5, 10], [10, 10]]


def refused(*arguments, **named) -> str:
    with pytest.raises(InputFaults) as caught:
        Market(*arguments, **named)
    return str(caught.value)


def test_all_faults_are_told_at_once():
    told = refused(
        [[np.nan, -1], [3, 4]], [1, np.inf, 3], [-5, "many"], stores=["A", "A"], groups={"town": []}
    )
    assert told.split("; ") == [
        "times: 1 value is missing (NaN), the first at [0, 0] (write inf for a store out of reach)",
        "times: 1 value is negative, the first at [0, 1]",
        "attraction: 1 value is missing (NaN) or infinite, the first at [1, 0]",
        "demand: holds something that is not a number",
        "stores: occurs more than once: 'A'",
    ]


def test_sizes_that_do_not_match_are_told():
    told = refused(MINUTES, [1, 2, 3], [4], stores=["A"], groups={"town": ["x"]})
    for part in ("attraction: has shape (3, 1), (2, 1)", "demand: has shape (1,), (2,)"):
        assert part in told
    assert "stores: 1 names are given for 2" in told
    assert "groups['town']: 1 labels for 2 stores" in told


@pytest.mark.parametrize("bad", [np.nan, -3.0, np.inf])
@pytest.mark.parametrize("place", ["attraction", "demand"])
def test_missing_negative_or_infinite_values_are_refused(place, bad):
    values = {"attraction": [1.0, 2.0], "demand": [1.0, 2.0]} | {place: [1.0, bad]}
    assert place in refused(MINUTES, **values)


def test_an_empty_zone_and_no_store_are_refused():
    assert "no origin" in refused(np.empty((0, 2)), [1, 2], [])
    assert "no store" in refused(np.empty((2, 0)), [], [1, 2])


def test_an_error_survives_the_way_to_another_process():
    with pytest.raises(InputFaults) as caught:
        Market([[np.nan]], [1], [-1])
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.faults == caught.value.faults
    assert str(again) == str(caught.value)


def test_a_store_of_zero_attraction_draws_nothing():
    market = Market(MINUTES, [0, 400], [10, 20])
    assert MODEL.sales(market).values == pytest.approx([0, 30])
    with pytest.raises(InputFaults, match="0 under a negative gamma"):
        Huff(Power(2), gamma=-1).sales(market)


def test_no_attraction_anywhere_serves_nobody():
    sales = MODEL.sales(Market(MINUTES, [0, 0], [10, 20]))
    assert (sales.total, sales.unserved, sales.gap) == (0, 30, 0)


def test_an_origin_out_of_reach_is_unserved_or_leaks():
    market = Market([[5, 10], [np.inf, np.inf]], [100, 400], [10, 20])
    shares = MODEL.shares(market)
    assert shares.unserved.tolist() == [False, True]
    assert shares.values[1].tolist() == [0, 0]
    assert MODEL.sales(market).unserved == 20
    assert MODEL.market_areas(market).store.tolist() == [0, -1]
    leaking = Huff(Power(2), outside=1)
    assert leaking.shares(market).outside[1] == 1
    assert leaking.sales(market).unserved == 0


def test_one_store_only_takes_everything():
    assert MODEL.sales(Market([[5], [90]], [100], [10, 20])).values.tolist() == [30]


def test_a_store_outside_every_zone_sells_nothing():
    market = Market([[5, np.inf], [10, np.inf]], [100, 400], [10, 20])
    assert MODEL.sales(market).values == pytest.approx([30, 0])


def test_nobody_spends():
    sales = MODEL.sales(Market(MINUTES, [100, 400], [0, 0]))
    assert (sales.values.tolist(), sales.gap, sales.leakage_rate) == ([0, 0], 0, 0)


def test_time_zero_needs_a_floor_under_a_power():
    market = Market([[0, 10]], [1, 1], [1])
    with pytest.raises(InvalidInput, match="give Power a floor"):
        MODEL.sales(market)
    floored = Huff(Power(2, floor=5)).shares(market).values
    assert floored == pytest.approx(np.array([[0.8, 0.2]]))
    for decay in (Exponential(1), Logistic(0, 1), SpanExponential(5), SpanPower(5)):
        assert np.isfinite(Huff(decay).shares(market).values).all()


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda: Power(-2), "grow with distance"),
        (lambda: Exponential(float("nan")), "is nan"),
        (lambda: Logistic(0, -1), "grow with distance"),
        (lambda: SpanExponential(0, -1), "Exponential.span: is 0.*Exponential.beta: is -1"),
        (lambda: SpanPower(0), "not above 0"),
        (lambda: Huff(Power(2), outside=-1), "outside: is -1"),
        (lambda: Power(2)([-1]), "negative or missing"),
        (lambda: Power(2)([np.nan]), "negative or missing"),
    ],
)
def test_parameters_without_meaning_are_refused(make, told):
    with pytest.raises(InvalidInput, match=told):
        make()


def test_gamma_must_match_the_variables():
    with pytest.raises(InputFaults, match="has 1 variables, gamma has 2"):
        Huff(Power(2), gamma=(1, 2)).sales(Market(MINUTES, [1, 2], [1, 2]))


def test_inputs_are_never_written_to():
    arrays = [np.array(MINUTES, float), np.array([100.0, 400.0]), np.array([10.0, 20.0])]
    kept = [array.copy() for array in arrays]
    for array in arrays:
        array.flags.writeable = False
    solution = MODEL.solve(Market(*arrays))
    solution.shares(), solution.flows(), solution.sales, solution.market_areas()
    for array, before in zip(arrays, kept, strict=True):
        assert (array == before).all()

"""Where origins are many, columns and utilities go through compiled loops: the same answers."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.decay import (
    Decay,
    Exponential,
    Logistic,
    Power,
    SpanExponential,
    SpanPower,
)
from chalandise.errors import InvalidInput
from chalandise.market import GreatCircle, Huff, Market
from chalandise.market.times import WORTH_COMPILING
from chalandise.whatif import Close, Enlarge, Move, Open, Scenario, compare, rank_candidates

MANY = WORTH_COMPILING + 700  # not a whole number of tiles
DECAYS: list[Decay] = [
    Power(2),
    Power(2, floor=30),
    Power(1.3),
    Exponential(0.004),
    Logistic(-2, 0.01),
    SpanExponential(50, 1.5),
    SpanPower(50, 2),
]


def country(far: bool = False) -> Market:
    """Invented points; with a store at the antipodes the arcsine is no longer its series."""
    rng = np.random.default_rng(6)
    places = rng.uniform((-4, 43), (7, 50), (MANY + 6, 2))
    stores = np.vstack([places[MANY:], (-178, -40)]) if far else places[MANY:]
    demand, area = rng.uniform(0, 1e4, MANY), rng.uniform(50, 5000, len(stores))
    return Market(GreatCircle(places[:MANY], stores), area, demand)


SCENARIO = Scenario(
    [
        Open("new", 2500.0, place=(2.5, 47.2)),
        Enlarge(1, 9.0),
        Close(2),
        Move(3, place=(6.9, 43.1)),
        Open("half", 900.0, np.where(np.arange(MANY) % 2, np.inf, 120.0)),
    ]
)


@pytest.mark.parametrize("decay", DECAYS, ids=str)
@pytest.mark.parametrize("far", [False, True])
def test_the_short_way_equals_the_whole_table_solved_again(decay, far):
    market, model = country(far), Huff(decay, 0.9, outside=1e-3)
    impact = compare(model, market, SCENARIO)
    whole = impact.final.market
    again = model.solve(whole.replace(times=whole.times.rows(0, MANY)))
    np.testing.assert_allclose(impact.final.utility, again.utility, rtol=1e-10)
    np.testing.assert_allclose(impact.final.drawn, again.drawn, rtol=1e-9)
    assert impact.final.ratios == pytest.approx(again.ratios, rel=1e-10)
    assert impact.gap < 1e-12


def test_one_column_is_that_of_the_table():
    layer = country().times
    rows = layer.rows(0, MANY)
    np.testing.assert_allclose(layer.column(3), rows[:, 3], rtol=1e-14)
    np.testing.assert_allclose(layer.column_at(layer.stores[3]), rows[:, 3], rtol=1e-14)
    antipodes = layer.column_at((178, -46))
    table = GreatCircle(layer.origins, [(178, -46)]).rows(0, MANY)[:, 0]
    np.testing.assert_allclose(antipodes, table, rtol=1e-12)  # asin is steep there


def test_a_store_that_takes_nearly_all_and_closes_leaves_exact_utilities():
    market, model = country(), Huff(Power(2))
    market = market.replace(attraction=np.array([1e9, 1, 1, 1, 1, 1])[:, None])
    impact = compare(model, market, Scenario([Close(0)]))
    whole = impact.final.market
    again = model.solve(whole.replace(times=whole.times.rows(0, MANY)))
    np.testing.assert_allclose(impact.final.utility, again.utility, rtol=1e-12)


def test_candidates_are_ranked_as_each_would_be_alone():
    market, model = country(), Huff(Power(1.3), outside=1e-3)
    places = [Open(k, 700.0, place=(k, 45 + k / 3)) for k in range(3)]
    ranking = rank_candidates(
        model, market, [Open(f"c{c.store}", 700.0, place=c.place) for c in places]
    )
    alone = [compare(model, market, Scenario([Open("one", 700.0, place=c.place)])) for c in places]
    assert ranking.sales == pytest.approx([one["one"] for one in alone], rel=1e-9)


def test_a_store_on_the_door_of_an_origin_still_needs_a_floor():
    market = country()
    door = tuple(market.times.origins[11])
    with pytest.raises(InvalidInput, match="give Power a floor"):
        compare(Huff(Power(2)), market, Scenario([Open("new", 1.0, place=door)]))
    impact = compare(Huff(Power(2, floor=1)), market, Scenario([Open("new", 1.0, place=door)]))
    assert impact["new"] > 0

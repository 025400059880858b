"""Other assumptions, one at a time; elasticities against small changes; families together."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.decay import Cut, Exponential, Power
from chalandise.elasticity import elasticities
from chalandise.errors import InputFaults, InvalidInput
from chalandise.families import (
    compare_families,
    family_markets,
    family_sales,
    total_change,
)
from chalandise.market import Huff, Market, PlanarTimes
from chalandise.sensitivity import sensitivity
from chalandise.whatif import Enlarge, Open, Scenario, compare

MODEL = Huff(Power(2), outside=1)
MARKET = Market([[5, 10], [10, 10]], [100, 400], [1000, 500], stores=["A", "B"])
NEW = Scenario([Open("new", 100.0, [10, 5])])


def gain(model, market, scenario):
    return compare(model, market, scenario)["new"]


def test_each_assumption_is_changed_alone():
    found = sensitivity(
        gain,
        MODEL,
        MARKET,
        NEW,
        parameters={"lam": [1, 3], "outside": [0]},
        cutoffs=[6],
        edges={"South only": [False, True]},
        threshold=250,
    )
    told = {(reading.assumption, reading.value): reading for reading in found.readings}
    assert found.reference == pytest.approx(1000 / 10 + 500 * 4 / 10)
    assert told["outside", 0].answer == pytest.approx(1000 / 9 + 500 * 4 / 9)
    # within 6 minutes North has A alone (pull 4), South the new store alone (4)
    assert told["cutoff", 6].answer == pytest.approx(500 * 4 / 5)
    assert told["edge", "South only"].answer == pytest.approx(200)
    assert told["edge", "South only"].change == pytest.approx(200 / 300 - 1)
    lam_1 = gain(Huff(Power(1), outside=1), MARKET, NEW)
    assert told["lam", 1].answer == pytest.approx(lam_1)
    assert told["edge", "South only"] in found.turning
    assert told["outside", 0] not in found.turning


def test_unknown_parameters_and_empty_zones_are_refused():
    with pytest.raises(InvalidInput, match="no parameter 'mu'"):
        sensitivity(gain, MODEL, MARKET, NEW, parameters={"mu": [1]})
    for mask in ([False, False], [True], [1, 0]):
        with pytest.raises(InvalidInput, match="edge 'x'"):
            sensitivity(gain, MODEL, MARKET, NEW, edges={"x": mask})


def test_a_cut_is_a_decay():
    cut = Cut(Exponential(0.1), 10)
    assert cut([10, 10.1]) == pytest.approx([np.exp(-1), 0])
    assert cut.gradient([10, 11]) == pytest.approx(np.array([[-10], [0]]))
    assert cut.with_parameters([0.2]) == Cut(Exponential(0.2), 10)
    with pytest.raises(InvalidInput, match="limit"):
        Cut(Exponential(0.1), 0)


def test_a_cut_of_planar_distances_is_exact():
    rng = np.random.default_rng(0)
    layer = PlanarTimes(rng.uniform(0, 9000, (300, 2)), rng.uniform(0, 9000, (20, 2)), 5000, 1000)
    market = Market(layer, rng.uniform(1, 9, 20), np.ones(300))
    model = Huff(Cut(Exponential(0.1), 3), outside=1)
    dense = model.sales(market.replace(times=layer.rows(0, 300)))
    np.testing.assert_allclose(model.sales(market).values, dense.values, rtol=1e-4)


def test_elasticities_are_slopes():
    model = Huff(Power(1.5), gamma=0.8, outside=2)
    found = elasticities(model.solve(MARKET))
    base = model.sales(MARKET).values
    for k, store in enumerate(MARKET.stores):
        area = float(MARKET.attraction[k, 0])
        grown = compare(model, MARKET, Scenario([Enlarge(store, area * 1.00001)])).after
        slope = np.log(grown / base) / np.log(1.00001)
        assert found.cross[:, k] == pytest.approx(slope, rel=1e-4)
    assert (found.own > 0).all() and (found.own < 0.8).all()
    assert found.own == pytest.approx(np.diagonal(found.cross))


def test_elasticities_of_a_store_that_sells_nothing_are_undefined():
    found = elasticities(MODEL.solve(MARKET.replace(attraction=[0, 400])))
    assert np.isnan(found.cross[0]).all() and np.isfinite(found.cross[1]).all()
    with pytest.raises(InvalidInput, match="variable 1"):
        elasticities(MODEL.solve(MARKET), variable=1)


AREAS = {"food": [100, 0], "clothes": [50, 300]}
SPENT = {"food": [900, 400], "clothes": [100, 200]}
MODELS = {"food": Huff(Power(2)), "clothes": Huff(Exponential(0.05), outside=100)}


def test_families_have_each_their_model_and_add_up():
    markets = family_markets(MARKET.times, AREAS, SPENT, stores=["A", "B"])
    sales = family_sales(MODELS, markets)
    assert sales.by_family["food"].values == pytest.approx([1300, 0])
    clothes = MODELS["clothes"].sales(markets["clothes"])
    assert sales.total.values == pytest.approx([1300 + clothes["A"], clothes["B"]])
    assert sales.total.leakage == clothes.leakage
    assert (sales.total.demand, sales.total.gap) == pytest.approx((1600, 0), abs=1e-12)
    scenarios = {"food": Scenario([Enlarge("B", 100.0)]), "clothes": Scenario()}
    impacts = compare_families(MODELS, markets, scenarios)
    assert impacts["clothes"].change == pytest.approx([0, 0])
    assert total_change(impacts) == pytest.approx(
        {"A": impacts["food"]["A"], "B": impacts["food"]["B"]}
    )


def test_faults_of_all_families_are_told_at_once():
    with pytest.raises(InputFaults) as caught:
        family_markets(MARKET.times, AREAS | {"toys": [1, 1]}, {"food": [1], "clothes": [-1, 1]})
    told = str(caught.value)
    assert "clothes, demand: 1 value is negative" in told
    assert "food, demand: has shape (1,)" in told
    assert "families: attraction has ['clothes', 'food', 'toys']" in told
    with pytest.raises(InputFaults, match="against"):
        family_sales({"food": MODEL}, {"clothes": MARKET})

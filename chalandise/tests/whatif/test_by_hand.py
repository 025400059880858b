"""What-ifs worked by hand on two villages."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.decay import Power
from chalandise.errors import InputFaults, InvalidInput
from chalandise.market import GreatCircle, Huff, Market
from chalandise.whatif import (
    Close,
    Enlarge,
    Move,
    Open,
    Rebrand,
    Scenario,
    compare,
    rank_candidates,
    transfers,
)

MODEL = Huff(Power(2))
LEAKY = Huff(Power(2), outside=2)


@pytest.fixture
def market() -> Market:
    # pulls: North 4 and 4, South 1 and 4
    return Market(
        [[5, 10], [10, 10]],
        [100, 400],
        [1000, 500],
        stores=["A", "B"],
        groups={"centre": ["Old", "Mall"], "brand": ["x", "y"]},
    )


NEW = Open("C", 800.0, [10, np.inf], groups={"centre": "Mall", "brand": "x"})  # pulls 8 and 0


def test_an_opening_by_hand(market):
    impact = compare(MODEL, market, Scenario([NEW]))
    assert impact.stores == ("A", "B", "C")
    assert impact.before == pytest.approx([600, 900, 0])
    assert impact.after == pytest.approx([350, 650, 500])  # North: 4/16, 4/16, 8/16
    assert impact.change == pytest.approx([-250, -250, 500])
    assert impact["C"] == impact.gained == pytest.approx(500)
    assert impact.drawn_from == pytest.approx([0.5, 0.5, 0])
    assert impact.regained == 0
    assert impact.gap < 1e-15


def test_an_opening_regains_leakage(market):
    impact = compare(LEAKY, market, Scenario([NEW]))
    # North: utility 10 → 18, outside 2/10 → 2/18
    assert impact.regained == pytest.approx(1000 * (2 / 10 - 2 / 18))
    assert impact.drawn_from.sum() + impact.regained / impact.gained == pytest.approx(1)
    assert impact.gap < 1e-15


def test_groups_and_transfers_by_hand(market):
    impact = compare(LEAKY, market, Scenario([NEW]))
    centres = impact.by("centre")
    assert centres["Old"].change == pytest.approx(1000 * (4 / 18 - 4 / 10))
    assert centres["Mall"].change == pytest.approx(1000 * (12 / 18 - 4 / 10))
    matrix = transfers(impact)
    assert matrix.labels == ("A", "B", "C", "(outside)", "(unserved)")
    loss = 1000 * (4 / 10 - 4 / 18)
    assert matrix.values[:, 2] == pytest.approx([loss, loss, 0, loss / 2, 0])
    assert matrix.values.sum() == pytest.approx(impact.gained)
    assert matrix.gap < 1e-15
    by_centre = transfers(impact, "centre")
    assert by_centre.labels[:2] == ("Old", "Mall")
    assert by_centre.values[0, 1] == pytest.approx(loss)
    assert by_centre.gap < 1e-15


def test_a_closure_leaves_everything_to_the_other(market):
    impact = compare(MODEL, market, Scenario([Close("B")]))
    assert impact.stores == ("A", "B")
    assert impact.after == pytest.approx([1500, 0])
    with pytest.raises(InvalidInput, match="gain nothing"):
        _ = impact.drawn_from


def test_a_closure_that_leaves_an_origin_without_a_store():
    market = Market([[5, 10], [np.inf, 10]], [100, 400], [1000, 500], stores=["A", "B"])
    impact = compare(MODEL, market, Scenario([Close("B")]))
    assert impact.after == pytest.approx([1000, 0])
    assert impact.regained_unserved == pytest.approx(-500)
    assert impact.gap < 1e-15
    assert transfers(impact).gap < 1e-15
    back = compare(MODEL, impact.final.market, Scenario([Open("D", 1.0, [np.inf, 10])]))
    assert (back["D"], back.regained_unserved) == pytest.approx((500, 500))


def test_enlarging_moving_and_rebranding(market):
    larger = compare(MODEL, market, Scenario([Enlarge("A", 200.0)]))
    assert larger.after == pytest.approx([1000 * 8 / 12 + 500 * 2 / 6, 1000 * 4 / 12 + 500 * 4 / 6])
    moved = compare(MODEL, market, Scenario([Move("A", [10, 5])]))
    assert moved.after == pytest.approx([1000 * 1 / 5 + 500 / 2, 1000 * 4 / 5 + 500 / 2])
    assert compare(MODEL, market, Scenario([Move("A", [5, 10])])).change == pytest.approx([0, 0])
    renamed = compare(MODEL, market, Scenario([Rebrand("A", {"brand": "y"})]))
    assert renamed.change == pytest.approx([0, 0])
    assert renamed.by("brand")["x"].change == pytest.approx(-600)
    assert renamed.by("brand")["y"].change == pytest.approx(600)
    assert transfers(renamed, "brand").values[0, 1] == pytest.approx(600)


def test_many_changes_at_once(market):
    scenario = Scenario(
        [NEW, Close("A"), Enlarge("B", 100.0), Move("B", [10, 20]), Enlarge("C", 9)]
    )
    impact = compare(LEAKY, market, scenario)
    after = LEAKY.sales(Market([[10, 10], [20, np.inf]], [100, 9], [1000, 500], stores=["B", "C"]))
    assert impact.final.market.stores == ("B", "C")
    assert impact.final.sales.values == pytest.approx(after.values)
    assert impact.after == pytest.approx([0, after["B"], after["C"]])
    assert impact.gap < 1e-15


def test_the_market_given_is_left_as_it_was(market):
    before = MODEL.sales(market).values.copy()
    compare(MODEL, market, Scenario([NEW, Close("A"), Rebrand("B", {"brand": "z"})]))
    assert market.stores == ("A", "B")
    assert market.groups["brand"] == ("x", "y")
    assert (MODEL.sales(market).values == before).all()


def test_all_faults_of_a_scenario_are_told_at_once(market):
    wrong = [
        Close("Z"),
        Open("A", 1.0, [1, 1]),
        Open("D", -1.0, [1, np.nan], groups={"mayor": "me"}),
        Enlarge("B", (1.0, 2.0)),
        Move("B", [1]),
        Move("B", place=(0, 0)),
        Move("B"),
    ]
    with pytest.raises(InputFaults) as caught:
        Scenario(wrong).apply(market)
    told = str(caught.value)
    for part in (
        "Close 'Z': is not in the market",
        "Open 'A': the identifier is taken",
        "attraction of 'D': 1 value is negative",
        "times of 'D': 1 value is missing",
        "no groups 'mayor'",
        "attraction of 'B': has shape (2,)",
        "times of 'B': has shape (1,)",
        "travel has no coordinates",
        "give either times or place",
    ):
        assert part in told
    with pytest.raises(InputFaults, match="no store open"):
        Scenario([Close("A"), Close("B")]).apply(market)


def test_a_solution_of_something_else_is_refused(market):
    solved = MODEL.solve(market)
    assert compare(MODEL, market, Scenario([NEW]), before=solved)["C"] == pytest.approx(500)
    for model, where in ((LEAKY, market), (MODEL, market.replace(demand=[1, 1]))):
        with pytest.raises(InvalidInput, match="another market or of another model"):
            compare(model, where, Scenario([NEW]), before=solved)
        with pytest.raises(InvalidInput, match="another market or of another model"):
            rank_candidates(model, where, [NEW], before=solved)


def test_candidates_are_ranked_by_gain_and_by_harm(market):
    near = Open("near A", 100.0, [5, 10])
    far = Open("far", 100.0, [20, 5])
    ranking = rank_candidates(LEAKY, market, [far, near], protect=("centre", "Old"))
    for position, candidate in enumerate([far, near]):
        impact = compare(LEAKY, market, Scenario([candidate]))
        assert ranking.sales[position] == pytest.approx(impact.gained)
        assert ranking.regained[position] == pytest.approx(impact.regained)
        assert ranking.drawn[position] == pytest.approx(impact.gained - impact.regained)
        assert ranking.harm[position] == pytest.approx(-impact["A"])
    assert [ranking.stores[k] for k in ranking.order()] == ["near A", "far"]
    assert [ranking.stores[k] for k in ranking.order(harm_weight=20)] == ["far", "near A"]
    with pytest.raises(InvalidInput, match="no store has 'Nowhere'"):
        rank_candidates(LEAKY, market, [near], protect=("centre", "Nowhere"))


def test_a_place_is_enough_where_travel_has_coordinates():
    layer = GreatCircle([(2.0, 48.0), (2.1, 48.0)], [(2.0, 48.1), (2.2, 48.0)])
    market = Market(layer, [10, 20], [1, 1], stores=["A", "B"])
    there = Open("C", 5.0, place=(2.1, 48.1))
    again = Scenario([there, Move("A", place=(2.0, 48.2))])
    same = GreatCircle(layer.origins, [(2.0, 48.2), (2.2, 48.0), (2.1, 48.1)])
    expected = MODEL.sales(Market(same, [10, 20, 5], [1, 1]))
    assert compare(MODEL, market, again).final.sales.values == pytest.approx(expected.values)

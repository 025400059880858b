"""Who holds a market, and where to open with least harm."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.decay import Exponential
from chalandise.errors import InputFaults, InvalidInput
from chalandise.market import Huff, Market
from chalandise.space import concentration, herfindahl, pareto_front
from chalandise.whatif import Open, rank_candidates
from hypothesis import given
from hypothesis import strategies as st

AMOUNTS = st.lists(st.floats(0, 1e6), min_size=1, max_size=12)


def test_herfindahl_by_hand():
    assert herfindahl([1]) == 1
    assert herfindahl([1] * 8) == pytest.approx(1 / 8)
    with pytest.raises(InputFaults, match="nothing together"):
        herfindahl([0, 0])


def test_four_operators_above_ninety_percent():
    minutes = [[5] * 6, [5, 5, 5, 5, 5, 40], [50] * 6]
    sizes = [40, 20, 20, 10, 5, 5]
    found = concentration(minutes, sizes, list("ABCDEF"), limit=30)
    assert found.needed.tolist() == [5, 4, 0]  # exactly 90 % is not more than 90 %; 90 of 95 is
    assert found.concentrated.tolist() == [False, True, False]
    assert found.operators.tolist() == [6, 5, 0]
    assert found.leading[:2] == pytest.approx([0.9, 90 / 95])
    assert np.isnan(found.herfindahl[2])
    assert (found.limit, found.at_most, found.above) == (30, 4, 0.9)


def test_shops_of_one_operator_count_together():
    found = concentration([[1, 1, 1, 1, 1]], [20] * 5, ["A", "B", "C", "D", "A"], limit=15)
    assert (found.operators[0], found.needed[0], bool(found.concentrated[0])) == (4, 4, True)
    assert found.herfindahl[0] == pytest.approx(0.16 + 3 * 0.04)


def test_the_front_by_hand():
    #        0 beaten by 1, 3 is 1 again, 4 beaten by 2
    front = pareto_front([10, 12, 30, 12, 29], [5, 4, 20, 4, 21])
    assert front.positions.tolist() == [1, 2]
    assert front.price[1] == pytest.approx(16 / 18)
    assert (front.most_within(10), front.most_within(20)) == (1, 2)
    assert (front.best(0), front.best(2)) == (2, 1)
    with pytest.raises(InvalidInput, match="more harm"):
        front.most_within(3)


@given(AMOUNTS, st.data())
def test_no_candidate_beats_one_of_the_front_and_each_other_is_beaten(captured, data):
    size = len(captured)
    harm = data.draw(st.lists(st.floats(0, 1e6), min_size=size, max_size=size))
    gains, losses = np.array(captured), np.array(harm)
    front = pareto_front(gains, losses)
    better = (gains[:, None] >= gains) & (losses[:, None] <= losses)
    strictly = better & ((gains[:, None] > gains) | (losses[:, None] < losses))
    assert not strictly[:, front.positions].any()
    others = np.setdiff1d(np.arange(size), front.positions)
    assert better[np.ix_(front.positions, others)].any(axis=0).all()
    assert (np.diff(front.captured) > 0).all() and (np.diff(front.harm) > 0).all()


def test_the_front_of_candidates_the_engine_has_ranked():
    rng = np.random.default_rng(3)
    homes, shops, sites = (rng.uniform(0, 10, (n, 2)) for n in (40, 6, 9))

    def minutes(places):
        return np.hypot(*(homes[:, None] - places).transpose(2, 0, 1))

    market = Market(
        minutes(shops), np.full(6, 100.0), np.full(40, 1000.0), groups={"centre": list("AABBBB")}
    )
    options = [Open(f"site {at}", times=minutes(sites)[:, at], attraction=200.0) for at in range(9)]
    ranking = rank_candidates(Huff(Exponential(0.5)), market, options, protect=("centre", "A"))
    front = pareto_front(ranking.sales, ranking.harm)
    assert ranking.order(0)[0] == front.positions[-1]
    assert 1 <= len(front.positions) <= 9


def test_faults_are_told_at_once():
    with pytest.raises(InputFaults) as caught:
        concentration([[1, 2]], [1, -1], ["A"], limit=-1, at_most=0, above=2)
    assert [fault.place for fault in caught.value.faults] == [
        "sizes", "operators", "limit", "at_most", "above",
    ]  # fmt: skip
    with pytest.raises(InputFaults, match="no candidate"):
        pareto_front([], [])

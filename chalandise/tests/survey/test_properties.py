"""Conservation, units, and a variance that is that of households drawn again."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.survey import ONLINE, Acts, survey_flows
from hypothesis import given, settings
from hypothesis import strategies as st

PLACES = ["centre", "mall", "Bigtown", ONLINE]
answers = st.lists(
    st.tuples(
        st.integers(0, 30), st.sampled_from(PLACES), st.sampled_from("fg"), st.floats(0.1, 9)
    ),
    min_size=1,
    max_size=60,
)


def told(rows, scale=1.0):
    household, place, family, weight = zip(*rows, strict=True)
    zone = [f"zone {h % 3}" for h in household]
    acts = Acts(household, zone, family, place, np.array(weight) * scale)
    markets = {f: {f"zone {k}": 100.0 * (k + 1) for k in range(3)} for f in set(family)}
    poles, residents = PLACES[:2], [zone[0]]
    return survey_flows(acts, poles=poles, residents=residents, markets=markets)


@given(answers)
@settings(max_examples=60, deadline=None)
def test_flows_and_leakage_make_the_market(rows) -> None:
    found = told(rows)
    for one in (*found.by_family.values(), found.together):
        spoke = ~np.isnan(one.leakage.value)
        market = one.market[spoke]
        flows = one.flows.value[spoke]
        assert flows.sum(axis=1) == pytest.approx(market)
        kept = flows[:, : one.poles].sum(axis=1) + one.leakage.value[spoke] * market
        assert kept == pytest.approx(market)
        apart = one.towns.value + one.online.value
        assert apart[spoke] == pytest.approx(one.leakage.value[spoke])
        assert len(one.absent) == (~spoke).sum()


@given(answers)
@settings(max_examples=60, deadline=None)
def test_a_figure_lies_within_its_interval_and_the_possible(rows) -> None:
    found = told(rows)
    for one in (*found.by_family.values(), found.together):
        for figures in (one.shares, one.leakage, one.total_leakage, one.inflow, one.total_hold):
            known = ~np.isnan(figures.value)
            low, value, high = (
                np.atleast_1d(a)[np.atleast_1d(known)]
                for a in (figures.lower, figures.value, figures.upper)
            )
            assert ((low >= 0) & (low <= value) & (value <= high) & (high <= 1)).all()
            assert (high > low).all()


@given(answers, st.floats(0.01, 1000))
@settings(max_examples=40, deadline=None)
def test_weights_count_by_their_ratios_only(rows, scale) -> None:
    one, other = told(rows)["f" if rows[0][2] == "f" else "g"], told(rows, scale)[rows[0][2]]
    for name in ("flows", "leakage", "inflow", "total_leakage"):
        a, b = getattr(one, name), getattr(other, name)
        for part in ("value", "standard_error", "lower", "upper"):
            np.testing.assert_allclose(getattr(a, part), getattr(b, part), rtol=1e-6, atol=1e-7)


def simulated(rng, households=240):
    """Households of two zones, one to four acts each; what one does, it tends to do again."""
    zone = np.arange(households) % 2
    habit = rng.beta(1.5, 2.5, households)
    many = rng.integers(1, 5, households)
    at = np.repeat(np.arange(households), many)
    leaves = rng.random(len(at)) < habit[at]
    place = np.where(leaves, np.where(rng.random(len(at)) < 0.3, ONLINE, "Bigtown"), "centre")
    return at, zone, place, rng.uniform(0.5, 2, households)


def fitted(at, zone, place, weight):
    acts = Acts(at, zone[at], np.full(len(at), "f"), place, weight[at])
    markets = {"f": {0: 700.0, 1: 300.0}}
    return survey_flows(acts, poles=["centre"], residents=[0], markets=markets)["f"]


def test_linearised_errors_are_those_of_households_drawn_again() -> None:
    rng = np.random.default_rng(7)
    at, zone, place, weight = simulated(rng)
    once = fitted(at, zone, place, weight)
    rows = [np.flatnonzero(at == h) for h in range(len(zone))]
    draws = []
    for _ in range(300):
        drawn = np.concatenate([rng.choice(np.flatnonzero(zone == z), 120) for z in (0, 1)])
        took = np.concatenate([rows[h] for h in drawn])
        new = np.repeat(np.arange(len(drawn)), [len(rows[h]) for h in drawn])
        again = fitted(new, zone[drawn], place[took], weight[drawn])
        draws.append([*again.leakage.value, again.inflow.value[0], again.online.value[0]])
    drawn_errors = np.std(draws, axis=0, ddof=1)
    errors = [*once.leakage.standard_error, once.inflow.standard_error[0],
              once.online.standard_error[0]]  # fmt: skip
    assert errors == pytest.approx(drawn_errors, rel=0.15)


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    rng = np.random.default_rng(3)
    truth = 1.5 / 4  # mean of the habit
    held = [
        (found.leakage.lower[0] <= truth <= found.leakage.upper[0])
        for found in (fitted(*simulated(rng, 60)) for _ in range(200))
    ]
    assert np.mean(held) > 0.91


def test_acts_of_one_household_do_not_sharpen_the_figure() -> None:
    homes = np.arange(40)
    place = np.where(homes % 4 == 0, "Bigtown", "centre")
    weight, zone = np.ones(40), np.zeros(40, dtype=int)
    zone[::2] = 1
    once = fitted(homes, zone, place, weight)
    thrice = fitted(np.repeat(homes, 3), zone, np.repeat(place, 3), weight)
    assert thrice.leakage.standard_error == pytest.approx(once.leakage.standard_error)
    assert thrice.leakage.acts.tolist() == (3 * once.leakage.acts).tolist()

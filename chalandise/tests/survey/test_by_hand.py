"""Flows, leakage, hold and inflow of surveys small enough for a pencil."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.errors import InputFaults
from chalandise.survey import ONLINE, Acts, survey_flows

# household, zone, place, weight: north spends 3 of 6 in the pole, 2 in town, 1 online
ROWS = [
    ("a", "north", "centre", 1.0),
    ("a", "north", "centre", 1.0),
    ("b", "north", "centre", 1.0),
    ("b", "north", "Bigtown", 1.0),
    ("c", "north", "Bigtown", 1.0),
    ("c", "north", ONLINE, 1.0),
    ("d", "south", "centre", 2.0),
    ("e", "south", "Bigtown", 2.0),
    ("f", "far", "centre", 1.0),
    ("g", "far", "Othertown", 3.0),
]
MARKET = {"shoes": {"north": 600.0, "south": 400.0, "far": 1000.0, "mute": 100.0}}


def columns(rows=ROWS, family="shoes"):
    household, zone, place, weight = zip(*rows, strict=True)
    return Acts(household, zone, [family] * len(rows), place, weight)


@pytest.fixture(scope="module")
def shoes():
    found = survey_flows(
        columns(), poles=["centre", "mall"], residents=["north", "south", "mute"], markets=MARKET
    )
    return found["shoes"]


def test_flows_and_leakage(shoes) -> None:
    assert shoes.places == ("centre", "mall", "Bigtown", "Othertown", ONLINE)
    assert shoes.flows.value[:3].tolist() == [
        [300, 0, 200, 0, 100], [200, 0, 200, 0, 0], [250, 0, 0, 750, 0],
    ]  # fmt: skip
    assert shoes.leakage.value[:3].tolist() == [0.5, 0.5, 0.75]
    assert shoes.online.value[0] == pytest.approx(1 / 6)
    assert shoes.towns.value[0] == pytest.approx(1 / 3)
    assert shoes.total_leakage.value == pytest.approx(0.5)
    assert shoes.total_hold.value.tolist() == pytest.approx([0.5, 0])
    assert shoes.sales.value.tolist() == pytest.approx([750, 0])
    assert shoes.inflow.value[0] == pytest.approx(1 / 3)
    assert shoes.total_retention.value == pytest.approx(0.5)


def test_variance_of_a_zone_by_hand(shoes) -> None:
    # north, leakage: d = (0 − 1, 1 − 1, 2 − 1) / 6; 3/2 · Σ d² = 3/2 · 2/36
    assert shoes.leakage.standard_error[0] == pytest.approx((3 / 2 * 2 / 36) ** 0.5)


def test_counts_stand_beside_every_figure(shoes) -> None:
    assert shoes.leakage.households.tolist() == [3, 2, 2, 0]
    assert shoes.leakage.acts.tolist() == [3, 1, 1, 0]
    assert shoes.retention.acts.tolist() == [3, 1, 1, 0]
    assert shoes.inflow.households[0] == 4
    assert shoes.inflow.acts[0] == 1
    assert shoes.leakage.small.all()


def test_a_zone_where_nobody_told_says_so(shoes) -> None:
    assert shoes.absent == ("mute",)
    assert shoes.coverage == pytest.approx(1000 / 1100)
    assert np.isnan(shoes.leakage.value[3]) and np.isnan(shoes.leakage.standard_error[3])
    assert np.isfinite(shoes.total_leakage.upper)


def test_a_share_of_nothing_still_has_an_interval(shoes) -> None:
    assert shoes.hold.value[0, 1] == 0
    assert 0.5 < shoes.hold.upper[0, 1] < 1  # three households cannot exclude much
    assert np.isnan(shoes.inflow.value[1])  # the mall sells nothing: no share of it


def test_one_household_is_no_certainty() -> None:
    alone = survey_flows(columns([("a", "north", "centre", 1.0)]), poles=["centre"])["shoes"]
    assert alone.leakage.standard_error[0] == 0.5
    assert alone.leakage.upper[0] > 0.9
    assert alone.market.tolist() == [1.0]


def test_families_together_count_by_their_markets() -> None:
    both = Acts([1, 1], ["z", "z"], ["bread", "cars"], ["centre", ONLINE])
    markets = {"bread": {"z": 100.0}, "cars": {"z": 300.0}}
    found = survey_flows(both, poles=["centre"], markets=markets)
    assert found.together is not None
    assert found.together.total_online.value == pytest.approx(0.75)
    assert found.together.flows.value.tolist() == [[100, 300]]
    assert survey_flows(both, poles=["centre"]).together is None


def test_a_family_absent_in_a_zone_leaves_the_coverage_of_all() -> None:
    acts = Acts([1, 2], ["z", "y"], ["bread", "bread"], ["centre", "centre"])
    more = Acts([1, 2, 1], ["z", "y", "z"], ["bread", "bread", "cars"], ["centre", "centre", "far"])
    markets = {"bread": {"z": 100.0, "y": 100.0}, "cars": {"z": 100.0, "y": 300.0}}
    assert survey_flows(acts, poles=["centre"])["bread"].absent == ()
    found = survey_flows(more, poles=["centre"], markets=markets)
    assert found["cars"].absent == ("y",)
    assert found["cars"].coverage == pytest.approx(0.25)
    assert found.together.coverage == pytest.approx(0.5)
    assert found.together.market.tolist() == [200, 100]


def test_residents_who_told_nothing_have_no_figure_and_no_error() -> None:
    mute = survey_flows(columns(), poles=["centre"], residents=["mute"], markets=MARKET)["shoes"]
    assert mute.coverage == 0
    assert np.isnan(mute.total_leakage.value) and mute.total_leakage.small
    assert mute.total_inflow.value == 1  # all that the centre sells goes to others
    nothing = {"shoes": dict.fromkeys(["north", "south", "far"], 0.0)}
    poor = survey_flows(columns(), poles=["centre"], markets=nothing)["shoes"]
    assert np.isnan(poor.coverage) and np.isnan(poor.total_leakage.value)
    assert poor.flows.value.sum() == 0 and np.isnan(poor.inflow.value).all()
    assert poor.leakage.value[0] == 0.5  # a share stands without its market


def test_all_faults_of_the_answers_at_once() -> None:
    with pytest.raises(InputFaults) as caught:
        Acts(["a", "a", None], ["north", "south", "x"], ["f"] * 2, ["p", "", "p"], [1, 0, np.nan])
    told = {fault.place for fault in caught.value.faults}
    assert told == {"household", "zone", "family", "place", "weight"}
    with pytest.raises(InputFaults, match="no answer"):
        Acts([], [], [], [])


def test_all_faults_of_the_question_at_once() -> None:
    with pytest.raises(InputFaults) as caught:
        survey_flows(
            columns(), poles=["centre", "centre", ONLINE], residents=["nowhere"], level=95,
            markets={"shoes": {"north": -1.0}, "hats": {}}, fewest=0,
        )  # fmt: skip
    told = [fault.place for fault in caught.value.faults]
    assert set(told) == {
        "poles", "residents", "level", "fewest", "markets['hats']", "markets['shoes']",
    }  # fmt: skip
    assert told.count("poles") == 2 and told.count("markets['shoes']") == 3


def test_nothing_given_is_written_to() -> None:
    weight = np.ones(2)
    acts = Acts(np.array([1, 2]), np.array(["z", "z"]), ["f", "f"], ["p", "q"], weight)
    survey_flows(acts, poles=["p"], markets={"f": {"z": 5.0}})
    assert weight.tolist() == [1, 1]

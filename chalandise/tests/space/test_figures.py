"""The arithmetic of studies and the older laws: published worked examples."""

from __future__ import annotations

import doctest

import pytest
from chalandise.errors import InputFaults
from chalandise.space import concentration as _function
from chalandise.space import converse, figures, laws, reilly
from hypothesis import given
from hypothesis import strategies as st


def test_market_of_a_zone_as_published():
    # lescoursdevente.fr: 40,000 inhabitants / 2.7, 200 M€ / 25 M households, index 1.26
    assert int(40_000 / 2.7) == 14_814
    assert figures.market(14_815, 200e6 / 25e6, 126) == pytest.approx(149_335, abs=0.5)
    # French Wikipedia, indice de disparité: 250 €, 98 → 245 €
    assert figures.market(1, 250, 98) == pytest.approx(245)
    assert figures.market([10, 20], 100, [100, 50]).tolist() == [1000, 1000]


def test_leakage_of_a_region_as_published():
    # CCI Occitanie / AID: 2,677 M€ of more than 33 bn€ leave: 8 %
    assert figures.leakage(2_677e6, 33e9) == pytest.approx(0.08, abs=0.002)
    assert figures.retention(2_677e6, 33e9) + figures.leakage(2_677e6, 33e9) == 1


def test_turnover_from_hold_and_inflow_by_hand():
    zones, drawn = [1_000_000, 400_000], [200_000, 20_000]
    held = figures.hold(drawn, zones)
    assert held.tolist() == [0.2, 0.05]
    assert figures.turnover(zones, held, inflow=0.12) == pytest.approx(250_000)
    assert figures.inflow_share(30_000, 250_000) == 0.12


def test_density_yield_and_jobs_by_hand():
    assert figures.density(4_500, 9_000) == 500
    assert figures.sales_per_area(2_400_000, 600) == 4_000
    assert figures.net_jobs(25, 3_000_000, 200_000) == 10


def test_laws_as_published():
    assert converse(60, 200_000, 50_000) == 20
    assert converse(60, 1, 1) == 30
    assert reilly(200_000, 50_000, 40, 20) == 1


@given(st.floats(1, 1e6), st.floats(1, 1e6), st.floats(0.1, 1e3))
def test_at_converse_s_point_reilly_s_towns_draw_equally(a, b, distance):
    from_b = converse(distance, a, b)
    assert 0 < from_b < distance
    assert reilly(a, b, distance - from_b, from_b) == pytest.approx(1)
    assert from_b + converse(distance, b, a) == pytest.approx(distance)


def test_divisions_by_nothing_and_other_faults_are_told():
    with pytest.raises(InputFaults, match="spending: is 0"):
        figures.leakage(1, 0)
    with pytest.raises(InputFaults) as caught:
        figures.turnover([1, float("nan")], [-1, 2, 3], inflow=1)
    assert [fault.place for fault in caught.value.faults] == [
        "inflow", "zone_market", "zone_hold", "zone_market, zone_hold",
    ]  # fmt: skip
    with pytest.raises(InputFaults) as caught:
        reilly(0, -1, 1, float("inf"))
    assert len(caught.value.faults) == 3


def test_examples_in_the_docstrings_run():
    import sys

    places = [figures, laws, sys.modules[_function.__module__]]
    assert all(
        doctest.testmod(place).attempted and not doctest.testmod(place).failed for place in places
    )

import numpy as np
import pytest
from chalandise.errors import InvalidInput
from chalandise.survival import kaplan_meier
from hypothesis import given
from hypothesis import strategies as st

OBS = [(6, 1), (12, 0), (18, 1), (24, 1), (30, 0), (36, 1), (48, 0), (60, 0)]
observations = st.lists(st.tuples(st.integers(0, 120), st.booleans()), min_size=1, max_size=60)


def test_published_vector():
    curve = kaplan_meier([t for t, _ in OBS], [d for _, d in OBS])
    expected = [(6, 0.875), (18, 0.7292), (24, 0.5833), (36, 0.3889)]
    found = list(zip(curve.time, curve.survival, strict=True))
    np.testing.assert_allclose(found, expected, atol=5e-5)
    assert curve.at(5) == 1.0
    assert curve.at(59) == pytest.approx(0.3889, abs=5e-5)
    assert curve.median == 36
    assert np.isnan(curve.at(61))


def test_without_censoring_it_is_the_plain_share_left():
    curve = kaplan_meier([1, 2, 3, 4], [1, 1, 1, 1])
    np.testing.assert_allclose(curve.survival, [0.75, 0.5, 0.25, 0], atol=1e-12)
    assert curve.at(99) == 0
    assert curve.upper[-1] == curve.upper[-2]


def test_greenwood_interval_by_hand():
    # one end among four at t=1: S = .75, V/S² = 1/(4·3); log-log interval of Kalbfleisch-Prentice
    lower, upper = kaplan_meier([1, 2, 2, 2], [1, 0, 0, 0]).interval_at(1)
    assert (lower, upper) == pytest.approx((0.1279, 0.9606), abs=5e-4)


def test_nobody_is_at_risk_before_entering():
    late = kaplan_meier([2, 5], [1, 1], entry=[0, 3])
    assert list(late.at_risk) == [1, 1]
    whole = kaplan_meier([2, 5], [1, 1], entry=[0, 0])
    assert list(whole.at_risk) == [2, 1]


@given(observations)
def test_curve_never_rises_and_lies_inside_its_interval(obs):
    curve = kaplan_meier([t for t, _ in obs], [d for _, d in obs])
    assert (np.diff(curve.survival) <= 1e-12).all()
    assert ((curve.lower <= curve.survival + 1e-12) & (curve.survival <= curve.upper + 1e-12)).all()
    assert ((curve.survival >= 0) & (curve.survival <= 1)).all()


@given(observations, st.integers(2, 5))
def test_repeating_every_unit_changes_no_point(obs, k):
    once = kaplan_meier([t for t, _ in obs], [d for _, d in obs])
    often = kaplan_meier([t for t, _ in obs] * k, [d for _, d in obs] * k)
    np.testing.assert_allclose(once.survival, often.survival, atol=1e-9)


def test_tells_all_faults_at_once():
    with pytest.raises(InvalidInput, match="as many; a duration is negative"):
        kaplan_meier([-1, 2], [1])

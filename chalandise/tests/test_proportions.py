import pytest
from chalandise.errors import InvalidInput
from chalandise.proportions import wilson
from hypothesis import given
from hypothesis import strategies as st


def test_published_vector_four_of_twenty():
    assert wilson(4, 20) == pytest.approx((0.0807, 0.416), abs=5e-5)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_interval_holds_the_proportion_and_stays_in_the_unit_range(pair):
    k, n = pair
    lower, upper = wilson(k, n)
    assert 0 <= lower <= k / n <= upper <= 1


@pytest.mark.parametrize(("k", "n"), [(1, 0), (-1, 4), (5, 4)])
def test_refuses_what_is_no_proportion(k, n):
    with pytest.raises(InvalidInput):
        wilson(k, n)

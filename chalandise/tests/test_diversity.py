import math

import pytest
from chalandise.errors import InvalidInput
from hypothesis import given
from hypothesis import strategies as st

from chalandise import diversity

COUNTS = [5, 3, 3, 3, 2]
many = st.lists(st.integers(0, 200), min_size=1, max_size=30).filter(any)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (diversity.shannon, 1.565),
        (diversity.evenness, 0.9724),
        (diversity.gini_simpson, 0.7812),
        (diversity.inverse_simpson, 4.5714),
        (diversity.gini_simpson_unbiased, 0.8333),
    ],
)
def test_published_vector(measure, expected):
    assert measure(COUNTS) == pytest.approx(expected, abs=5e-5)


@given(many)
def test_shannon_lies_between_zero_and_the_log_of_the_classes(counts):
    classes = sum(1 for n in counts if n)
    assert 0 <= diversity.shannon(counts) <= math.log(classes) + 1e-9


@given(many, st.integers(2, 9))
def test_measures_do_not_depend_on_the_scale(counts, k):
    scaled = [k * n for n in counts]
    for measure in (diversity.shannon, diversity.gini_simpson, diversity.inverse_simpson):
        assert measure(scaled) == pytest.approx(measure(counts), rel=1e-9, abs=1e-9)


@given(many)
def test_rarefaction_to_all_units_finds_every_class(counts):
    found = diversity.rarefied_richness(counts, sum(counts))
    assert found == pytest.approx(sum(1 for n in counts if n))
    assert diversity.rarefied_richness(counts, 1) == pytest.approx(1)


@pytest.mark.parametrize("counts", [[], [0, 0], [3, -1]])
def test_refuses_what_has_no_answer(counts):
    with pytest.raises(InvalidInput):
        diversity.shannon(counts)


def test_evenness_needs_two_classes():
    with pytest.raises(InvalidInput, match="two classes"):
        diversity.evenness([7])

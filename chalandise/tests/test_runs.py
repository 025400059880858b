from itertools import pairwise

import pytest
from chalandise.errors import InvalidInput
from chalandise.runs import breaks, longest_run, runs
from hypothesis import given
from hypothesis import strategies as st

LENGTHS = [12, 6, 18, 14, 30, 8, 12]
ACTIVE = [True, False, True, False, True, False, True]
pieces = st.lists(st.tuples(st.floats(0, 80), st.booleans()), max_size=40)


def test_published_vector():
    assert breaks(LENGTHS, ACTIVE, minimum=10) == 1
    assert longest_run(LENGTHS, ACTIVE) == 30


def test_neighbours_that_are_both_empty_make_one_break():
    assert breaks([20, 6, 7, 20], [True, False, False, True], minimum=10) == 1


@given(pieces)
def test_runs_alternate_and_keep_every_metre(given_pieces):
    lengths, active = [m for m, _ in given_pieces], [on for _, on in given_pieces]
    found = runs(lengths, active)
    assert sum(m for _, m in found) == pytest.approx(sum(lengths))
    assert all(a[0] != b[0] for a, b in pairwise(found))


def test_refuses_unequal_sequences_and_negative_lengths_at_once():
    with pytest.raises(InvalidInput, match=r"2 lengths but 1 marks; a length is negative"):
        runs([3, -1], [True])

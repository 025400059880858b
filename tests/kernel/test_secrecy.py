import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beffroi.kernel.secrecy import (
    NegativeContributionError,
    complement,
    leaks,
    publishable,
    recoverable,
)
from tests.observatory.stocks import vectors


@pytest.mark.parametrize(("values", "shown"), vectors()["secrecy"].items())
def test_published_vector(values, shown):
    assert publishable(json.loads(values)) is shown


def test_exactly_85_percent_is_still_shown():
    assert publishable([85, 10, 5])
    assert not publishable([86, 9, 5])


def test_zero_is_no_unit_and_negative_is_refused():
    assert not publishable([10, 10, 0])
    with pytest.raises(NegativeContributionError):
        publishable([10, 10, -1, 4])


def test_single_hidden_cell_takes_another_with_it():
    cells = {"a": [9.0], "b": [10, 12, 14], "c": [30, 40, 50]}
    assert complement(cells, [["a", "b", "c"]]) == {"a", "b"}


def test_two_hidden_cells_that_are_too_few_together_take_a_third():
    cells = {"a": [9.0], "b": [7.0], "c": [10, 12, 14], "d": [30, 40, 50]}
    assert complement(cells, [list("abcd")]) == {"a", "b", "c"}


def test_hidden_cell_is_safe_along_rows_and_columns():
    cells = {(r, c): [10.0, 11, 12 + 3 * r + c] for r in range(3) for c in range(3)}
    cells[0, 0] = [5.0]
    rows = [[(r, c) for c in range(3)] for r in range(3)]
    columns = [[(r, c) for r in range(3)] for c in range(3)]
    hidden = complement(cells, rows + columns)
    assert (0, 0) in hidden
    assert len(hidden) == 4
    assert not recoverable(rows + columns, hidden)


def test_cell_is_found_again_by_combining_two_sums():
    # a+b known, a+b+c known: c is had by subtraction though each sum hides two cells or more
    assert recoverable([["a", "b"], ["a", "b", "c"]], {"a", "b", "c"}) == {"c"}


def test_sums_that_combine_take_one_cell_more():
    cells = {"a": [9.0], "b": [10, 12, 14], "c": [8.0], "d": [20, 30, 40]}
    sums = [["a", "b"], ["a", "b", "c", "d"]]
    hidden = complement(cells, sums)
    assert hidden == {"a", "b", "c", "d"}
    assert not recoverable(sums, hidden)


def test_street_in_centre_in_town_gives_no_shop_away():
    centre = {f"shop{i}": 10.0 for i in range(6)}
    town = centre | {"lonely": 25.0}
    wide = town | {f"other{i}": 10.0 for i in range(4)}
    assert leaks({"centre": centre, "town": town, "wide": wide}) == [("town", "centre")]


contributions = st.lists(st.integers(1, 60).map(float), min_size=0, max_size=6)


@given(st.dictionaries(st.sampled_from("abcdefgh"), contributions, min_size=1))
def test_what_stays_hidden_under_a_total_cannot_be_computed(cells):
    hidden = complement(cells, [list(cells)])
    whole = [value for values in cells.values() for value in values]
    if hidden and publishable(whole):
        pooled = [value for cell in hidden for value in cells[cell]]
        assert publishable(pooled)
        assert not recoverable([list(cells)], hidden)


@given(contributions, st.integers(2, 9))
def test_secrecy_does_not_depend_on_the_unit_of_the_value(values, k):
    assert publishable(values) == publishable([k * value for value in values])

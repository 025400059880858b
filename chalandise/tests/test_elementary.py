"""exp and log of our own against numpy's, in units of the last place."""

from __future__ import annotations

import numba
import numpy as np
import pytest
from chalandise._elementary import exp_, ln_


@numba.njit  # not kept: a test module bears another name in another run
def every(exponential, values, found):
    for i in range(values.size):
        found[i] = exp_(values[i]) if exponential else ln_(values[i])


def apart(exponential: bool, values: np.ndarray) -> float:
    found, expected = np.empty_like(values), (np.exp if exponential else np.log)(values)
    every(exponential, values, found)
    return float((np.abs(found - expected) / np.spacing(np.abs(expected))).max())


@pytest.mark.parametrize(("low", "high"), [(-707, 700), (-1, 1), (-1e-9, 1e-9)])
def test_exp_is_true_to_two_units_in_the_last_place(low, high):
    assert apart(True, np.random.default_rng(1).uniform(low, high, 100_000)) <= 2


@pytest.mark.parametrize(("low", "high"), [(-700, 700), (-1, 1), (-1e-9, 1e-9)])
def test_log_is_true_to_two_units_in_the_last_place(low, high):
    values = np.exp(np.random.default_rng(2).uniform(low, high, 100_000))
    assert apart(False, values[values != 1]) <= 2


def test_the_ends_of_the_range():
    found = np.empty(4)
    every(True, np.array([0.0, -1e300, -np.inf, -708.0]), found)
    assert found[0] == 1
    assert (found[1:] == found[3]).all() and 0 < found[3] < 1e-307
    every(False, np.array([1.0, 2.0, 0.5, np.e]), found)
    assert found.tolist() == [0, np.log(2), -np.log(2), 1]

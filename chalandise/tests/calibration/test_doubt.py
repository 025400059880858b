"""Bootstrap over respondents, and what a fit is worth elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from chalandise.calibration import Bootstrap, Choices, LogCentred, MaximumLikelihood, hold_out
from chalandise.decay import Power
from chalandise.errors import InvalidInput
from chalandise.market import Huff
from chalandise.uncertainty import propagate

from .test_conformance import PLACE, SHARES, START, TRUTH, drawn


def test_bootstrap_agrees_with_the_information_matrix() -> None:
    choices = drawn(TRUTH, PLACE, each=60)
    once = MaximumLikelihood(START).fit(PLACE, choices)
    again = Bootstrap(MaximumLikelihood(START), draws=150).fit(PLACE, choices)
    for name, error in once.standard_errors_.items():
        assert again.standard_errors_[name] == pytest.approx(error, rel=0.3)
        low, high = again.intervals_[name]
        assert low < once.parameters_[name] < high
    assert again.refused_ == 0


def test_bootstrap_of_log_centred_runs_and_is_repeatable() -> None:
    choices = drawn(TRUTH, PLACE, each=200)
    first = Bootstrap(LogCentred(START), draws=10, seed=4).fit(PLACE, choices)
    second = Bootstrap(LogCentred(START), draws=10, seed=4).fit(PLACE, choices)
    assert (first.samples_ == second.samples_).all()


def test_counts_are_refused_where_respondents_are_needed() -> None:
    with pytest.raises(InvalidInput, match="Choices"):
        Bootstrap(MaximumLikelihood(START)).fit(PLACE, SHARES)


def test_weights_of_two_are_two_answers() -> None:
    choices = drawn(TRUTH, PLACE, each=10)
    double = Choices(choices.origin, choices.store, np.full(len(choices), 2.0))
    twice = Choices(np.tile(choices.origin, 2), np.tile(choices.store, 2))
    one, two = (MaximumLikelihood(START).fit(PLACE, given) for given in (double, twice))
    assert one.parameters_ == pytest.approx(two.parameters_, rel=1e-9)


def test_faults_of_choices_are_told_together() -> None:
    with pytest.raises(InvalidInput) as told:
        Choices([0, 1.5, -3], [0, 1, -2], [1, 0, np.nan])
    assert all(word in str(told.value) for word in ("origin", "store", "weight"))


def test_held_out_origins_are_predicted_by_the_right_model_and_not_by_a_wrong_one() -> None:
    counts = np.random.default_rng(0).poisson(SHARES * 80).astype(float)
    right = hold_out(MaximumLikelihood(START), PLACE, counts)
    assert right.rho2 > 0.2
    assert len(right.parameters) == 5
    wrong = hold_out(MaximumLikelihood(Huff(Power(1.0), 1.0)), PLACE, counts)
    assert wrong.rho2 < right.rho2
    assert right.goodness.global_error < wrong.goodness.global_error


def test_doubt_of_a_fit_reaches_the_sales() -> None:
    fit = MaximumLikelihood(START).fit(PLACE, drawn(TRUTH, PLACE, each=60))
    told = propagate(
        lambda model: model.sales(PLACE).values, fit.model_, fit.covariance_,
        parameters=list(fit.parameters_),
    )  # fmt: skip
    assert (told.standard_error > 0).all()
    assert (np.abs(told.value - TRUTH.sales(PLACE).values) < 4 * told.standard_error).all()

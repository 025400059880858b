"""The compiled pass of the likelihood against the one in numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from chalandise.calibration import MaximumLikelihood, NotIdentified, fused
from chalandise.calibration.answers import Answers
from chalandise.calibration.choices import Choices
from chalandise.decay import (
    Cut,
    Decay,
    Exponential,
    Logistic,
    Power,
    SpanExponential,
    SpanPower,
)
from chalandise.errors import InvalidInput
from chalandise.market import Huff, Market, SparseTimes

DECAYS: list[Decay] = [
    Power(1.5),
    Power(1.5, floor=4),
    Exponential(0.08),
    Logistic(-2, 0.1),
    SpanExponential(15, 1.2),
    SpanPower(15, 2),
]
ORIGINS, STORES = 700, 7  # some whole tiles, and a piece of one


def market(seed: int = 3) -> Market:
    """Invented: some stores out of reach, one that draws nothing, an origin that reaches none."""
    rng = np.random.default_rng(seed)
    minutes = rng.uniform(1, 60, (ORIGINS, STORES))
    minutes[rng.random(minutes.shape) < 0.1] = np.inf
    minutes[5] = np.inf
    attraction = np.column_stack([rng.uniform(100, 3000, STORES), rng.uniform(1, 9, STORES)])
    attraction[2] = 0
    return Market(minutes, attraction, np.ones(ORIGINS))


def chosen(held: Market, model: Huff, outside: bool, seed: int = 4) -> Choices:
    """Weighted answers as the model says; −1 is the outside option."""
    rng = np.random.default_rng(seed)
    shares = model.shares(held)
    table = np.column_stack([shares.outside, shares.values]) if outside else shares.values
    origins = np.repeat(np.flatnonzero(table.sum(axis=1) > 0.5), 12)
    steps = table[origins].cumsum(axis=1)
    which = (rng.random((len(origins), 1)) * steps[:, -1:] > steps).sum(axis=1)
    return Choices(origins, which - outside, rng.uniform(0.5, 2, len(origins)))


@pytest.fixture(params=DECAYS, ids=str)
def decay(request) -> Decay:
    return request.param


@pytest.fixture(params=[False, True], ids=["closed", "outside"])
def case(decay, request):
    held, outside = market(), request.param
    model = Huff(decay, (0.8, 0.3), 20.0 if outside else 0.0)
    return held, model, chosen(held, model, outside), outside


def both(monkeypatch, ask):
    """Compiled, then in numpy."""
    found = []
    for least in (0, 1 << 60):
        monkeypatch.setattr(fused, "WORTH_COMPILING", least)
        found.append(ask())
    return found


def test_value_gradient_and_information_are_those_of_numpy(case, monkeypatch):
    held, model, answers, outside = case
    problem = Answers(held, *answers.counts(held.shape), outside)
    # a first pass counts the answers, the next ones of a linear decay take them as known
    again = model.with_parameters([v * 1.1 for v in model.parameters.values()])
    for here in (model, again):
        one, other = both(monkeypatch, lambda here=here: problem.slope(here))
        size = np.sqrt(np.diag(other.information))
        assert one.value == pytest.approx(other.value, rel=1e-12)
        assert (one.gradient - other.gradient) / size == pytest.approx(0 * size, abs=1e-10)
        apart = (one.information - other.information) / np.outer(size, size)
        assert np.abs(apart).max() < 1e-10


@pytest.mark.parametrize("covariance", ["information", "robust"])
def test_a_fit_is_the_same_to_ten_digits(case, covariance, monkeypatch):
    held, model, answers, _ = case
    calibrator = MaximumLikelihood(model, covariance=covariance)
    one, other = both(monkeypatch, lambda: _told(calibrator.fit(held, answers)))
    np.testing.assert_allclose(one[0], other[0], rtol=1e-10)
    errors = np.sqrt(np.diag(other[1]))
    np.testing.assert_allclose(np.sqrt(np.diag(one[1])), errors, rtol=1e-10)
    assert np.abs((one[1] - other[1]) / np.outer(errors, errors)).max() < 1e-10
    assert one[2] == pytest.approx(other[2], rel=1e-12)


def _told(fit):
    return list(fit.parameters_.values()), fit.covariance_, fit.log_likelihood_


def test_sparse_times_are_read_by_rows(monkeypatch):
    held = market()
    sparse = held.replace(times=SparseTimes.within(held.times.rows(0, ORIGINS), 50))
    model = Huff(Exponential(0.1), (0.8, 0.3))
    answers = chosen(sparse, model, False)
    problem = Answers(sparse, *answers.counts(sparse.shape), False)
    one, other = both(monkeypatch, lambda: problem.slope(model))
    assert one.value == pytest.approx(other.value, rel=1e-12)
    assert one.gradient == pytest.approx(other.gradient, abs=1e-8)


def test_what_the_answers_cannot_tell_is_named_all_the_same(monkeypatch):
    monkeypatch.setattr(fused, "WORTH_COMPILING", 0)
    held = market().replace(attraction=np.full((STORES, 1), 300.0))
    model = Huff(Exponential(0.1))
    with pytest.warns(NotIdentified, match="cannot tell gamma"):
        fit = MaximumLikelihood(model).fit(held, chosen(held, model, False))
    assert fit.standard_errors_["gamma"] == np.inf
    assert fit.parameters_["lam"] == pytest.approx(0.1, rel=0.1)


def test_a_time_of_zero_is_refused_under_a_power(monkeypatch):
    monkeypatch.setattr(fused, "WORTH_COMPILING", 0)
    held = market()
    minutes = held.times.rows(0, ORIGINS).copy()
    minutes[300, 4] = 0
    counts = np.where(np.isfinite(minutes) & (held.attraction[:, 0] > 0), 1.0, 0)
    with pytest.raises(InvalidInput, match="give Power a floor"):
        MaximumLikelihood(Huff(Power(1), (0.8, 0.3))).fit(held.replace(times=minutes), counts)


@dataclass(frozen=True)
class Own(Decay):
    """A decay of somebody's own."""

    lam: float
    NAMES = ("lam",)

    def _log(self, times):
        return -self.lam * np.sqrt(times)

    def _gradient(self, times):
        return [-np.sqrt(times)]


@pytest.mark.parametrize("decay", [Own(0.5), Cut(Exponential(0.1), 45)], ids=str)
def test_a_decay_of_ones_own_and_a_cut_one_stay_in_numpy(decay, monkeypatch):
    monkeypatch.setattr(fused, "WORTH_COMPILING", 0)
    held, model = market(), Huff(decay, (0.8, 0.3))
    assert not fused.compiles(decay, held)
    fit = MaximumLikelihood(model).fit(held, chosen(held, model, False))
    assert fit.parameters_["lam"] == pytest.approx(decay.parameters["lam"], rel=0.1)

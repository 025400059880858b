"""What every calibrator must do, whatever it reads; and that each finds the truth again."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from chalandise.calibration import (
    Bootstrap,
    Calibrator,
    Choices,
    LogCentred,
    MaximumLikelihood,
    MeanTripCost,
    NotFitted,
    NotIdentified,
    SalesTotals,
)
from chalandise.calibration.trip_cost import mean_cost
from chalandise.decay import Exponential, Logistic, Power, SpanExponential, SpanPower
from chalandise.errors import InvalidInput
from chalandise.market import Huff, Market

TRUTH = Huff(Exponential(0.12), 0.8)
START = Huff(Exponential(0.5), 1.0)


def market(origins: int = 30, stores: int = 8, seed: int = 3) -> Market:
    """A small invented market: times in minutes, areas in m², demand in k€."""
    rng = np.random.default_rng(seed)
    return Market(
        rng.uniform(2, 40, (origins, stores)),
        rng.uniform(100, 3000, stores),
        rng.uniform(50, 500, origins),
    )


def drawn(model: Huff, place: Market, each: int = 200, seed: int = 5) -> Choices:
    """Respondents who choose as the model says."""
    shares = model.shares(place)
    options = np.column_stack([shares.values, shares.outside])
    rng = np.random.default_rng(seed)
    n, m = place.shape
    chosen = np.concatenate([rng.choice(m + 1, each, p=options[i]) for i in range(n)])
    return Choices(np.repeat(np.arange(n), each), np.where(chosen == m, -1, chosen))


PLACE = market()
SHARES = TRUTH.shares(PLACE).values
CASES: dict[str, tuple[Calibrator, Any]] = {
    "log-centred": (LogCentred(START), SHARES),
    "likelihood": (MaximumLikelihood(START), SHARES * 1000),
    "sales": (SalesTotals(START), TRUTH.sales(PLACE).values),
    "mean": (MeanTripCost(Huff(Exponential(0.5), 0.8)), mean_cost(TRUTH, PLACE)),
    "bootstrap": (Bootstrap(MaximumLikelihood(START), draws=20), drawn(TRUTH, PLACE)),
}
each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@each_case
def test_fit_gives_itself_back_and_results_exist_only_after(case) -> None:
    given, observed = case
    fresh = type(given)(
        **{key: value for key, value in vars(given).items() if not key.endswith("_")}
    )
    with pytest.raises(NotFitted, match="after fit"):
        _ = fresh.model_
    assert fresh.fit(PLACE, observed) is fresh
    assert isinstance(fresh.model_, Huff)
    assert fresh.identified_
    assert (fresh.covariance_ is None) == (fresh.standard_errors_ is None)
    fresh.model_.sales(fresh.market_)


@each_case
def test_inputs_are_never_written_to_and_a_second_fit_is_the_same(case) -> None:
    fit, observed = case
    held = [PLACE.times.values, PLACE.attraction, PLACE.demand]
    held += [observed] if isinstance(observed, np.ndarray) else []
    before = [array.copy() for array in held]
    first = fit.fit(PLACE, observed).model_
    assert fit.fit(PLACE, observed).model_ == first
    assert all((array == copy).all() for array, copy in zip(held, before, strict=True))


@each_case
def test_nonsense_is_refused_with_our_error(case) -> None:
    fit, _ = case
    for nonsense in (np.full(PLACE.shape, np.nan), np.zeros(PLACE.shape), "shares", -1.0):
        with pytest.raises((InvalidInput, ValueError)):
            fit.fit(PLACE, nonsense)


@each_case
def test_truth_is_found_again(case) -> None:
    fit, observed = case
    found = fit.fit(PLACE, observed)
    exact = not isinstance(fit, Bootstrap)
    got, wanted = found.model_.sales(found.market_).values, TRUTH.sales(PLACE).values
    assert got == pytest.approx(wanted, rel=1e-8 if exact else 0.05)


@pytest.mark.parametrize(
    "truth",
    [
        Huff(Power(1.7), 0.6),
        Huff(Logistic(-2.0, 0.2), 0.6),
        Huff(SpanExponential(9.0, 1.4), 0.6),
        Huff(SpanPower(9.0, 2.5), 0.6),
    ],
    ids=lambda model: type(model.decay).__name__,
)
def test_likelihood_finds_any_decay(truth) -> None:
    start = truth.with_parameters([value * 0.8 for value in truth.parameters.values()])
    fit = MaximumLikelihood(start).fit(PLACE, truth.shares(PLACE).values * 1e4)
    wanted = {name: truth.parameters[name] for name in fit.parameters_}
    assert fit.parameters_ == pytest.approx(wanted, rel=1e-5)
    assert fit.gradient_norm_ < 1e-6


def test_outside_option_is_fitted_when_answers_name_it() -> None:
    truth = Huff(Exponential(0.12), 0.8, outside=60.0)
    fit = MaximumLikelihood(Huff(Exponential(0.5), 1.0, outside=1.0))
    fit.fit(PLACE, drawn(truth, PLACE, each=2000))
    errors = fit.standard_errors_
    for name in ("gamma", "lam", "outside"):
        assert abs(fit.parameters_[name] - truth.parameters[name]) < 4 * errors[name]


def test_standard_errors_cover_what_they_promise() -> None:
    """Of 60 surveys, about 19 in 20 must hold the truth within 1.96 standard errors."""
    within = []
    for seed in range(60):
        fit = MaximumLikelihood(START).fit(PLACE, drawn(TRUTH, PLACE, each=40, seed=seed))
        error = fit.standard_errors_
        within += [abs(fit.parameters_[k] - TRUTH.parameters[k]) < 1.96 * error[k] for k in error]
    assert 0.88 < np.mean(within) <= 1.0


def test_likelihood_is_the_maximum_by_differences() -> None:
    counts = np.random.default_rng(1).poisson(SHARES * 50).astype(float)
    fit = MaximumLikelihood(START).fit(PLACE, counts)

    def log_likelihood(model: Huff) -> float:
        return float((counts * np.log(model.shares(PLACE).values)).sum())

    best = log_likelihood(fit.model_)
    assert best == pytest.approx(fit.log_likelihood_, rel=1e-12)
    values = list(fit.model_.parameters.values())
    for place in (0, 1):
        for step in (-1e-4, 1e-4):
            moved = [v + step * (n == place) for n, v in enumerate(values)]
            assert log_likelihood(fit.model_.with_parameters(moved)) < best


@pytest.mark.parametrize("kind", [LogCentred, MaximumLikelihood])
def test_what_data_cannot_tell_is_warned_of(kind) -> None:
    same = market().replace(attraction=np.full(8, 500.0))
    shares = TRUTH.shares(same).values
    with pytest.warns(NotIdentified, match="gamma"):
        fit = kind(START).fit(same, shares * 100)
    assert not fit.identified_
    assert fit.standard_errors_["gamma"] == np.inf
    assert fit.parameters_["lam"] == pytest.approx(0.12, rel=1e-6)


def test_two_variables_that_say_the_same_are_named_together() -> None:
    area = market().attraction[:, 0]
    twin = market().replace(attraction=np.column_stack([area, area**2]))
    with pytest.warns(NotIdentified, match="gamma_0, gamma_1"):
        fit = MaximumLikelihood(Huff(Exponential(0.5), (1.0, 0.0))).fit(twin, SHARES * 100)
    found = fit.parameters_
    assert found["gamma_0"] + 2 * found["gamma_1"] == pytest.approx(0.8, rel=1e-6)


def test_answers_where_nobody_can_go_are_told() -> None:
    place = market()
    times = place.times.values.copy()
    times[2, 3] = np.inf
    with pytest.raises(InvalidInput, match=r"out of reach.*\[2, 3\]"):
        MaximumLikelihood(START).fit(place.replace(times=times), SHARES * 10)


def test_attraction_that_grows_with_distance_is_refused_in_words() -> None:
    away = TRUTH.shares(PLACE.replace(times=50 - PLACE.times.values)).values
    for kind in (LogCentred, MaximumLikelihood):
        with pytest.raises(InvalidInput, match=r"lam = -|lam is at the edge"):
            kind(START).fit(PLACE, away * 100)


def test_mean_out_of_reach_is_refused_with_the_nearest() -> None:
    fit = MeanTripCost(START)
    for mean in (39.9, 0.001):
        with pytest.raises(InvalidInput, match="out of what any lam gives"):
            fit.fit(PLACE, mean)


def test_sales_that_cannot_be_are_refused() -> None:
    sales = TRUTH.sales(PLACE).values
    with pytest.raises(InvalidInput, match="is spent"):
        SalesTotals(START).fit(PLACE, sales * 1.1)
    with pytest.raises(InvalidInput, match="leak"):
        SalesTotals(Huff(Exponential(0.1), 1.0, outside=1.0)).fit(PLACE, sales)
    leaking = SalesTotals(Huff(Exponential(0.1), 1.0, outside=1.0)).fit(PLACE, sales * 0.8)
    assert leaking.converged_
    assert leaking.model_.sales(leaking.market_).leakage_rate == pytest.approx(0.2)


def test_store_that_sells_nothing_draws_nothing() -> None:
    sales = TRUTH.sales(PLACE).values
    sales = np.append(0.0, sales[1:] * sales.sum() / sales[1:].sum())
    fit = SalesTotals(START).fit(PLACE, sales)
    assert fit.attraction_[0] == 0
    assert fit.converged_


def test_no_warning_when_all_is_told() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        MaximumLikelihood(START).fit(PLACE, SHARES * 100)

"""Which calibration finds the truth: a simulated country whose shoppers follow a known model.

Everything is SIMULATED: 60 villages, 8 shops, and in each village 25 respondents who choose by Huff's
model with γ = 0.9 and λ = 1.8. What each calibration finds can then be laid beside what is true.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache

import numpy as np
from chalandise.calibration import (
    Bootstrap,
    Calibrator,
    Choices,
    HeldOut,
    LogCentred,
    MaximumLikelihood,
    NotIdentified,
    hold_out,
)
from chalandise.decay import Exponential, Power
from chalandise.market import Huff, Market

TRUTH = Huff(Power(1.8), gamma=0.9)
START = Huff(Power(1.0))  # where the fits begin: nothing of the truth
VILLAGES, SHOPS, ASKED, SEED = 60, 8, 25, 35
SURVEYS = 100  # how often the survey is simulated again
METHODS: dict[str, Callable[[], Calibrator]] = {
    "maximum likelihood": lambda: MaximumLikelihood(START),
    "MCI, zeros left out": lambda: LogCentred(START),
    "MCI, zeros as 0.01": lambda: LogCentred(START, zeros=0.01),
}


@cache
def country() -> Market:
    """Minutes between random places of a square of 40, shops of 300 to 6,000 m²."""
    rng = np.random.default_rng(SEED)
    villages, shops = rng.uniform(0, 40, (VILLAGES, 2)), rng.uniform(0, 40, (SHOPS, 2))
    minutes = np.hypot(*(villages[:, None] - shops[None]).transpose(2, 0, 1)) + 2
    return Market(minutes, rng.uniform(300, 6_000, SHOPS).round(), np.ones(VILLAGES))


def survey(seed: int, market: Market | None = None) -> Choices:
    """One shop chosen by each respondent, under the truth."""
    rng = np.random.default_rng(seed)
    shares = TRUTH.shares(market or country()).values
    chosen = (rng.random((VILLAGES, ASKED, 1)) > shares.cumsum(axis=1)[:, None]).sum(axis=2)
    origin = np.repeat(np.arange(VILLAGES), ASKED)
    return Choices(origin, chosen.clip(max=SHOPS - 1).ravel())


def counts(choices: Choices) -> np.ndarray:
    return choices.counts((VILLAGES, SHOPS))[0]


@cache
def once() -> dict[str, Calibrator]:
    """Each method on the first survey."""
    answers = counts(survey(0))
    return {name: make().fit(country(), answers) for name, make in METHODS.items()}


@cache
def again() -> dict[str, np.ndarray]:
    """γ and λ found by each method in each of `SURVEYS` surveys, shape (surveys, 2)."""
    asked = [counts(survey(seed)) for seed in range(SURVEYS)]
    return {
        name: np.array([list(make().fit(country(), n).parameters_.values()) for n in asked])
        for name, make in METHODS.items()
    }


def held_truth() -> float:
    """How often the 95 % interval of λ by maximum likelihood held the truth."""
    found = []
    for seed in range(SURVEYS):
        fit = MaximumLikelihood(START).fit(country(), survey(seed))
        off = abs(fit.parameters_["lam"] - TRUTH.parameters["lam"])
        found.append(off < 1.96 * fit.standard_errors_["lam"])
    return float(np.mean(found))


def drawn_again() -> Bootstrap:
    """The doubt of the first survey by drawing its respondents again."""
    return Bootstrap(MaximumLikelihood(START), draws=100).fit(country(), survey(0))


@cache
def elsewhere() -> dict[str, HeldOut]:
    """What fits are worth on villages they have not seen."""
    models = {
        "power": MaximumLikelihood(START),
        "exponential": MaximumLikelihood(Huff(Exponential(0.1))),
        "MCI": LogCentred(START),
    }
    return {name: hold_out(fit, country(), counts(survey(0))) for name, fit in models.items()}


def equal_shops() -> tuple[MaximumLikelihood, str]:
    """Shops all of one size: answers cannot tell γ; the fit, and its warning."""
    same = country().replace(attraction=np.full(SHOPS, 1_000.0))
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", NotIdentified)
        fit = MaximumLikelihood(START).fit(same, survey(0, same))
    return fit, str(told[0].message)

"""The doubt of fitted parameters carried to every answer of a model."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.stats import norm

from chalandise import checks
from chalandise.errors import FaultCollector, InvalidInput
from chalandise.market import Huff

Floats = npt.NDArray[np.float64]
Answer = Callable[[Huff], npt.ArrayLike]
STEP = 1e-3  # of a standard error: small beside the doubt, large beside rounding


@dataclass(frozen=True, eq=False)
class Estimate:
    """An answer with its doubt; all arrays have the shape of the answer.

    Attributes
    ----------
    value : ndarray
        The answer at the fitted parameters.
    standard_error, lower, upper : ndarray
    level : float
        Of the interval, 0.95 for 95 %.
    method : str
        "delta" or "draws".
    refused : int
        Draws outside the parameters' range (a negative λ), left out.
    """

    value: Floats
    standard_error: Floats
    lower: Floats
    upper: Floats
    level: float
    method: str
    refused: int = 0


def propagate(
    answer: Answer,
    model: Huff,
    covariance: npt.ArrayLike,
    *,
    parameters: Sequence[str] | None = None,
    method: Literal["delta", "draws"] = "delta",
    draws: int = 500,
    level: float = 0.95,
    seed: int = 0,
) -> Estimate:
    """An answer of the model with the doubt of its parameters.

    Formula: delta method, var = J Σ Jᵀ with J by central differences and a normal interval;
    draws, θ* ~ N(θ, Σ), quantiles of the answers.

    Parameters
    ----------
    answer : callable
        From a model to any array: `lambda m: m.sales(market).values`,
        `lambda m: compare(m, market, scenario).change`, …
    covariance : array_like, shape (k, k)
        Of the fitted parameters, as calibration gives it.
    parameters : sequence of str, optional
        Their names in `model.parameters`; all but `outside` by default.
    method : {"delta", "draws"}
        Draws cost `draws` answers but see what is not linear.

    Raises
    ------
    InputFaults
        Unknown names, a matrix of another size, not symmetric or with negative variances.
    InvalidInput
        When more than half of the draws lie outside the parameters' range.
    """
    names = [n for n in model.parameters if n != "outside"] if parameters is None else parameters
    sigma = _covariance(model, names, covariance)
    centre = np.array([model.parameters[name] for name in names])
    value = np.asarray(answer(model), dtype=float)

    def at(theta: Floats) -> Floats:
        return np.asarray(answer(_moved(model, names, theta)), dtype=float)

    if method == "delta":
        return _normal(value, _delta(at, value, centre, sigma), level)
    found, refused = _draw(at, centre, sigma, draws, seed)
    lower, upper = np.quantile(found, [(1 - level) / 2, (1 + level) / 2], axis=0)
    return Estimate(value, found.std(axis=0, ddof=1), lower, upper, level, method, refused)


def _normal(value: Floats, deviation: Floats, level: float) -> Estimate:
    half = norm.ppf((1 + level) / 2) * deviation
    return Estimate(value, deviation, value - half, value + half, level, "delta")


def _covariance(model: Huff, names: Sequence[str], given: npt.ArrayLike) -> Floats:
    faults = FaultCollector()
    unknown = [name for name in names if name not in model.parameters]
    faults.check(not unknown, "parameters", f"{unknown} are not among {list(model.parameters)}")
    sigma = checks.numbers(faults, "covariance", given)
    if sigma is not None and checks.shape(faults, "covariance", sigma, (len(names),) * 2):
        checks.finite(faults, "covariance", sigma)
        symmetric = np.allclose(sigma, sigma.T, rtol=1e-6, atol=0)
        faults.check(symmetric, "covariance", "is not symmetric")
        checks.not_negative(faults, "variances", np.diagonal(sigma))
    faults.tell()
    assert sigma is not None  # noqa: S101 - the faults were told
    return sigma


def _moved(model: Huff, names: Sequence[str], theta: Floats) -> Huff:
    values = model.parameters | dict(zip(names, theta.tolist(), strict=True))
    return model.with_parameters(list(values.values()))


def _delta(at: Callable[[Floats], Floats], value: Floats, centre: Floats, sigma: Floats) -> Floats:
    slopes = []
    for k, deviation in enumerate(np.sqrt(np.diagonal(sigma))):
        if deviation == 0:
            slopes.append(np.zeros(value.shape))
            continue
        step = np.zeros(len(centre))
        step[k] = STEP * deviation
        try:
            slopes.append((at(centre + step) - at(centre - step)) / (2 * step[k]))
        except InvalidInput:  # at the edge of the range (λ = 0): the slope from inside
            slopes.append((at(centre + step) - value) / step[k])
    jacobian = np.stack(slopes, axis=-1)
    variance = np.einsum("...k,kl,...l->...", jacobian, sigma, jacobian)
    return np.sqrt(np.maximum(variance, 0.0))


def _draw(
    at: Callable[[Floats], Floats], centre: Floats, sigma: Floats, draws: int, seed: int
) -> tuple[Floats, int]:
    found, refused = [], 0
    generator = np.random.default_rng(seed)
    for theta in generator.multivariate_normal(centre, sigma, size=draws, method="eigh"):
        try:
            found.append(at(theta))
        except InvalidInput:
            refused += 1
    if len(found) < max(2, math.ceil(draws / 2)):
        raise InvalidInput(
            f"{refused} of {draws} draws lie outside the range of the parameters: "
            "they are too uncertain to draw from"
        )
    return np.stack(found), refused

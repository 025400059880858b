"""What all calibrators share: results that exist only after `fit`, and the doubt of parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from chalandise.errors import InvalidInput
from chalandise.market import Huff, Market

Floats = npt.NDArray[np.float64]
# Above this condition number of the scaled information, a parameter moves freely with another:
# half of float64's digits are gone, and so is what the data say.
WORST_CONDITION = 1e8


class NotFitted(AttributeError):
    """A result was asked of a calibrator before `fit`."""


class NotIdentified(UserWarning):
    """The data cannot tell some parameters apart; their standard errors are infinite."""


class Calibrator:
    """Settings in the constructor, `fit`, results in attributes ending in `_`.

    Attributes
    ----------
    model_ : Huff
        The model with the values found.
    market_ : Market
        The market it goes with: the one given, but for `SalesTotals`, which changes attraction.
    parameters_ : dict of str to float
        What was fitted, by the names of `Huff.parameters`.
    covariance_ : ndarray, shape (k, k), or None
        Of `parameters_`, in their order; None where the observation has no sampling model.
    identified_ : bool
        False when a `NotIdentified` warning was given.
    """

    TAKES_CHOICES: ClassVar[bool] = False  # `observed` may be the answers of respondents

    model_: Huff
    market_: Market
    parameters_: Mapping[str, float]
    covariance_: Floats | None
    identified_: bool

    def fit(self, market: Market, observed: Any) -> Self:
        """Fit to what was observed; gives the calibrator back."""
        raise NotImplementedError

    @property
    def standard_errors_(self) -> dict[str, float] | None:
        """Square roots of the variances by parameter; None without covariance."""
        covariance = self.covariance_
        if covariance is None:
            return None
        errors = np.sqrt(np.diag(covariance))
        return dict(zip(self.parameters_, errors.tolist(), strict=True))

    def __getattr__(self, name: str) -> Any:
        if name.endswith("_") and not name.startswith("_"):
            raise NotFitted(f"{type(self).__name__}.{name} exists after fit(market, observed)")
        raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")

    def _keep(
        self,
        market: Market,
        model: Huff,
        parameters: Mapping[str, float],
        covariance: Floats | None = None,
        *,
        identified: bool = True,
    ) -> None:
        self.market_, self.model_ = market, model
        self.parameters_, self.covariance_ = dict(parameters), covariance
        self.identified_ = identified


def as_model(model: Huff, names: Sequence[str], values: Floats) -> Huff:
    """The model with some parameters replaced; refuses a fit that no model of the kind allows."""
    found = dict(model.parameters) | dict(zip(names, values.tolist(), strict=True))
    try:
        return model.with_parameters(list(found.values()))
    except InvalidInput as error:
        told = ", ".join(f"{name} = {value:.6g}" for name, value in found.items())
        raise InvalidInput(f"the data ask for {told}, which is no such model: {error}") from error


def inverted(information: Floats, names: Sequence[str]) -> tuple[Floats, list[str]]:
    """The inverse of an information matrix, and the parameters it does not identify.

    The matrix is scaled to a unit diagonal first, so that units do not count. Along directions the
    data say nothing of, the inverse is 0 (a step stays put) and the parameters concerned are named.
    """
    scale = np.sqrt(np.maximum(np.diag(information), 0.0))
    known = scale > 1e-12 * max(float(scale.max(initial=0.0)), 1e-300)
    unit = np.where(known, scale, 1.0)
    values, vectors = np.linalg.eigh(information / np.outer(unit, unit) * np.outer(known, known))
    clear = values > values.max(initial=0.0) / WORST_CONDITION
    part = np.divide(1.0, values, out=np.zeros_like(values), where=clear)
    inverse = (vectors * part) @ vectors.T / np.outer(unit, unit)
    loose = (np.abs(vectors[:, ~clear]) > 1e-3).any(axis=1) | ~known
    return inverse, [name for name, free in zip(names, loose, strict=True) if free]


def with_doubt(covariance: Floats, names: Sequence[str], loose: Sequence[str]) -> Floats:
    """The covariance with an infinite variance for what is not identified."""
    told = covariance.copy()
    for name in loose:
        place = list(names).index(name)
        told[place, :] = told[:, place] = 0.0
        told[place, place] = np.inf
    return told

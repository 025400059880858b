"""The five decays of the field."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from chalandise.errors import FaultCollector, InvalidInput

from .base import Decay, Floats

LN2 = math.log(2)


@dataclass(frozen=True)
class Power(Decay):
    """f(t) = t^−λ.

    Parameters
    ----------
    lam : float
        λ ≥ 0 (R's MCI and PyPI's huff write −λ).
    floor : float
        Times below it count as it. With the default 0, a time of zero is refused: f is infinite
        there.

    References
    ----------
    Huff (1963), *Land Economics* 39; Huff and Batsell (1975) for exponents fitted to data.
    """

    lam: float
    floor: float = 0.0
    NAMES: ClassVar[tuple[str, ...]] = ("lam",)
    LINEAR: ClassVar[bool] = True

    def _check(self, faults: FaultCollector) -> None:
        self._at_least_zero(faults, "lam")
        faults.check(0 <= self.floor < math.inf, "Power.floor", f"is {self.floor}")

    def _times(self, t: npt.ArrayLike) -> Floats:
        times = np.maximum(super()._times(t), self.floor)
        if times.size and not times.min() > 0:
            raise InvalidInput("a time is 0, where t^-λ is infinite: give Power a floor")
        return times

    def _log(self, times: Floats) -> Floats:
        return -self.lam * np.log(times)

    def _gradient(self, times: Floats) -> list[Floats]:
        return [-np.log(times)]


@dataclass(frozen=True)
class Exponential(Decay):
    """f(t) = e^(−λt), 1 at t = 0. λ ≥ 0, per minute or per metre. Wilson (1967)."""

    lam: float
    NAMES: ClassVar[tuple[str, ...]] = ("lam",)
    LINEAR: ClassVar[bool] = True

    def _check(self, faults: FaultCollector) -> None:
        self._at_least_zero(faults, "lam")

    def _log(self, times: Floats) -> Floats:
        return -self.lam * times

    def _gradient(self, times: Floats) -> list[Floats]:
        return [-times]


@dataclass(frozen=True)
class Logistic(Decay):
    """f(t) = 1 / (1 + e^(a + bt)), 1/(1 + e^a) at t = 0. b ≥ 0. Kanhäußer (2007), in R's MCI."""

    a: float
    b: float
    NAMES: ClassVar[tuple[str, ...]] = ("a", "b")

    def _check(self, faults: FaultCollector) -> None:
        self._at_least_zero(faults, "b")

    def _log(self, times: Floats) -> Floats:
        return -np.logaddexp(0.0, self.a + self.b * times)

    def _gradient(self, times: Floats) -> list[Floats]:
        rest = -np.exp(-np.logaddexp(0.0, -(self.a + self.b * times)))  # f − 1
        return [rest, times * rest]


@dataclass(frozen=True)
class SpanExponential(Decay):
    """f(t) = exp(−ln 2 · (t/span)^β): 1 at t = 0, one half at `span`. span > 0, β > 0.

    Source: Halás, Klapka and Kladivo (2014), *Journal of Transport Geography* 35, in another
    parametrisation; β < 1 falls fast then slowly, β > 1 holds near the shop then falls.
    """

    span: float
    beta: float = 1.0
    NAMES: ClassVar[tuple[str, ...]] = ("span", "beta")

    def _check(self, faults: FaultCollector) -> None:
        self._above_zero(faults, "span", "beta")

    def _log(self, times: Floats) -> Floats:
        return -LN2 * (times / self.span) ** self.beta

    def _gradient(self, times: Floats) -> list[Floats]:
        log = self._log(times)
        ratio = np.where(times > 0, times / self.span, 1.0)  # x^β ln x tends to 0 with x
        return [-log * self.beta / self.span, log * np.log(ratio)]


@dataclass(frozen=True)
class SpanPower(Decay):
    """f(t) = (1 + (2^(1/β) − 1) · t/span)^−β: 1 at t = 0, one half at `span`. span > 0, β > 0."""

    span: float
    beta: float = 1.0
    NAMES: ClassVar[tuple[str, ...]] = ("span", "beta")

    def _check(self, faults: FaultCollector) -> None:
        self._above_zero(faults, "span", "beta")

    def _log(self, times: Floats) -> Floats:
        return -self.beta * np.log1p(self._slope * times / self.span)

    def _gradient(self, times: Floats) -> list[Floats]:
        ratio = times / self.span
        base = 1 + self._slope * ratio
        turned = 2 ** (1 / self.beta) * LN2 / self.beta  # −β · ∂slope/∂β
        by_span = self.beta * self._slope * ratio / (self.span * base)
        return [by_span, turned * ratio / base - np.log(base)]

    @property
    def _slope(self) -> float:
        return math.expm1(LN2 / self.beta)

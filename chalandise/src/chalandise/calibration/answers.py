"""The log-likelihood of answers under a model, its gradient and its information, in one pass."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from chalandise._parallel import over_rows
from chalandise.market import Huff, Market
from chalandise.market.times import blocks

from .base import as_model
from .choices import Choices
from .features import Features
from .utilities import Utilities, table

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Slope:
    """Log-likelihood, its gradient (k,), the expected information (k, k), and Σ s sᵀ by origin."""

    value: float
    gradient: Floats
    information: Floats
    scores: Floats

    def __add__(self, other: Slope) -> Slope:
        return Slope(
            self.value + other.value,
            self.gradient + other.gradient,
            self.information + other.information,
            self.scores + other.scores,
        )


@dataclass(frozen=True, eq=False)
class Answers:
    """What was answered, whatever the model: counts inside (n, m), and outside (n,) if fitted."""

    market: Market
    inside: Floats
    outside: Floats
    fit_outside: bool

    @property
    def total(self) -> float:
        """Answers, weights counted."""
        return float(self.inside.sum() + self.outside.sum())

    @cached_property
    def counts(self) -> Floats:
        """Inside, and outside as one more column where it is fitted."""
        if not self.fit_outside:
            return self.inside
        return np.column_stack([self.inside, self.outside])

    def names(self, model: Huff) -> list[str]:
        """The parameters that move."""
        fitted = [name for name in model.parameters if name != "outside"]
        return [*fitted, "outside"] if self.fit_outside else fitted

    def moved(self, model: Huff, step: Floats) -> Huff:
        """The model a step further; U0 moves by its logarithm, so that it stays above 0."""
        names = self.names(model)
        values = np.array([model.parameters[name] for name in names])
        there = values + step
        if self.fit_outside:
            there[-1] = values[-1] * np.exp(np.clip(step[-1], -20, 20))
        return as_model(model, names, there)

    def natural(self, covariance: Floats, model: Huff) -> Floats:
        """From ln U0 to U0."""
        scale = np.ones(len(covariance))
        if self.fit_outside:
            scale[-1] = model.outside
        return covariance * np.outer(scale, scale)

    @cached_property
    def _linear(self) -> dict[str, Features]:
        """Features that no step changes, kept between the steps by the decay's kind."""
        return {}

    def features(self, model: Huff) -> Features:
        """Of the model on this market; computed once for a decay linear in its parameter."""
        kind = type(model.decay).__name__
        if kind not in self._linear:
            made = Features.of(Utilities.of(model, self.market), self.fit_outside)
            if not model.decay.LINEAR:
                return made
            self._linear[kind] = made
        return self._linear[kind]

    def slope(self, model: Huff) -> Slope:
        """One pass over the origins, block by block, on all processors."""
        features = self.features(model)
        n, m = self.market.shape

        def work(start: int, stop: int) -> Slope:
            parts = [self._block(features, model, *at) for at in blocks(start, stop, m)]
            return sum(parts[1:], parts[0])

        found = over_rows(work, n, at_least=max(1, 4096 // m))
        return sum(found[1:], found[0])

    def _block(self, features: Features, model: Huff, start: int, stop: int) -> Slope:
        v = features.utilities(model, start, stop)
        counts = self.counts[start:stop]
        top = v.max(axis=1, keepdims=True)
        top = np.where(np.isfinite(top), top, 0.0)  # an origin that reaches nothing answers nothing
        v -= top
        p = np.exp(v)
        sums = np.maximum(p.sum(axis=1, keepdims=True), 1e-300)
        p /= sums
        answers = counts.sum(axis=1)
        v[counts == 0] = 0.0  # 0 · −∞ would be no number
        value = float(np.einsum("ij,ij->", counts, v) - answers @ np.log(sums[:, 0]))
        return Slope(value, *features.moments(p, counts, answers, start, stop))

    def null(self) -> float:
        """logL with every reachable option equally likely."""
        times = self.market.times.rows(0, self.market.shape[0])
        open_ = np.isfinite(times) & (self.market.attraction > 0).all(axis=1)
        options = np.maximum(open_.sum(axis=1) + self.fit_outside, 1)
        answers = self.inside.sum(axis=1) + self.outside
        return float(-(answers * np.log(options)).sum())


def answers_of(market: Market, observed: Any) -> tuple[Floats, Floats]:
    """Counts inside and outside, from `Choices` or from a table."""
    if not isinstance(observed, Choices):
        return table(market, observed, "counts"), np.zeros(market.shape[0])
    inside, outside = observed.counts(market.shape)
    return table(market, inside, "choices"), outside

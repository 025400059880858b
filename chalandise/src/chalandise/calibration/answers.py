"""The log-likelihood of answers under a model, its gradient and its information, in one pass."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from chalandise._parallel import over_rows
from chalandise.market import Huff, Market
from chalandise.market.times import blocks

from .base import as_model
from .choices import Choices
from .features import Features, named_order, store_features
from .fused import Fused, compiles
from .utilities import Utilities, table

Floats = npt.NDArray[np.float64]
T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Slope:
    """Log-likelihood, its gradient (k,), the expected information (k, k)."""

    value: float
    gradient: Floats
    information: Floats

    def __add__(self, other: Slope) -> Slope:
        return Slope(
            self.value + other.value,
            self.gradient + other.gradient,
            self.information + other.information,
        )


@dataclass(frozen=True, eq=False)
class Answers:
    """What was answered, whatever the model: counts inside (n, m), and outside (n,) if fitted."""

    market: Market
    inside: Floats
    outside: Floats
    fit_outside: bool

    @cached_property
    def total(self) -> float:
        """Answers, weights counted."""
        return float(self.by_origin.sum())

    @cached_property
    def by_origin(self) -> Floats:
        """Answers of each origin, shape (n,)."""
        return np.asarray(self.inside.sum(axis=1) + self.outside)

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

    @cached_property
    def _fused(self) -> dict[str, Fused]:
        """As `_linear`, for the compiled pass; no step of any decay changes it."""
        return {}

    def slope(self, model: Huff) -> Slope:
        """One pass over the origins, block by block, on all processors."""
        if not compiles(model.decay, self.market):
            found = self._over_blocks(model, self._slope_of)
            return sum(found[1:], found[0])
        if "held" not in self._fused:
            held = Utilities.of(model, self.market)
            stores = store_features(held, self.fit_outside)
            self._fused["held"] = Fused(
                held, np.ascontiguousarray(self.counts), self.by_origin, stores
            )
        fused = self._fused["held"]
        value, gradient, information = fused.sums(model)
        h = fused.stores.shape[1]
        order = named_order(h, len(gradient) - h, self.fit_outside)
        return Slope(value, gradient[order], information[np.ix_(order, order)])

    def scores(self, model: Huff) -> Floats:
        """Σ s sᵀ of the origins' own gradients: the middle of the sandwich."""
        found = self._over_blocks(model, self._scores_of)
        return np.sum(found, axis=0)

    def _over_blocks(self, model: Huff, work: Callable[..., T]) -> list[T]:
        """`work(features, p, v, sums, start, stop)` of each block, in order."""
        features, (n, m) = self.features(model), self.market.shape

        def part(start: int, stop: int) -> list[T]:
            return [
                work(features, *_shares(features.utilities(model, *at)), *at)
                for at in blocks(start, stop, m)
            ]

        return [found for part in over_rows(part, n, at_least=max(1, 4096 // m)) for found in part]

    def _slope_of(
        self, features: Features, p: Floats, v: Floats, sums: Floats, start: int, stop: int
    ) -> Slope:
        counts = self.counts[start:stop]
        answers = counts.sum(axis=1)
        v[counts == 0] = 0.0  # 0 · −∞ would be no number
        value = float(np.einsum("ij,ij->", counts, v) - answers @ np.log(sums))
        gradient = features.scores(p, counts, answers, start, stop).sum(axis=0)
        return Slope(value, gradient, features.information(p, answers, start, stop))

    def _scores_of(
        self, features: Features, p: Floats, v: Floats, sums: Floats, start: int, stop: int
    ) -> Floats:
        counts = self.counts[start:stop]
        scores = features.scores(p, counts, counts.sum(axis=1), start, stop)
        return scores.T @ scores

    def null(self) -> float:
        """logL with every reachable option equally likely."""
        times = self.market.times.rows(0, self.market.shape[0])
        open_ = np.isfinite(times)
        open_ &= (self.market.attraction > 0).all(axis=1)
        reached = np.full(len(times), open_.shape[1]) if open_.all() else open_.sum(axis=1)
        options = np.maximum(reached + self.fit_outside, 1)
        return float(-(self.by_origin * np.log(options)).sum())


def _shares(v: Floats) -> tuple[Floats, Floats, Floats]:
    """p of each option, v less its largest by origin (in place), and Σ e^v of that."""
    top = v.max(axis=1, keepdims=True)
    v -= np.where(np.isfinite(top), top, 0.0)  # an origin that reaches nothing answers nothing
    p = np.exp(v)
    sums = np.maximum(p.sum(axis=1, keepdims=True), 1e-300)
    p /= sums
    return p, v, sums[:, 0]


def answers_of(market: Market, observed: Any) -> tuple[Floats, Floats]:
    """Counts inside and outside, from `Choices` or from a table."""
    if not isinstance(observed, Choices):
        return table(market, observed, "counts"), np.zeros(market.shape[0])
    inside, outside = observed.counts(market.shape)
    return table(market, inside, "choices"), outside

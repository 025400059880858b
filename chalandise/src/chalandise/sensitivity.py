"""Which assumption changes the answer: parameters, cut-off, edge of the zone, one at a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from chalandise.decay import Cut
from chalandise.errors import InvalidInput
from chalandise.market import Huff, Market
from chalandise.whatif import Scenario

Answer = Callable[[Huff, Market, Scenario], float]
Given = tuple[Huff, Market, Scenario]
Case = tuple[str, float | str, Given]


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer under one other assumption.

    `change` is relative to the reference, NaN when the reference is 0; `turns` tells that the
    answer lies on the other side of the threshold than the reference.
    """

    assumption: str
    value: float | str
    answer: float
    change: float
    turns: bool


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The reference and the readings around it, in the order asked."""

    reference: float
    readings: tuple[Reading, ...]

    @property
    def turning(self) -> tuple[Reading, ...]:
        """The readings that change the verdict."""
        return tuple(reading for reading in self.readings if reading.turns)


def sensitivity(
    answer: Answer,
    model: Huff,
    market: Market,
    scenario: Scenario | None = None,
    *,
    parameters: Mapping[str, Sequence[float]] | None = None,
    cutoffs: Sequence[float] = (),
    edges: Mapping[str, npt.ArrayLike] | None = None,
    threshold: float | None = None,
) -> Sensitivity:
    """One answer under other assumptions, each alone, the rest as given.

    Parameters
    ----------
    answer : callable
        From (model, market, scenario) to a number, for instance
        `lambda m, k, s: compare(m, k, s)["hall"]`.
    parameters : mapping of str to sequence
        Other values by name in `model.parameters`: `{"lam": [1.5, 2.5], "outside": [0, 10]}`.
    cutoffs : sequence of float
        Times beyond which no store counts, in the market's unit.
    edges : mapping of str to array_like of bool, shape (n,)
        Other zones: which origins count, by name.
    threshold : float, optional
        Where the verdict turns.
    """
    given = (model, market, scenario or Scenario())
    reference = float(answer(*given))
    cases = [
        *(_with(given, name, v) for name, values in (parameters or {}).items() for v in values),
        *(_cut(given, limit) for limit in cutoffs),
        *(_within(given, name, inside) for name, inside in (edges or {}).items()),
    ]
    readings = (
        _reading(assumption, value, float(answer(*case)), reference, threshold)
        for assumption, value, case in cases
    )
    return Sensitivity(reference, tuple(readings))


def _with(given: Given, name: str, value: float) -> Case:
    model, market, scenario = given
    if name not in model.parameters:
        raise InvalidInput(f"the model has no parameter {name!r}: {list(model.parameters)}")
    moved = model.with_parameters(list((model.parameters | {name: value}).values()))
    return name, value, (moved, market, scenario)


def _cut(given: Given, limit: float) -> Case:
    model, market, scenario = given
    return "cutoff", limit, (replace(model, decay=Cut(model.decay, limit)), market, scenario)


def _within(given: Given, name: str, inside: npt.ArrayLike) -> Case:
    model, market, scenario = given
    some = np.flatnonzero(_mask(market, name, inside))
    return "edge", name, (model, market.take(some), scenario.take(some))


def _mask(market: Market, name: str, inside: npt.ArrayLike) -> npt.NDArray[np.bool_]:
    mask = np.asarray(inside)
    if mask.dtype != bool or mask.shape != market.shape[:1] or not mask.any():
        raise InvalidInput(
            f"edge {name!r}: one true or false per origin is needed, at least one of them true"
        )
    return mask


def _reading(
    assumption: str, value: float | str, answer: float, reference: float, threshold: float | None
) -> Reading:
    change = answer / reference - 1 if reference else float("nan")
    turns = threshold is not None and (answer > threshold) != (reference > threshold)
    return Reading(assumption, value, answer, change, turns)

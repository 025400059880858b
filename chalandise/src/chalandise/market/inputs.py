"""What a model is applied to: travel, attraction, demand, and the names of things."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.errors import FaultCollector, InputFaults

from .times import DenseTimes, Floats, Times


@dataclass(frozen=True, eq=False, init=False)
class Market:
    """Origins that spend, stores that attract, and the travel between them.

    Parameters
    ----------
    times : Times or array_like, shape (n, m)
        Time or distance from each origin to each store, one unit throughout; `inf` = out of reach.
        An array is taken as `DenseTimes`.
    attraction : array_like, shape (m,) or (m, h)
        One or several attraction variables of each store (sales area in m², number of brands …),
        ≥ 0.
    demand : array_like, shape (n,)
        What each origin spends on the product family, for instance in EUR a year, ≥ 0.
    stores, origins : sequence, optional
        Identifiers, each once; row numbers when not given.
    groups : mapping of str to sequence of length m, optional
        Labels of each store by kind of group: `{"centre": […], "commune": […], "brand": […]}`.

    Raises
    ------
    InputFaults
        All faults of all arguments at once.

    Notes
    -----
    The arrays given are never written to. Arrays already in float64 are not copied.
    """

    times: Times
    attraction: Floats
    demand: Floats
    stores: tuple[Hashable, ...]
    origins: tuple[Hashable, ...] | None
    groups: Mapping[str, tuple[Hashable, ...]]

    def __init__(
        self,
        times: Times | npt.ArrayLike,
        attraction: npt.ArrayLike,
        demand: npt.ArrayLike,
        *,
        stores: Sequence[Hashable] | None = None,
        origins: Sequence[Hashable] | None = None,
        groups: Mapping[str, Sequence[Hashable]] | None = None,
    ) -> None:
        faults = FaultCollector()
        held = _times(faults, times)
        n, m = held.shape if held is not None else (None, None)
        _sizes(faults, n, m)
        self._hold(
            times=held,
            attraction=_attraction(faults, attraction, m),
            demand=_demand(faults, demand, n),
            stores=_names(faults, "stores", stores, m) or tuple(range(m or 0)),
            origins=_names(faults, "origins", origins, n),
            groups=_groups(faults, groups or {}, m),
        )
        faults.tell()

    def _hold(self, **values: Any) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def shape(self) -> tuple[int, int]:
        """Origins, stores."""
        return self.times.shape

    @cached_property
    def rank(self) -> Mapping[Hashable, int]:
        """Position of each store by its identifier."""
        return {name: position for position, name in enumerate(self.stores)}

    def take(self, origins: npt.NDArray[np.int64]) -> Market:
        """The same stores seen from some of the origins, by position."""
        names = self.origins and [self.origins[i] for i in origins.tolist()]
        return self.replace(
            times=self.times.take(origins), demand=self.demand[origins], origins=names or None
        )

    def replace(self, **changes: Any) -> Market:
        """The same market with other times, attraction, demand, stores, origins or groups."""
        names = ("times", "attraction", "demand", "stores", "origins", "groups")
        held = {name: getattr(self, name) for name in names} | changes
        return Market(**held)


def _times(faults: FaultCollector, times: Times | npt.ArrayLike) -> Times | None:
    if hasattr(times, "reach") and hasattr(times, "draw"):
        return times  # type: ignore[return-value]
    try:
        return DenseTimes(times)  # type: ignore[arg-type]
    except InputFaults as error:
        faults.take(error)
        return None


def _sizes(faults: FaultCollector, n: int | None, m: int | None) -> None:
    faults.check(n != 0, "times", "has no origin")
    faults.check(m != 0, "times", "has no store")


def _attraction(faults: FaultCollector, given: npt.ArrayLike, m: int | None) -> Floats | None:
    values = checks.numbers(faults, "attraction", given)
    if values is None:
        return None
    if not faults.check(values.ndim in (1, 2), "attraction", f"has {values.ndim} dimensions"):
        return None
    values = values[:, None] if values.ndim == 1 else values
    if m is not None:
        checks.shape(faults, "attraction", values, (m, values.shape[1]))
    checks.finite(faults, "attraction", values)
    checks.not_negative(faults, "attraction", values)
    return values


def _demand(faults: FaultCollector, given: npt.ArrayLike, n: int | None) -> Floats | None:
    values = checks.numbers(faults, "demand", given)
    if values is None:
        return None
    if n is not None:
        checks.shape(faults, "demand", values, (n,))
    checks.finite(faults, "demand", values)
    checks.not_negative(faults, "demand", values)
    return values


def _names(
    faults: FaultCollector, place: str, names: Sequence[Hashable] | None, count: int | None
) -> tuple[Hashable, ...] | None:
    if names is None:
        return None
    held = tuple(names)
    if count is not None:
        faults.check(len(held) == count, place, f"{len(held)} names are given for {count}")
    checks.distinct(faults, place, held)
    return held


def _groups(
    faults: FaultCollector, groups: Mapping[str, Sequence[Hashable]], m: int | None
) -> dict[str, tuple[Hashable, ...]]:
    held = {kind: tuple(labels) for kind, labels in groups.items()}
    for kind, labels in held.items():
        if m is not None:
            faults.check(
                len(labels) == m, f"groups[{kind!r}]", f"{len(labels)} labels for {m} stores"
            )
    return held

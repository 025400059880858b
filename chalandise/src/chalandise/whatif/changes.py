"""What may happen to the stores of a market, as values."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from .draft import Draft

Attraction = float | tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Change:
    """Something that happens to one store, named by its identifier."""

    store: Hashable

    def apply(self, draft: Draft) -> None:
        """Write the change into the draft, or its faults."""
        raise NotImplementedError

    def take(self, origins: npt.NDArray[np.int64]) -> Self:
        """The same change seen from some of the origins."""
        times = getattr(self, "times", None)
        return self if times is None else replace(self, times=np.asarray(times)[origins])  # type: ignore[call-arg]


@dataclass(frozen=True, eq=False)
class Open(Change):
    """A new store.

    Parameters
    ----------
    store : hashable
        Its identifier, not yet in the market.
    attraction : float or tuple of float
        One value per attraction variable.
    times : array_like, shape (n,)
        From each origin, in the market's unit; `inf` = out of reach.
    place : pair of float
        Instead of `times`, where the market's travel has coordinates.
    groups : mapping
        Its label in each kind of group of the market.
    """

    attraction: Attraction
    times: npt.ArrayLike | None = None
    place: npt.ArrayLike | None = None
    groups: Mapping[str, Hashable] = field(default_factory=dict)

    def apply(self, draft: Draft) -> None:
        draft.add(self.store, self.groups)
        draft.set_attraction(self.store, self.attraction)
        draft.set_times(self.store, self.times, self.place)


@dataclass(frozen=True, eq=False)
class Close(Change):
    """A store closes: it leaves the market."""

    def apply(self, draft: Draft) -> None:
        draft.remove(self.store)


@dataclass(frozen=True, eq=False)
class Enlarge(Change):
    """A store's attraction becomes another, larger or smaller."""

    attraction: Attraction

    def apply(self, draft: Draft) -> None:
        draft.set_attraction(self.store, self.attraction)


@dataclass(frozen=True, eq=False)
class Move(Change):
    """A store moves: other `times`, or another `place` where travel has coordinates."""

    times: npt.ArrayLike | None = None
    place: npt.ArrayLike | None = None

    def apply(self, draft: Draft) -> None:
        draft.set_times(self.store, self.times, self.place)


@dataclass(frozen=True, eq=False)
class Rebrand(Change):
    """A store changes labels (its brand above all), and perhaps attraction with them."""

    groups: Mapping[str, Hashable]
    attraction: Attraction | None = None

    def apply(self, draft: Draft) -> None:
        draft.set_groups(self.store, self.groups)
        if self.attraction is not None:
            draft.set_attraction(self.store, self.attraction)

"""Answers of a household survey: one row per last act of purchase."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chalandise import checks
from chalandise.errors import FaultCollector

ONLINE = "(online)"
Floats = npt.NDArray[np.float64]
Labels = tuple[Hashable, ...]
Column = Sequence[Hashable] | npt.NDArray


@dataclass(frozen=True, eq=False, init=False)
class Acts:
    """Last acts of purchase as households told them, one row each; columns of one length.

    Parameters
    ----------
    household : sequence of hashable
        Who answered. Acts of one household are not independent, and are not taken as such.
    zone : sequence of hashable
        Where the household lives; the same on all its rows.
    family : sequence of hashable
        Family of products.
    place : sequence of hashable
        Where it was bought: a pole of the study, another town, or `ONLINE`.
    weight : array_like, optional
        What the answer stands for (households of its kind, or acts), finite and above 0; 1 by
        default. Only ratios within a zone count where markets are given.

    Raises
    ------
    InputFaults
        All faults at once: columns of unequal lengths, cells that are missing (None, empty, NaN),
        weights that are none, a household that lives in two zones, no answer at all.
    """

    household: Labels
    zone: Labels
    family: Labels
    place: Labels
    weight: Floats

    def __init__(
        self,
        household: Column,
        zone: Column,
        family: Column,
        place: Column,
        weight: npt.ArrayLike | None = None,
    ) -> None:
        faults = FaultCollector()
        columns = {"household": household, "zone": zone, "family": family, "place": place}
        held = {name: _labels(faults, name, given) for name, given in columns.items()}
        count = len(held["household"])
        faults.check(count > 0, "household", "no answer is given")
        for name, labels in held.items():
            faults.check(len(labels) == count, name, f"{len(labels)} cells for {count} answers")
        _one_zone(faults, held["household"], held["zone"])
        loads = _weights(faults, weight, count)
        faults.tell()
        for name, value in (held | {"weight": loads}).items():
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        return len(self.household)


def _labels(faults: FaultCollector, name: str, given: Column) -> Labels:
    labels = tuple(given.tolist() if isinstance(given, np.ndarray) else given)
    gone = [row for row, label in enumerate(labels) if label in (None, "") or label != label]
    told = ", ".join(map(str, gone[:5])) + (", …" if len(gone) > 5 else "")
    faults.check(not gone, name, f"{len(gone)} are missing, on rows {told}")
    return labels


def _one_zone(faults: FaultCollector, household: Labels, zone: Labels) -> None:
    lives: dict[Hashable, Hashable] = {}
    moved = [h for h, z in zip(household, zone, strict=False) if lives.setdefault(h, z) != z]
    told = ", ".join(map(repr, list(dict.fromkeys(moved))[:5]))
    faults.check(not moved, "zone", f"some households live in two: {told}")


def _weights(faults: FaultCollector, given: npt.ArrayLike | None, count: int) -> Floats:
    held = checks.numbers(faults, "weight", np.ones(count) if given is None else given)
    if held is None or not checks.shape(faults, "weight", held, (count,)):
        return np.ones(count)
    wrong = int((~(held > 0) | np.isinf(held)).sum())
    faults.check(not wrong, "weight", f"{wrong} are not above 0 and finite")
    return held

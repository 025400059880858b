"""What is asked of the arrays a caller gives; faults go to a collector, none is raised here."""

from __future__ import annotations

from collections.abc import Hashable, Iterable

import numpy as np
import numpy.typing as npt

from chalandise.errors import FaultCollector

Floats = npt.NDArray[np.float64]


def numbers(faults: FaultCollector, place: str, values: npt.ArrayLike) -> Floats | None:
    """The values as float64, or None with a fault when they are no numbers."""
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError):
        faults.add(place, "holds something that is not a number")
        return None


def shape(
    faults: FaultCollector, place: str, values: npt.NDArray, expected: tuple[int, ...]
) -> bool:
    """Whether the array has this shape."""
    return faults.check(
        values.shape == expected, place, f"has shape {values.shape}, {expected} is needed"
    )


def finite(faults: FaultCollector, place: str, values: Floats) -> bool:
    """Neither NaN nor infinite anywhere."""
    return _none(faults, place, ~np.isfinite(values), "missing (NaN) or infinite")


def not_nan(faults: FaultCollector, place: str, values: Floats, remedy: str = "") -> bool:
    """No NaN anywhere; infinity may stand."""
    return _none(faults, place, np.isnan(values), "missing (NaN)", remedy)


def not_negative(faults: FaultCollector, place: str, values: Floats, remedy: str = "") -> bool:
    """No value below zero; NaN is another fault."""
    return _none(faults, place, values < 0, "negative", remedy)


def distinct(faults: FaultCollector, place: str, ids: Iterable[Hashable]) -> bool:
    """Each identifier once."""
    held = tuple(ids)
    if len(set(held)) == len(held):
        return True
    seen: set[Hashable] = set()
    twice: dict[Hashable, None] = {}
    for name in held:
        if name in seen:
            twice[name] = None
        seen.add(name)
    shown = ", ".join(map(repr, list(twice)[:5])) + (", …" if len(twice) > 5 else "")
    return faults.check(False, place, f"occurs more than once: {shown}")


def _none(
    faults: FaultCollector, place: str, wrong: npt.NDArray[np.bool_], what: str, remedy: str = ""
) -> bool:
    """No value is wrong; else how many are, and where the first stands."""
    count = int(np.count_nonzero(wrong))
    if count:
        first = ", ".join(str(axis[0]) for axis in np.nonzero(wrong)) if wrong.ndim else "0"
        verb = "value is" if count == 1 else "values are"
        faults.add(place, f"{count} {verb} {what}, the first at [{first}]", remedy)
    return not count

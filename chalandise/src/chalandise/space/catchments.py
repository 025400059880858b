"""Catchments: zones by travel time, or by the share of sales they bring; the cuts are the caller's.

French law fixes no minutes (C. com. R752-3): a study justifies its cuts. Every result carries that
justification as data (`Reason`), for a page to put into the reader's words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely

from chalandise import checks
from chalandise.errors import FaultCollector
from chalandise.travel import Isochrone
from chalandise.travel.frames import to_frame

from .inputs import Floats, amounts

OUTSIDE = -1
Bands = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the catchment is cut where it is: a key for a sentence, and what the sentence tells.

    Attributes
    ----------
    key : str
        "by time", "by isochrone" or "by share of sales".
    values : mapping of str to object
        `cuts` as given, and per band from the first to the last, then outside: `zones` (counts)
        and, where weights were given, `weights` (sums) and `shares` (of all weights).
    """

    key: str
    values: Mapping[str, Any]


@dataclass(frozen=True, eq=False, slots=True)
class Catchment:
    """Zones by band.

    Attributes
    ----------
    band : ndarray of int, shape (n,)
        0 for the first band (primary), 1 for the next …; -1 outside.
    cuts : tuple of float
        In the order of the bands.
    reason : Reason
    """

    band: Bands
    cuts: tuple[float, ...]
    reason: Reason


def by_time(
    times: npt.ArrayLike, cuts: Sequence[float], *, weights: npt.ArrayLike | None = None
) -> Catchment:
    """Zones by their time to a place: band k is above cut k − 1, at or below cut k.

    Parameters
    ----------
    times : array_like, shape (n,)
        ≥ 0, any one unit; `inf` = out of reach.
    cuts : sequence of float
        Ascending, > 0, in that unit.
    weights : array_like, shape (n,), optional
        What to sum by band: inhabitants, spending …

    Raises
    ------
    InputFaults
    """
    faults = FaultCollector()
    values = checks.numbers(faults, "times", times)
    values = np.zeros(0) if values is None else values
    checks.not_nan(faults, "times", values, "write inf for a zone out of reach")
    checks.not_negative(faults, "times", values)
    held = _cuts(faults, cuts)
    loads = _weights(faults, weights, len(values))
    faults.tell()
    band = np.searchsorted(held, values, side="left")
    return _catchment("by time", np.where(band < len(held), band, OUTSIDE), held, loads)


def by_isochrone(
    areas: Sequence[Isochrone],
    points: npt.ArrayLike,
    *,
    crs: Any = None,
    weights: npt.ArrayLike | None = None,
) -> Catchment:
    """Zones by the shortest isochrone that covers their point; cuts in seconds.

    Parameters
    ----------
    areas : sequence of Isochrone
        Of one place, in any order.
    points : array_like, shape (n, 2)
        One per zone (its centre of population rather than of its outline), in the CRS of the areas
        or in `crs`.

    Raises
    ------
    InputFaults
    """
    faults = FaultCollector()
    nested = sorted(areas, key=lambda area: area.limit)
    held = _cuts(faults, [area.limit for area in nested])
    faults.tell()
    spots = to_frame(points, nested[0].crs, crs=crs, faults=faults)
    loads = _weights(faults, weights, len(spots))
    faults.tell()
    band = np.full(len(spots), OUTSIDE)
    for position, area in reversed(list(enumerate(nested))):
        band[shapely.covers(area.area, shapely.points(spots))] = position
    return _catchment("by isochrone", band, held, loads)


def by_share_of_sales(
    sales: npt.ArrayLike,
    cuts: Sequence[float],
    *,
    rank: npt.ArrayLike | None = None,
) -> Catchment:
    """Zones that together bring the first 60 %, the next 20 % … of a place's sales.

    Zones are taken from the one that brings most; a zone is in the band in which its sales begin,
    so that the zone on a cut belongs to the inner band and each band brings at least its share.

    Parameters
    ----------
    sales : array_like, shape (n,)
        Of one shop or centre by zone of residence, ≥ 0: a column of `Flows.values`.
    cuts : sequence of float
        Cumulative shares, ascending, in (0, 1]: (0.6, 0.8, 1) or (0.75, 1) …; sources differ.
    rank : array_like, shape (n,), optional
        Take zones from the highest of these instead: hold, sales per inhabitant …

    Notes
    -----
    Zones that bring nothing are outside. Of equals the first comes first.

    Raises
    ------
    InputFaults
    """
    faults = FaultCollector()
    values = amounts(faults, "sales", sales)
    by = values if rank is None else checks.numbers(faults, "rank", rank)
    if by is not None and checks.shape(faults, "rank", by, values.shape):
        checks.finite(faults, "rank", by)
    held = _cuts(faults, cuts, at_most=1.0)
    faults.check(bool(values.sum() > 0), "sales", "are nothing together")
    faults.tell()
    order = np.argsort(-np.asarray(by), kind="stable")
    begins = (np.cumsum(values[order]) - values[order]) / values.sum()
    band = np.empty(len(values), np.int64)
    band[order] = np.searchsorted(held, begins + 1e-12, side="right")
    band[(band >= len(held)) | (values == 0)] = OUTSIDE
    return _catchment("by share of sales", band, held, values)


def _catchment(key: str, band: Bands, cuts: Floats, weights: Floats | None) -> Catchment:
    slots = np.where(band == OUTSIDE, len(cuts), band)
    told: dict[str, Any] = {
        "cuts": tuple(cuts.tolist()),
        "zones": tuple(np.bincount(slots, minlength=len(cuts) + 1).tolist()),
    }
    if weights is not None:
        sums = np.bincount(slots, weights, minlength=len(cuts) + 1)
        told["weights"] = tuple(sums.tolist())
        told["shares"] = tuple((sums / (sums.sum() or 1.0)).tolist())
    return Catchment(band, told["cuts"], Reason(key, MappingProxyType(told)))


def _cuts(faults: FaultCollector, cuts: Sequence[float], at_most: float = np.inf) -> Floats:
    values = amounts(faults, "cuts", list(cuts))
    rising = len(values) > 0 and values[0] > 0 and bool((np.diff(values) > 0).all())
    faults.check(rising, "cuts", "must rise from above 0")
    faults.check(not (values > at_most).any(), "cuts", f"exceed {at_most:g}")
    return values


def _weights(faults: FaultCollector, weights: npt.ArrayLike | None, count: int) -> Floats | None:
    return None if weights is None else amounts(faults, "weights", weights, count)

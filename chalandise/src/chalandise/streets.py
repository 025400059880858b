"""Which street each door stands in: nearest named line, its rival, side and walking order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import shapely

from chalandise.errors import InvalidInput
from chalandise.street_path import Side, Spot, StreetPath, side_of_line, street_path

Floats = npt.NDArray[np.float64]

CUTOFF = 40.0  # metres: beyond, "street unknown"
DOUBT = 4.0  # metres: a rival street this little farther makes the match doubtful

__all__ = [
    "CUTOFF",
    "DOUBT",
    "NotMetres",
    "Side",
    "Spot",
    "StreetMatch",
    "StreetPath",
    "chain_streets",
    "follow_numbers",
    "match_streets",
    "side_of_line",
    "street_path",
]


class NotMetres(InvalidInput):
    """Coordinates that look like degrees were given where planar metres are meant."""


@dataclass(frozen=True, slots=True)
class StreetMatch:
    """The street of one point, and the street it might be taken for.

    `distance`, `along` and `second_distance` in metres; `second_name` is empty when no other
    street lies within the cut-off. `doubtful` when the second is hardly farther.
    """

    name: str
    distance: float
    side: Side
    along: float
    run: int
    second_name: str
    second_distance: float
    doubtful: bool


def chain_streets(
    lines: Sequence[npt.ArrayLike], names: Sequence[str], *, max_gap: float = 200.0
) -> dict[str, StreetPath]:
    """One `StreetPath` per name.

    Parameters
    ----------
    lines : sequence of array_like, shape (n, 2)
        Planar metres.
    names : sequence of str
        The street of each line; normalise spellings beforehand.
    max_gap : float
        Metres; see `street_path`.
    """
    arrays = [np.asarray(line, dtype=float) for line in lines]
    _refuse_degrees(arrays)
    grouped: dict[str, list[Floats]] = {}
    for line, name in zip(arrays, names, strict=True):
        grouped.setdefault(name, []).append(line)
    return {name: street_path(group, max_gap=max_gap) for name, group in sorted(grouped.items())}


def match_streets(
    points: npt.ArrayLike,
    streets: Mapping[str, StreetPath],
    *,
    cutoff: float = CUTOFF,
    doubt: float = DOUBT,
) -> list[StreetMatch | None]:
    """The nearest street of each point, or None beyond the cut-off.

    Parameters
    ----------
    points : array_like, shape (n, 2)
        Planar metres, in the CRS of the streets.
    streets : mapping of str to StreetPath
        From `chain_streets`.
    cutoff : float
        Metres beyond which a point has no street.
    doubt : float
        Metres: doubtful when (second distance - distance) ≤ `doubt`.

    Returns
    -------
    list of StreetMatch or None
        One per point, in order. Equal distances go to the first name in alphabetical order.
    """
    spots = np.asarray(points, dtype=float).reshape(-1, 2)
    if not streets or not len(spots):
        return [None] * len(spots)
    _refuse_degrees([spots, *(path.begins for path in streets.values())])
    near = _names_within(spots, streets, cutoff)
    return [_match(spot, streets, ranked, doubt) for spot, ranked in zip(spots, near, strict=True)]


def follow_numbers(
    path: StreetPath, points: npt.ArrayLike, numbers: Sequence[int | None]
) -> StreetPath:
    """The path turned, if need be, so that house numbers rise along it.

    Parameters
    ----------
    path : StreetPath
    points : array_like, shape (n, 2)
        Planar metres.
    numbers : sequence of int or None
        House number of each point; None is left out.

    Notes
    -----
    Turned when more pairs of doors on one side (left or right) fall than rise; each run by
    itself would need its own numbers, so the whole path is turned at once.
    """
    placed = [
        (spot.run, spot.side, spot.along, number)
        for spot, number in zip(map(path.locate, np.asarray(points, float)), numbers, strict=True)
        if number is not None
    ]
    rises = sum(
        np.sign(b[2] - a[2]) * np.sign(b[3] - a[3])
        for a, b in combinations(placed, 2)
        if a[:2] == b[:2]
    )
    return path.turned() if rises < 0 else path


def _match(
    spot: Floats, streets: Mapping[str, StreetPath], ranked: list[tuple[float, str]], doubt: float
) -> StreetMatch | None:
    if not ranked:
        return None
    name = ranked[0][1]
    found = streets[name].locate(spot)
    second_distance, second_name = ranked[1] if len(ranked) > 1 else (np.inf, "")
    return StreetMatch(
        name=name,
        distance=found.distance,
        side=found.side,
        along=found.along,
        run=found.run,
        second_name=second_name,
        second_distance=float(second_distance),
        doubtful=bool(second_distance - found.distance <= doubt),
    )


def _names_within(
    spots: Floats, streets: Mapping[str, StreetPath], cutoff: float
) -> list[list[tuple[float, str]]]:
    """The two nearest names of each point within the cut-off, nearest first."""
    names = sorted(streets)
    owner = np.repeat(np.arange(len(names)), [len(streets[name].begins) for name in names])
    ends = [np.stack([streets[n].begins, streets[n].ends], axis=1) for n in names]
    segments = shapely.linestrings(np.concatenate(ends))
    dots = shapely.points(spots)
    at, to = shapely.STRtree(segments).query(dots, predicate="dwithin", distance=cutoff)
    apart = shapely.distance(dots[at], segments[to])
    ranked: list[list[tuple[float, str]]] = [[] for _ in spots]
    for index in np.lexsort((owner[to], apart, at)):
        found, name = ranked[at[index]], names[owner[to[index]]]
        if len(found) < 2 and all(name != other for _, other in found):
            found.append((float(apart[index]), name))
    return ranked


def _refuse_degrees(arrays: Sequence[Floats]) -> None:
    """A street network within ±180, ±90 and smaller than 20 units is not in metres."""
    filled = [array for array in arrays if len(array)]
    if not filled:
        return
    low = np.min([array.min(axis=0) for array in filled], axis=0)
    high = np.max([array.max(axis=0) for array in filled], axis=0)
    if not (np.isfinite(low).all() and np.isfinite(high).all()):
        raise NotMetres("a coordinate is missing or infinite")
    inside = (np.abs([low, high]) <= (180, 90)).all()
    if inside and float(np.hypot(*(high - low))) < 20:
        raise NotMetres("coordinates look like degrees: project them to metres first")

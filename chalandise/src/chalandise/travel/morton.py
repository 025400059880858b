"""Morton order: points near in the plane come near in memory."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

BITS = 21  # per axis: 2 m steps over 4,000 km
SPREADS = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


def morton_order(xy: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Rows of points, shape (n, 2), along the Z curve; points on one spot keep their order.

    References
    ----------
    Morton (1966), *A computer oriented geodetic data base*, IBM Ottawa.
    """
    if not len(xy):
        return np.empty(0, np.int64)
    extent = max(float(np.ptp(xy, axis=0).max()), 1e-9)
    cells = ((xy - xy.min(axis=0)) / extent * (2**BITS - 1)).astype(np.uint64)
    key = _spread(cells[:, 0]) | (_spread(cells[:, 1]) << np.uint64(1))
    return np.argsort(key, kind="stable")


def _spread(cells: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """A zero between every two bits."""
    for shift, mask in SPREADS:
        cells = (cells | (cells << np.uint64(shift))) & np.uint64(mask)
    return cells

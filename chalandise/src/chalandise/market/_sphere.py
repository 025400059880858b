"""Compiled loops over great circles. Nothing is checked here: their callers have checked.

Points are unit vectors, one row per axis: (3, n) and (3, m).
"""

# The types are numba's, not Python's.
# mypy: ignore-errors
from __future__ import annotations

from math import asin, sqrt

import numpy as np

from chalandise._compiled import compiled

from ._kernels import POWER, decay_at

NEAR = 0.1  # half chord of a unit sphere, 1,274 km on earth: the series are exact up to there
TILE = 512  # origins whose coordinates stay in the innermost cache while each store meets them


@compiled
def arcs(here, xs, ys, zs, near, half):
    """Half the angle from one unit vector to each of the others, into `half`.

    The chord is computed from differences: unlike acos of a product it keeps its digits between
    near places. When all are `near` the arcsine is its series to the last digit, which is done
    eight at a time where the function itself is not.
    """
    x, y, z = here[0], here[1], here[2]
    for j in range(half.size):
        dx, dy, dz = xs[j] - x, ys[j] - y, zs[j] - z
        half[j] = sqrt(dx * dx + dy * dy + dz * dz) / 2
    if not near:
        for j in range(half.size):
            half[j] = asin(min(1.0, half[j]))
        return
    for j in range(half.size):
        q = half[j] * half[j]
        late = 10395 / 599040 + q * (135135 / 9676800)
        series = 1 / 6 + q * (
            3 / 40 + q * (15 / 336 + q * (105 / 3456 + q * (945 / 42240 + q * late)))
        )
        half[j] += half[j] * q * series


@compiled
def weigh(half, scale, decay, weights):
    """Half angles become w_j f(t), in place; t = `scale` · half angle."""
    kind, a, b, floor = decay
    if kind == POWER and a == -2:  # the usual λ: no slow power, eight at a time
        for j in range(half.size):
            far = max(scale * half[j], floor)
            half[j] = weights[j] / (far * far)
    else:
        for j in range(half.size):
            half[j] = decay_at(kind, a, b, floor, scale * half[j]) * weights[j]


@compiled
def sweep_sphere(
    start, stop, layer, near, scale, decay, weights, outside, demand, given, utility, drawn
):
    """As `sweep_steps`, with great-circle times; `layer` is the points of origins and stores.

    `scale` is the diameter of the sphere in the unit of the decay.
    """
    pulls, added = np.empty(weights.size), np.zeros(weights.size)
    for i in range(start, stop):
        arcs(layer[0][:, i], layer[1][0], layer[1][1], layer[1][2], near, pulls)
        weigh(pulls, scale, decay, weights)
        utility[i] = pulls.sum() + outside
        ratio = demand[i] if given else (demand[i] / utility[i] if utility[i] > 0 else 0.0)
        for j in range(weights.size):
            added[j] += ratio * pulls[j]
    drawn += added


@compiled
def draw_sphere(start, stop, layer, near, scale, decay, ratios, drawn):
    """Adds Σ_i r_i f(t_ij) of origins `start` to `stop` to each store: no utility, no weight."""
    kind, a, _, floor = decay
    squares = near and kind == POWER and a == -2 and floor <= scale * NEAR
    pulls = np.empty(TILE)
    xs, ys, zs = layer[0][0], layer[0][1], layer[0][2]  # one by one: rows known as contiguous
    for first in range(start, stop, TILE):
        last = min(stop, first + TILE)
        x, y, z, part = xs[first:last], ys[first:last], zs[first:last], ratios[first:last]
        for j in range(drawn.size):
            if squares:
                drawn[j] += _inverse_squares(layer[1][:, j], x, y, z, scale, floor, part)
            else:
                arcs(layer[1][:, j], x, y, z, near, pulls[: last - first])
                weigh(pulls[: last - first], scale, decay, part)
                drawn[j] += pulls[: last - first].sum()


@compiled
def _inverse_squares(here, xs, ys, zs, scale, floor, ratios):
    """Σ_i r_i / max(t_i, floor)² without a root: t² is a series in the square of the half chord.

    q / asin²(√q) = 1 − q/3 − q²/15 − …, to the last digit for q ≤ `NEAR`².
    """
    x, y, z = here[0], here[1], here[2]
    root = np.sin(floor / scale)
    least = root * root
    total = 0.0
    for i in range(ratios.size):
        dx, dy, dz = xs[i] - x, ys[i] - y, zs[i] - z
        q = max((dx * dx + dy * dy + dz * dz) / 4, least)
        late = 317 / 22275 + q * (6803477 / 638512875 + q * (3203699 / 383107725))
        series = 1 / 3 + q * (1 / 15 + q * (31 / 945 + q * (289 / 14175 + q * late)))
        total += ratios[i] * (1 - q * series) / q
    return total / (scale * scale)

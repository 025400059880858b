"""Compiled loops over tables and grids. Nothing is checked here: their callers have checked."""

# The types are numba's, not Python's.
# mypy: ignore-errors
from __future__ import annotations

from math import exp, sqrt

import numpy as np

from chalandise._compiled import compiled
from chalandise.decay import Decay, Exponential, Logistic, Power, SpanExponential, SpanPower

POWER, EXPONENTIAL, LOGISTIC, SPAN_EXPONENTIAL, SPAN_POWER = range(5)
MANTISSA_BITS = 8  # of a float32 kept by the table of `along_run`: 256 steps per doubling of d²
SHIFT = 23 - MANTISSA_BITS


def code(decay: Decay) -> tuple[int, float, float, float] | None:
    """What `decay_at` takes for one of our decays; None for a decay of somebody's own.

    Always floats: an integer would be another type, hence another compilation.
    """
    match decay:
        case Power(lam=lam, floor=floor):
            told = POWER, -lam, 0.0, floor
        case Exponential(lam=lam):
            told = EXPONENTIAL, -lam, 0.0, 0.0
        case Logistic(a=a, b=b):
            told = LOGISTIC, a, b, 0.0
        case SpanExponential(span=span, beta=beta):
            told = SPAN_EXPONENTIAL, 1 / span, beta, 0.0
        case SpanPower(span=span, beta=beta):
            told = SPAN_POWER, (2 ** (1 / beta) - 1) / span, -beta, 0.0
        case _:
            return None
    return told[0], float(told[1]), float(told[2]), float(told[3])


@compiled
def decay_at(kind, a, b, floor, t):
    """f(t) of the five decays of `chalandise.decay`."""
    if kind == POWER:
        far = max(t, floor)
        return 1 / (far * far) if a == -2 else far**a  # the usual λ, without its slow power
    if kind == EXPONENTIAL:
        return exp(a * t)
    if kind == LOGISTIC:
        return 1 / (1 + exp(a + b * t))
    if kind == SPAN_EXPONENTIAL:
        return exp(-0.6931471805599453 * (a * t) ** b)
    return (1 + a * t) ** b


@compiled
def decays_at(decay, times, pulls):
    """f of each time into `pulls`; 0 where a store is out of reach, whatever the parameters."""
    kind, a, b, floor = decay
    for i in range(times.size):
        pulls[i] = decay_at(kind, a, b, floor, times[i]) if times[i] < np.inf else 0.0


@compiled
def settle(demand, before, ratios, gained, kept, smallest, utility, after, shift):
    """Utility, C / utility and its change of each origin that gained; how many lost too much.

    An origin left with less than `kept` of its utility has to be computed afresh.
    """
    lost = 0
    for i in range(demand.size):
        u = before[i] + gained[i]
        lost += u < kept * before[i]
        utility[i] = u if u >= smallest else 0.0
        after[i] = demand[i] / u if u >= smallest else 0.0
        shift[i] = after[i] - ratios[i]
    return lost


@compiled
def sweep_steps(start, stop, steps, table, weights, outside, demand, given, utility, drawn):
    """Utility of origins `start` to `stop`, and what they add to w_j Σ_i r_i f(t_ij) of each store.

    `steps` (n, m) uint16 points into `table`, the decay at each step. `demand` is C_i, whence
    r_i = C_i / utility_i, or is r_i itself when `given`.
    """
    pulls, added = np.empty(weights.size), np.zeros(weights.size)  # local: no alias, vectorised
    for i in range(start, stop):
        total = 0.0
        for j in range(weights.size):
            pulls[j] = table[steps[i, j]] * weights[j]
            total += pulls[j]
        utility[i] = total + outside
        ratio = demand[i] if given else (demand[i] / utility[i] if utility[i] > 0 else 0.0)
        for j in range(weights.size):
            added[j] += ratio * pulls[j]
    drawn += added


@compiled
def gather(start, stop, x, y, others, values, grid, radius, table, first, sums):
    """Σ_k values_k f(d_k) over the `others` within `radius` of each point `start` to `stop`.

    All coordinates are centimetres in int32: differences are exact, and float32 holds those up to
    167 km. `others` is (x, y, starts) sorted by cell of the `grid`, so that the cells of one row
    within reach are one contiguous run.
    """
    west, south, side, columns, rows = grid
    for i in range(start, stop):
        low, high = (y[i] - radius - south) // side, (y[i] + radius - south) // side
        total = 0.0
        for row in range(max(0, low), min(rows - 1, high) + 1):
            edge = south + row * side
            gap = max(0, edge - y[i], y[i] - edge - side)
            half = np.int64(sqrt(float(radius * radius - gap * gap))) + 1
            left = max(0, (x[i] - half - west) // side)
            right = min(columns - 1, (x[i] + half - west) // side)
            if left <= right:
                run = others[2][row * columns + left], others[2][row * columns + right + 1]
                total += along_run(run, x[i], y[i], others, values, radius, table, first)
        sums[i] = total


@compiled
def along_run(run, x, y, others, values, radius, table, first):
    """Σ values f(d) over one contiguous run.

    f ≈ table[0] + table[1] d² on each of 256 steps per doubling of d², found from the bits of d²
    as a float32: no root and no transcendental function. `first` is the bits of the first step.
    """
    there_x, there_y = others[0], others[1]
    limit = np.float32(radius) * np.float32(radius)
    last = table.shape[1] - 1
    part = np.float32(0)
    for k in range(run[0], run[1]):
        # back to 32 bits after each step: numba widens, and wide lanes halve the speed
        dx = np.float32(np.int32(there_x[k] - x))
        dy = np.float32(np.int32(there_y[k] - y))
        square = np.float32(dx * dx + dy * dy)
        step = np.int32(np.int32(square.view(np.int32) >> SHIFT) - first)
        step = np.int32(min(max(step, 0), last))
        pull = table[0, step] + table[1, step] * square
        part += np.float32(pull * values[k] if square <= limit else 0)
    return part

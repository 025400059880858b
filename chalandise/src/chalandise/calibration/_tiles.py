"""The compiled pass of a likelihood: value, gradient and information of a few origins at a time.

Origins lie along the vectors (a tile of `TILE`), stores follow each other: every loop below runs
over whole vectors, and no table of pairs is made. Nothing is checked here.
"""

# The types are numba's, not Python's.
# mypy: ignore-errors
from __future__ import annotations

import numpy as np

from chalandise._compiled import compiled
from chalandise._elementary import exp_, ln_

from ._shapes import CLOSED, shaped

TILE = 256
WIDTH = TILE + 8  # rows a power of two apart would fall on the same lines of the cache


@compiled
def sums(
    times, counts, answers, shape, shifts, stores, fixed, draws, observed, expected, information
):
    """Adds what some origins give to three sums; Σ n v, Σ N ln Σ e^v, and how many times are 0.

    Parameters
    ----------
    times, counts : (n, m) and (n, m') float64
        m' is m, or m + 1 with the outside option as the last column; 0 columns where `observed`
        is known.
    answers : (n,), N_i, the sums of the counts
    shape, shifts : tuple, (d,)
        From `_shapes.form`; taken off the decay's gradient.
    stores : (m', h), fixed : (m',)
        What γ and ln U0 move; Σ_h γ_h of it, or ln U0.
    draws : (m,) bool, False for a store without attraction
    observed, expected, information : (h + d,), (h + d,), (h + d, h + d)
        Σ n x, Σ N p x and Σ N Cov_p(x).
    """
    m, options, d = times.shape[1], fixed.size, shifts.size
    v, c = np.empty((options, WIDTH)), np.empty((counts.shape[1], WIDTH))
    z, heavy = np.zeros((d, options, WIDTH)), np.zeros((1 + d, options))
    rows, squares = np.empty((2 + expected.size, WIDTH)), np.zeros((d, d))
    told, logs, zeros = 0.0, 0.0, 0
    for first in range(0, times.shape[0], TILE):
        size = min(TILE, times.shape[0] - first)
        _stood_up(times, first, size, v)
        _stood_up(counts, first, size, c)
        for j in range(m):
            one, two = z[0, j, :size], z[d - 1, j, :size]
            zeros += shaped(shape, shifts, v[j, :size], one, two, fixed[j], draws[j])
        if options > m:
            v[m, :size] = fixed[m]
        told += _answered(v, c, z, stores, size, observed)
        part = answers[first : first + size]
        logs += _weighed(v, z, stores, part, rows, size, expected, information)
        _gathered(v, z, rows[1, :size], heavy, squares)
    _joined(heavy, squares, stores, information)
    return told, logs, zeros


@compiled
def _stood_up(table, first, size, tile):
    """Rows of a table become columns of a tile."""
    for i in range(size):
        for j in range(table.shape[1]):
            tile[j, i] = table[first + i, j]


@compiled
def _answered(v, c, z, stores, size, observed):
    """Σ n v, and Σ n x into `observed`."""
    value, h = 0.0, stores.shape[1]
    for j in range(c.shape[0]):
        chosen = c[j, :size]
        value += _product(chosen, v[j, :size])
        count = chosen.sum()
        for a in range(h):
            observed[a] += count * stores[j, a]
        for a in range(z.shape[0]):
            observed[h + a] += _product(chosen, z[a, j, :size])
    return value


@compiled
def _weighed(v, z, stores, answers, rows, size, expected, information):
    """`v` becomes e^(v − its largest), row 1 of `rows` N / Σ e^…; means off both; Σ N ln Σ e^v."""
    h, top, part = stores.shape[1], rows[0, :size], rows[1, :size]
    top[:] = CLOSED
    rows[1:] = 0.0
    for j in range(v.shape[0]):
        _raise(top, v[j, :size])
    for j in range(v.shape[0]):
        here = v[j, :size]
        _to_weights(here, top, part)
        for a in range(h):
            _add(rows[2 + a, :size], stores[j, a], here)
        for a in range(z.shape[0]):
            _add_product(rows[2 + h + a, :size], z[a, j, :size], here)
    value = 0.0
    for i in range(size):
        value += answers[i] * (top[i] + ln_(part[i]))
        top[i] = 1 / part[i]
        part[i] = answers[i] * top[i]
    for a in range(expected.size):
        mean = rows[2 + a, :size]
        expected[a] += _product(part, mean)
        _scale(mean, top)
    _less_means(answers, rows, size, information)
    return value


@compiled
def _less_means(answers, rows, size, information):
    """Takes Σ N x̄ x̄ᵀ off; the means of the tile stand in `rows` from the third on."""
    for a in range(len(information)):
        for b in range(a + 1):
            both = _triple(answers, rows[2 + a, :size], rows[2 + b, :size])
            information[a, b] -= both
            if a != b:
                information[b, a] -= both


@compiled
def _gathered(v, z, part, heavy, squares):
    """Σ_i N p of each store into `heavy`, with Σ_i N p z; Σ_ij N p z zᵀ into `squares`."""
    d, size = z.shape[0], part.size
    for j in range(v.shape[0]):
        here = v[j, :size]
        _scale(here, part)
        heavy[0, j] += here.sum()
        for a in range(d):
            heavy[1 + a, j] += _product(here, z[a, j, :size])
            for b in range(d):
                squares[a, b] += _triple(here, z[a, j, :size], z[b, j, :size])


@compiled
def _joined(heavy, squares, stores, information):
    """Σ_ij N p x xᵀ, of what moves a store, a pair, or one of each."""
    h, d = stores.shape[1], squares.shape[0]
    for j in range(stores.shape[0]):
        for a in range(h):
            for b in range(h):
                information[a, b] += heavy[0, j] * stores[j, a] * stores[j, b]
            for b in range(d):
                information[a, h + b] += heavy[1 + b, j] * stores[j, a]
                information[h + b, a] += heavy[1 + b, j] * stores[j, a]
    for a in range(d):
        for b in range(d):
            information[h + a, h + b] += squares[a, b]


@compiled
def _product(x, y):
    total = 0.0
    for i in range(x.size):
        total += x[i] * y[i]
    return total


@compiled
def _triple(x, y, z):
    total = 0.0
    for i in range(x.size):
        total += x[i] * y[i] * z[i]
    return total


@compiled
def _raise(top, v):
    for i in range(top.size):
        top[i] = max(top[i], v[i])


@compiled
def _to_weights(v, top, total):
    for i in range(v.size):
        v[i] = exp_(v[i] - top[i])
        total[i] += v[i]


@compiled
def _add(total, factor, x):
    for i in range(total.size):
        total[i] += factor * x[i]


@compiled
def _add_product(total, x, y):
    for i in range(total.size):
        total[i] += x[i] * y[i]


@compiled
def _scale(x, y):
    for i in range(x.size):
        x[i] *= y[i]

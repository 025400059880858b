"""exp and log that compile into vectors of eight: a library's own are called one by one.

Each is off by two units in the last place at most, on every finite double of its range.
"""

# The types are numba's, not Python's.
# mypy: ignore-errors
from __future__ import annotations

from math import log as _log

import numpy as np

from ._compiled import compiled

# Sums are done as written: (x + SHIFTER) − SHIFTER is a rounding, not x.
EXACT = {"fastmath": {"contract"}}
SHIFTER = 6755399441055744.0  # 1.5 · 2^52: added, it leaves a whole number in the last bits
LOG2E = 1 / _log(2)
LN2_HIGH = 0.6931471803691238  # ln 2 in two parts: k · high is exact for |k| < 2^20
LN2_LOW = 1.9082149292705877e-10
ONE = np.int64(1023) << np.int64(52)  # the bits of 1.0
FRACTION = np.int64((1 << 52) - 1)
ROOT_HALF = np.float64(0.5**0.5).view(np.int64)
LEAST = -708.0  # e^LEAST is about 3e-308; nothing below is told apart


def _exp(x):
    """e^x for x ≤ 709; below −708, e^−708. |remainder| ≤ ln 2 / 2, then thirteen terms."""
    x = max(x, LEAST)
    shifted = x * LOG2E + SHIFTER
    whole = shifted - SHIFTER
    r = (x - whole * LN2_HIGH) - whole * LN2_LOW
    late = 1 / 3628800 + r * (1 / 39916800 + r * (1 / 479001600 + r * (1 / 6227020800)))
    mid = 1 / 720 + r * (1 / 5040 + r * (1 / 40320 + r * (1 / 362880 + r * late)))
    part = 1 + r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * mid)))))
    scale = np.int64((np.float64(shifted).view(np.int64) << np.int64(52)) + ONE)
    return part * scale.view(np.float64)


def _ln(x):
    """ln x for normal x > 0: ln 2 · exponent + 2 artanh((m − 1) / (m + 1)), √½ ≤ m < √2."""
    bits = np.float64(x).view(np.int64) - ROOT_HALF
    exponent = bits >> np.int64(52)
    m = np.int64((bits & FRACTION) + ROOT_HALF).view(np.float64)
    k = np.int64(exponent + np.float64(SHIFTER).view(np.int64)).view(np.float64) - SHIFTER
    f = m - 1
    s = f / (2 + f)
    q = s * s
    late = 1 / 13 + q * (1 / 15 + q * (1 / 17 + q * (1 / 19 + q * (1 / 21))))
    series = q * (1 / 3 + q * (1 / 5 + q * (1 / 7 + q * (1 / 9 + q * (1 / 11 + q * late)))))
    half = f * f / 2  # 2s = f − f²/2 + s f²/2: the largest is added last
    return k * LN2_HIGH + (f - (half - (s * (half + 2 * series) + k * LN2_LOW)))


exp_ = compiled(_exp, **EXACT)
ln_ = compiled(_ln, **EXACT)

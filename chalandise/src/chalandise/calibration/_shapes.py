"""ln f of our decays and its gradient, compiled: a store's times, a tile of origins long."""

# The types are numba's, not Python's.
# mypy: ignore-errors
from __future__ import annotations

import numpy as np

from chalandise._compiled import compiled
from chalandise._elementary import exp_, ln_
from chalandise.decay import Decay, Exponential, Logistic, Power, SpanExponential, SpanPower

POWER, EXPONENTIAL, LOGISTIC, SPAN_EXPONENTIAL, SPAN_POWER = range(5)
CLOSED = -1e300  # of ln p: out of reach; a number, so that 0 answers × it is 0
LN2 = 0.6931471805599453


def form(decay: Decay) -> tuple[int, float, float, float] | None:
    """What `shaped` takes for one of our decays; None for a decay of somebody's own, or a cut one."""
    match decay:
        case Power(lam=lam, floor=floor):
            told = POWER, lam, 0.0, floor
        case Exponential(lam=lam):
            told = EXPONENTIAL, lam, 0.0, 0.0
        case Logistic(a=a, b=b):
            told = LOGISTIC, a, b, 0.0
        case SpanExponential(span=span, beta=beta):
            told = SPAN_EXPONENTIAL, span, beta, 0.0
        case SpanPower(span=span, beta=beta):
            told = SPAN_POWER, span, beta, 0.0
        case _:
            return None
    return told[0], float(told[1]), float(told[2]), float(told[3])


@compiled
def shaped(shape, shifts, v, one, two, fixed, draws):
    """Times in `v` become ln of utilities; the decay's gradient less its shifts; how many are 0."""
    kind, p, q, floor = shape
    first, last = shifts[0], shifts[shifts.size - 1]
    zeros = 0
    for i in range(v.size):
        zeros += v[i] <= 0
    if not draws:
        v[:] = CLOSED
        one[:] = 0.0
        two[:] = 0.0
    elif kind in (POWER, EXPONENTIAL):
        _linear(kind == POWER, v, one, p, fixed, floor, first)
    else:
        for i in range(v.size):
            within, t = v[i] < np.inf, v[i]
            both = _logistic(t, p, q) if kind == LOGISTIC else _span(kind == SPAN_POWER, t, p, q)
            v[i] = both[0] + fixed if within else CLOSED
            one[i] = both[1] - first if within else 0.0
            two[i] = both[2] - last if within else 0.0
    return zeros


@compiled
def _linear(power, v, one, lam, fixed, floor, shift):
    """λ times the gradient; two loops, each of its own vectors."""
    if power:
        for i in range(v.size):
            within, moved = v[i] < np.inf, -ln_(max(v[i], floor)) - shift
            v[i], one[i] = lam * moved + fixed if within else CLOSED, moved if within else 0.0
    else:
        for i in range(v.size):
            within, moved = v[i] < np.inf, -v[i] - shift
            v[i], one[i] = lam * moved + fixed if within else CLOSED, moved if within else 0.0


@compiled
def _logistic(t, a, b):
    """ln f and its gradient; see `chalandise.decay.Logistic`."""
    s = a + b * t
    small = exp_(-abs(s))
    share = 1 / (1 + small)  # of e^|s| in 1 + e^|s|
    rest = -share if s > 0 else -small * share  # f − 1
    return -max(s, 0.0) - ln_(1 + small), rest, t * rest


@compiled
def _span(power, t, span, beta):
    """ln f and its gradient; see `chalandise.decay.SpanPower` and `SpanExponential`."""
    x = t / span
    if power:
        slope, turned = exp_(LN2 / beta) - 1, exp_(LN2 / beta) * LN2 / beta
        base = 1 + slope * x
        log = ln_(base)
        return -beta * log, beta * slope * x / (span * base), turned * x / base - log
    log = ln_(x) if x > 0 else 0.0
    fallen = -LN2 * exp_(beta * log) if x > 0 else 0.0
    return fallen, -fallen * beta / span, fallen * log

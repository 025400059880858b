"""Intervals of a proportion measured on a sample."""

from __future__ import annotations

import math
from statistics import NormalDist

from chalandise.errors import InvalidInput


def wilson(successes: int, units: int, *, level: float = 0.95) -> tuple[float, float]:
    """Wilson score interval of a proportion.

    Formula: (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    For samples only: a full census of a street has no sampling error and needs no interval.

    Parameters
    ----------
    successes, units : int
        0 <= successes <= units, units >= 1, else `InvalidInput`.
    level : float
        Confidence, between 0 and 1 excluded.

    Returns
    -------
    tuple of float
        Lower and upper bound, ratios 0 to 1.

    Source: Wilson (1927), Journal of the American Statistical Association 22.
    """
    if units < 1 or not 0 <= successes <= units:
        raise InvalidInput(f"{successes} successes out of {units} units is not a proportion")
    if not 0 < level < 1:
        raise InvalidInput(f"a confidence level lies between 0 and 1: {level}")
    z = NormalDist().inv_cdf(0.5 + level / 2)
    p, z2n = successes / units, z * z / units
    half = z * math.sqrt(p * (1 - p) / units + z2n / (4 * units))
    middle = p + z2n / 2
    lower = 0.0 if successes == 0 else (middle - half) / (1 + z2n)
    upper = 1.0 if successes == units else (middle + half) / (1 + z2n)
    return lower, upper

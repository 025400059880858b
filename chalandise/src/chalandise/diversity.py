"""Diversity of a set of classes, from how many units each class holds."""

from __future__ import annotations

import math
from collections.abc import Iterable

from chalandise.errors import InvalidInput


def _counts(counts: Iterable[int]) -> list[int]:
    kept = list(counts)
    if any(n < 0 for n in kept):
        raise InvalidInput(f"counts must not be negative: {[n for n in kept if n < 0]}")
    kept = [n for n in kept if n]
    if not kept:
        raise InvalidInput("diversity needs at least one unit")
    return kept


def shannon(counts: Iterable[int]) -> float:
    """Shannon entropy of the classes.

    Formula: H = - sum p_i ln p_i, over classes with p_i > 0.

    Parameters
    ----------
    counts : iterable of int
        Units per class; empty classes are ignored.

    Returns
    -------
    float
        In nats, from 0 (one class) to ln S (S classes of equal size).

    Source: Shannon (1948), A Mathematical Theory of Communication.
    """
    kept = _counts(counts)
    total = sum(kept)
    return abs(math.fsum(n / total * math.log(n / total) for n in kept))


def evenness(counts: Iterable[int]) -> float:
    """Pielou's evenness: how near the classes are to equal sizes.

    Formula: J = H / ln S.

    Parameters
    ----------
    counts : iterable of int
        Units per class; at least two classes must hold a unit, else `InvalidInput`.

    Returns
    -------
    float
        Ratio, 0 to 1.

    Source: Pielou (1966), Journal of Theoretical Biology 13.
    """
    kept = _counts(counts)
    if len(kept) < 2:
        raise InvalidInput("evenness needs at least two classes")
    return min(1.0, shannon(kept) / math.log(len(kept)))


def gini_simpson(counts: Iterable[int]) -> float:
    """Chance that two units drawn with replacement differ in class.

    Formula: 1 - sum p_i^2.

    Parameters
    ----------
    counts : iterable of int
        Units per class.

    Returns
    -------
    float
        Ratio, 0 (one class) to 1 - 1/S.

    Source: Simpson (1949), Nature 163.
    """
    return 1.0 - _concentration(_counts(counts))


def gini_simpson_unbiased(counts: Iterable[int]) -> float:
    """Chance that two units drawn without replacement differ in class.

    Formula: 1 - sum n_i (n_i - 1) / (N (N - 1)).

    Parameters
    ----------
    counts : iterable of int
        Units per class, two units at least, else `InvalidInput`.

    Returns
    -------
    float
        Ratio, 0 to 1.

    Source: Simpson (1949), Nature 163.
    """
    kept = _counts(counts)
    total = sum(kept)
    if total < 2:
        raise InvalidInput("the unbiased form needs at least two units")
    return 1.0 - sum(n * (n - 1) for n in kept) / (total * (total - 1))


def inverse_simpson(counts: Iterable[int]) -> float:
    """Number of equal classes that would give the same concentration.

    Formula: 1 / sum p_i^2.

    Parameters
    ----------
    counts : iterable of int
        Units per class.

    Returns
    -------
    float
        Effective number of classes, 1 to S.

    Source: Hill (1973), Ecology 54 (number of order 2).
    """
    return 1.0 / _concentration(_counts(counts))


def rarefied_richness(counts: Iterable[int], size: int) -> float:
    """Number of classes expected among `size` units drawn without replacement.

    Formula: sum_i (1 - C(N - n_i, size) / C(N, size)).

    Parameters
    ----------
    counts : iterable of int
        Units per class.
    size : int
        Units drawn, 1 to N, else `InvalidInput`.

    Returns
    -------
    float
        Expected number of classes; equals S when `size` is N.

    Source: Hurlbert (1971), Ecology 52.
    """
    kept = _counts(counts)
    total = sum(kept)
    if not 1 <= size <= total:
        raise InvalidInput(f"a draw of {size} units out of {total} cannot be made")
    draws = math.comb(total, size)
    return math.fsum(1 - math.comb(total - n, size) / draws for n in kept)


def _concentration(counts: list[int]) -> float:
    total = sum(counts)
    return math.fsum((n / total) ** 2 for n in counts)

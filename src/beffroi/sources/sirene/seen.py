"""Telling duplicates among millions of keys with eight bytes a key (a Python set takes eighty)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np

_DATE_BASE = dt.date(1850, 1, 1).toordinal()  # 47 bits of SIRET + 17 bits of days make 64


class SeenKeys:
    """Keys met so far, as sorted arrays of growing size: a search costs a few dozen steps."""

    def __init__(self) -> None:
        self._levels: list[np.ndarray] = []

    def repeated(self, keys: Sequence[int]) -> np.ndarray:
        """True where a key was met before, in earlier calls or earlier in `keys`; remembers them."""
        array = np.asarray(keys, dtype=np.uint64)
        _, first = np.unique(array, return_index=True)
        again = np.ones(len(array), dtype=bool)
        again[first] = False
        for level in self._levels:
            again |= _member(array, level)
        self._remember(array[~again])
        return again

    def _remember(self, fresh: np.ndarray) -> None:
        fresh = np.sort(fresh)
        while self._levels and len(self._levels[-1]) <= len(fresh):
            fresh = np.sort(np.concatenate([self._levels.pop(), fresh]), kind="stable")
        if len(fresh):
            self._levels.append(fresh)


def period_key(siret: str, start: dt.date | None) -> int:
    """One number for an establishment's period; starts before 1850 count as unknown."""
    days = max(0, start.toordinal() - _DATE_BASE) if start else 0
    return int(siret) << 17 | min(days, (1 << 17) - 1)


def _member(keys: np.ndarray, level: np.ndarray) -> np.ndarray:
    at = np.searchsorted(level, keys)
    at[at == len(level)] = 0
    return level[at] == keys

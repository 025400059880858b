"""Rows shared out among threads: numpy and the compiled loops let other threads run meanwhile.

Threads of our own, not numba's `parallel`: it compiles four times longer, and two threads of a
Dask worker may not be in it at once.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

T = TypeVar("T")
SLICES_PER_THREAD = 4  # more than one: a slice of a dense town takes longer than one of fields


def threads() -> int:
    """Processors this process may run on."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def slices(count: int, at_least: int = 1) -> list[tuple[int, int]]:
    """`count` rows cut into contiguous (start, stop), none shorter than `at_least` but the last."""
    wanted = threads() * SLICES_PER_THREAD
    step = max(at_least, -(-count // wanted), 1)
    return [(start, min(start + step, count)) for start in range(0, count, step)]


def over_rows(work: Callable[[int, int], T], count: int, at_least: int = 1) -> list[T]:
    """`work(start, stop)` for each slice, in order, on all processors."""
    parts = slices(count, at_least)
    if len(parts) < 2 or threads() == 1:
        return [work(*part) for part in parts]
    return list(_pool().map(lambda part: work(*part), parts))


@cache
def _pool() -> ThreadPoolExecutor:
    """Kept, because starting threads takes as long as sweeping a million pairs."""
    return ThreadPoolExecutor(threads(), thread_name_prefix="chalandise")


if hasattr(os, "register_at_fork"):  # a forked process has the pool but not its threads
    os.register_at_fork(after_in_child=_pool.cache_clear)

"""Compilation where no cache can be written, and rows shared among threads."""

from __future__ import annotations

import multiprocessing
import os
from types import SimpleNamespace

import numba
import pytest

from chalandise import _compiled, _parallel


def half(x):
    return x / 2


def test_without_a_place_for_the_cache_the_function_is_compiled_all_the_same(monkeypatch):
    njit, asked = numba.njit, []

    def nowhere(*, cache=False, **options):
        asked.append(cache)
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return njit(**options)

    monkeypatch.setattr(_compiled, "numba", SimpleNamespace(njit=nowhere))
    assert _compiled.compiled(half)(3.0) == 1.5
    assert asked == [True, False]


def test_machine_code_is_kept_under_the_digest_of_all_our_sources():
    """A function compiled into its callers lies in another file: numba would not see it change."""

    def third(x):
        return x / 3

    # Named, not run: what is run is kept, and another run would read it under another module's name.
    _compiled.compiled(third)
    assert third.__qualname__.endswith(f"third_{_compiled._sources()}")
    assert len(_compiled._sources()) == 12


@pytest.mark.parametrize(("count", "at_least"), [(0, 1), (1, 1), (7, 3), (1000, 1), (1000, 600)])
def test_slices_cover_every_row_once_and_in_order(count, at_least):
    found = _parallel.over_rows(lambda start, stop: list(range(start, stop)), count, at_least)
    assert [row for part in found for row in part] == list(range(count))
    assert all(len(part) >= at_least for part in found[:-1])


def test_a_fault_in_a_thread_reaches_the_caller():
    def work(start, stop):
        raise ValueError(f"row {start}")

    with pytest.raises(ValueError, match="row 0"):
        _parallel.over_rows(work, 1000)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_starts_threads_of_its_own():
    _parallel.over_rows(lambda start, stop: stop, 1000)  # the parent's pool has its threads
    context = multiprocessing.get_context("fork")
    child = context.Process(target=_parallel.over_rows, args=(lambda a, b: b, 1000))
    child.start()
    child.join(20)
    alive = child.is_alive()
    child.kill()
    assert not alive and child.exitcode == 0

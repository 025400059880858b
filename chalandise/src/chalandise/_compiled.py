"""Compilation by numba, kept on disk where a disk may be written to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numba

# Sums may be reordered (vectors of 8 instead of one by one); NaN and infinity keep their meaning.
# A division by zero is infinite, as in numpy.
OPTIONS: dict[str, Any] = {
    "nogil": True,
    "fastmath": {"reassoc", "contract", "nsz", "arcp"},
    "error_model": "numpy",
}


def compiled(function: Callable[..., Any], **options: Any) -> Callable[..., Any]:
    """The function in machine code, without the interpreter's lock; compiled on its first call.

    The result is kept beside the source, else in the user's cache. Where neither can be written
    to (installed read-only, no home), it is compiled again by each process.
    """
    chosen = OPTIONS | options
    try:
        return numba.njit(**chosen, cache=True)(function)
    except RuntimeError:  # numba found no place for its cache
        return numba.njit(**chosen)(function)


def compiled_exactly(function: Callable[..., Any]) -> Callable[..., Any]:
    """As `compiled`, each sum and product as written: where the same number must come twice."""
    return compiled(function, fastmath=False)

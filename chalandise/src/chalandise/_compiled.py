"""Compilation by numba, kept on disk where a disk may be written to."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
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
    function.__qualname__ += f"_{_sources()}"
    try:
        return numba.njit(**chosen, cache=True)(function)
    except RuntimeError:  # numba found no place for its cache
        return numba.njit(**chosen)(function)


@cache
def _sources() -> str:
    """A digest of our sources, for the names under which machine code is kept.

    numba looks at the date of one file, and a function compiled into its callers lies in another:
    without this, callers would keep what it was.
    """
    told = hashlib.sha256()
    for path in sorted(Path(__file__).parent.rglob("*.py")):
        text = path.read_bytes()
        if b"_compiled" in text:  # it compiles, or takes from one that does
            told.update(text)
    return told.hexdigest()[:12]


def compiled_exactly(function: Callable[..., Any]) -> Callable[..., Any]:
    """As `compiled`, each sum and product as written: where the same number must come twice."""
    return compiled(function, fastmath=False)

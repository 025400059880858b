"""How much memory a value holds, for what bounds itself by it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from enum import Enum
from types import FunctionType, ModuleType
from typing import Any

SHARED = (type, FunctionType, ModuleType, Enum, bool, type(None))  # one for the whole process


def held_by(value: Any) -> int:
    """Bytes of a value and of all it reaches, each object once; what the process shares is left out.

    Containers, slots and attributes are walked; what a library keeps in its own memory (arrays but
    numpy's, connections) is not seen.
    """
    seen: set[int] = set()
    total, left = 0, [value]
    while left:
        one = left.pop()
        if id(one) in seen or isinstance(one, SHARED):
            continue
        seen.add(id(one))
        total += sys.getsizeof(one)
        left.extend(_parts(one))
    return total


def _parts(one: Any) -> Iterator[Any]:
    if isinstance(one, str | bytes | int | float):
        return
    if isinstance(one, dict):
        yield from one.keys()
        yield from one.values()
    elif isinstance(one, list | tuple | set | frozenset):
        yield from one
    if hasattr(one, "__dict__"):
        yield vars(one)
    for kind in type(one).__mro__:
        for name in _slots(kind):
            if hasattr(one, name):
                yield getattr(one, name)


def _slots(kind: type) -> tuple[str, ...]:
    told = kind.__dict__.get("__slots__", ())
    names = (told,) if isinstance(told, str) else tuple(told)
    return tuple(name for name in names if name not in ("__dict__", "__weakref__"))

"""What was counted of a town is kept in the process until its data move.

Keyed by the town's `data_version`, which every import and correction moves, and its inhabitants,
which a page corrects: nothing stale is ever found, and nothing needs to be emptied.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

from django.db.models import Model

from beffroi.kernel.memory import held_by
from beffroi.territory import reads as territory

Read = TypeVar("Read", bound=Callable[..., Any])
# Bytes kept a process: what three hundred towns are asked for on their first page and their
# dashboard (some 390 kB each, `docs/how-to/three-machines.md`); the least lately asked goes first.
MOST = 128 << 20

# Each answer is boxed: None is an answer, and is kept like another.
_kept: territory.Shelf[tuple[Any]] = territory.Shelf(MOST, weigh=held_by)
_passing: ContextVar[bool] = ContextVar("passing", default=False)


@contextmanager
def unkept() -> Iterator[None]:
    """Count without keeping: the rows counted may be rolled back, and their version come again."""
    token = _passing.set(True)
    try:
        yield
    finally:
        _passing.reset(token)


def remembered(read: Read) -> Read:
    """Keep what `read(town, …)` answered; its arguments are rows, dates and sequences of dates.

    Asked with a default or without, it is one answer.
    """
    signature = inspect.signature(read)

    @functools.wraps(read)
    def asked(town: Any, *args: Any, **named: Any) -> Any:
        if _passing.get():
            return read(town, *args, **named)
        told = signature.bind(town, *args, **named)
        told.apply_defaults()
        _town, *parts = told.arguments.values()
        key = (read.__qualname__, town.pk, town.data_version, town.population, *map(_key, parts))
        boxed = _kept.get(key)
        if boxed is None:
            boxed = (read(town, *args, **named),)
            _kept.put(key, boxed)
        return boxed[0]

    return cast("Read", asked)


def forget() -> None:
    """Empty the cache and the shelf of what was read: for benches and tests."""
    _kept.clear()
    territory.clear_shelf()


def _key(value: Any) -> Hashable:
    if isinstance(value, Model):
        return (value._meta.label, value.pk)
    if isinstance(value, list | tuple):
        return tuple(_key(part) for part in value)
    return cast("Hashable", value)

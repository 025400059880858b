"""What was counted of a town is kept in the process until its data move.

Keyed by the town's `data_version`, which every import and correction moves, and its inhabitants,
which a page corrects: nothing stale is ever found, and nothing needs to be emptied.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar, cast

from django.db.models import Model

from beffroi.territory import reads as territory

Read = TypeVar("Read", bound=Callable[..., Any])
MOST = 256  # answers kept a process; the least lately asked goes first

_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = Lock()
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
    """Keep what `read(town, …)` answered; its arguments are rows, dates and sequences of dates."""

    @functools.wraps(read)
    def asked(town: Any, *args: Any, **named: Any) -> Any:
        if _passing.get():
            return read(town, *args, **named)
        parts = (_key(value) for value in (*args, *sorted(named.items())))
        key = (read.__qualname__, town.pk, town.data_version, town.population, *parts)
        with _lock:
            if key in _kept:
                _kept.move_to_end(key)
                return _kept[key]
        answer = read(town, *args, **named)
        with _lock:
            _kept[key] = answer
            while len(_kept) > MOST:
                _kept.popitem(last=False)
        return answer

    return cast("Read", asked)


def forget() -> None:
    """Empty the cache and the shelf of what was read: for benches and tests."""
    with _lock:
        _kept.clear()
    territory.clear_shelf()


def _key(value: Any) -> Hashable:
    if isinstance(value, Model):
        return (value._meta.label, value.pk)
    if isinstance(value, list | tuple):
        return tuple(_key(part) for part in value)
    return cast("Hashable", value)

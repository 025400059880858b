"""What is kept in the process, the least lately asked for going first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from threading import Lock
from typing import Any, Generic, TypeVar

V = TypeVar("V")


def length(value: Sized) -> int:
    """The characters of a text."""
    return len(value)


class Shelf(Generic[V]):
    """Bounded by what it holds: characters of texts, or what `weigh` says of a value; shared by the
    threads of a process.
    """

    def __init__(self, most: int, weigh: Callable[[Any], int] = length) -> None:
        self.most, self.weigh = most, weigh
        self.held = 0
        self._kept: OrderedDict[Hashable, tuple[V, int]] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, key: Hashable) -> V | None:
        with self._lock:
            if key not in self._kept:
                return None
            self._kept.move_to_end(key)
            return self._kept[key][0]

    def put(self, key: Hashable, value: V) -> None:
        """Keep a value; one that would fill half the shelf is not worth the others."""
        weight = self.weigh(value)
        if weight > self.most // 2:
            return
        with self._lock:
            self._drop(key)
            self._kept[key] = (value, weight)
            self.held += weight
            while self.held > self.most:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: Hashable) -> None:
        if key in self._kept:
            self.held -= self._kept.pop(key)[1]

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.held = 0

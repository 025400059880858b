"""Texts kept in the process, the least lately asked for going first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock


class Shelf:
    """Bounded by the characters it holds; shared by the threads of a process."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.held = 0
        self._texts: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> str | None:
        with self._lock:
            if key not in self._texts:
                return None
            self._texts.move_to_end(key)
            return self._texts[key]

    def put(self, key: Hashable, text: str) -> None:
        """Keep a text; one that would fill half the shelf is not worth the others."""
        if len(text) > self.most // 2:
            return
        with self._lock:
            self.held += len(text) - len(self._texts.pop(key, ""))
            self._texts[key] = text
            while self.held > self.most:
                _key, gone = self._texts.popitem(last=False)
                self.held -= len(gone)

    def clear(self) -> None:
        with self._lock:
            self._texts.clear()
            self.held = 0

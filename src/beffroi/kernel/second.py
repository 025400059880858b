"""A second connection: what can be said and held while the first one's transaction is open.

What it holds are advisory locks. The server lets them go when the connection dies, so that a killed
worker is known as such at once, without a clock, and blocks nobody. (A connection pooler in
transaction mode would break this: the worker connects to the server itself.)
"""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Any, Self

from django.db import connections


class SecondConnection:
    """`with SecondConnection() as beside:`; what it locked is let go at the end."""

    def __init__(self) -> None:
        self._connection = connections.create_connection("default")
        self._locks: list[tuple[int, int]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            while self._locks:  # a pooled connection outlives us: let go by hand
                self.ask("SELECT pg_advisory_unlock(%s, %s)", self._locks.pop())
        finally:
            self._connection.close()

    def lock(self, kind: int, number: int) -> bool:
        """Hold this lock; False when somebody else does."""
        held = bool(self.ask("SELECT pg_try_advisory_lock(%s, %s)", (kind, number))[0])
        if held:
            self._locks.append((kind, number))
        return held

    def ask(self, sql: str, values: Sequence[Any]) -> Any:
        """The first row of an answer (a change says RETURNING)."""
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()

"""What an import says while its own transaction is open: turns, progress, cancel.

Turns and signs of life are PostgreSQL advisory locks of a second connection. The server lets them
go when the connection dies, so that a killed worker is known as such at once, without a clock,
and never blocks the next import of its town. (A connection pooler in transaction mode would break
this: the worker connects to the server itself.)
"""

from __future__ import annotations

import json
import time
from types import TracebackType
from typing import Any

from django.db import connections
from django.utils import timezone

from beffroi.territory.models import ImportRun
from beffroi.territory.reads import RUN_LOCK, TOWN_LOCK

PAUSE = 0.2  # seconds between two looks at a town somebody else is importing into
SPARING = 0.4  # seconds between two notes of progress


class Aside:
    """One import's second connection: `with Aside(run) as aside:`."""

    def __init__(self, run: ImportRun) -> None:
        self.run = run
        self._connection = connections.create_connection("default")
        self._locks: list[tuple[int, int]] = []
        self._phase = ""
        self._phase_began = timezone.now()
        self._told = 0.0

    def __enter__(self) -> Aside:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            while self._locks:  # a pooled connection outlives us: let go by hand
                self._ask("SELECT pg_advisory_unlock(%s, %s)", self._locks.pop())
        finally:
            self._connection.close()

    def claim(self) -> bool:
        """Become the one who reads this run; False when somebody already does."""
        return self._lock(RUN_LOCK, self.run.pk)

    def take_turn(self, *, patient: bool = True) -> bool:
        """Wait until no other import of this town runs; False when cancelled while waiting."""
        while not self._lock(TOWN_LOCK, self.run.town_id):
            if not patient or self.tell(0, None, "turn"):
                return False
            time.sleep(PAUSE)
        return True

    def begin(self, kind: str) -> None:
        """Note that the file is being read."""
        self._ask(
            "UPDATE territory_importrun SET state = %s, kind = %s WHERE id = %s AND state = %s"
            " RETURNING id",
            (ImportRun.State.RUNNING, kind, self.run.pk, ImportRun.State.WAITING),
        )
        self.run.state, self.run.kind = ImportRun.State.RUNNING, kind

    def tell(self, done: int, total: int | None = None, phase: str = "") -> bool:
        """Write progress now and then; return whether somebody asked to cancel."""
        now = time.monotonic()
        if phase == self._phase and now - self._told < SPARING:
            return False
        if phase != self._phase:
            self._phase, self._phase_began = phase, timezone.now()
        self._told = now
        found = self._ask(
            "UPDATE territory_importrun SET rows_done = %s, rows_total = %s, report = %s"
            " WHERE id = %s RETURNING cancel_asked",
            (done, total, json.dumps(self._facts()), self.run.pk),
        )
        return bool(found and found[0])

    def _facts(self) -> dict[str, str]:
        return {
            "phase": self._phase,
            "phase_began": self._phase_began.isoformat(),
            "told": timezone.now().isoformat(),
        }

    def _lock(self, kind: int, number: int) -> bool:
        found = self._ask("SELECT pg_try_advisory_lock(%s, %s)", (kind, number))
        if found[0]:
            self._locks.append((kind, number))
        return bool(found[0])

    def _ask(self, sql: str, values: tuple[Any, ...]) -> Any:
        with self._connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()

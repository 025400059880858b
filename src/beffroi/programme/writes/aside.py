"""How far a table is, told by a second connection while its own transaction is open.

Who writes a table holds an advisory lock of that connection: the server lets it go when the process
dies, so that two workers never write the same table and a dead one blocks nobody.
"""

from __future__ import annotations

import time
from types import TracebackType

from django.db import connections

from beffroi.kernel import jobs
from beffroi.programme.models import SheetTable

LOCK = 0x5348  # "SH": tables of sheets, apart from other advisory locks
SPARING = 0.4  # seconds between two notes of progress


class Teller:
    """`with Teller(row) as tell:`, then `tell(done, total)`; raises `HandedBack` at a stop."""

    def __init__(self, row: SheetTable) -> None:
        self.number = row.pk
        self._connection = connections.create_connection("default")
        self._told = 0.0

    def __enter__(self) -> Teller:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()

    def alone(self) -> bool:
        """Become the one who writes it; False when somebody already does."""
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, self.number])
            return bool(cursor.fetchone()[0])

    def __call__(self, done: int, total: int) -> None:
        jobs.check_stopping()
        if time.monotonic() - self._told < SPARING:
            return
        self._told = time.monotonic()
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE programme_sheettable SET rows_done = %s, rows_total = %s WHERE id = %s",
                [done, total, self.number],
            )

"""How far a table is, told by a second connection while its own transaction is open.

Who writes a table holds a lock of that connection: two workers never write the same table, and a dead
one blocks nobody.
"""

from __future__ import annotations

import time

from beffroi.kernel import jobs
from beffroi.kernel.second import SecondConnection
from beffroi.programme.models import SheetTable

LOCK = 0x5348  # "SH": tables of sheets, apart from other advisory locks
SPARING = 0.4  # seconds between two notes of progress


class Teller(SecondConnection):
    """`with Teller(row) as tell:`, then `tell(done, total)`; raises `HandedBack` at a stop."""

    def __init__(self, row: SheetTable) -> None:
        super().__init__()
        self.number = row.pk
        self._told = 0.0

    def alone(self) -> bool:
        """Become the one who writes it; False when somebody already does."""
        return self.lock(LOCK, self.number)

    def __call__(self, done: int, total: int) -> None:
        jobs.check_stopping()
        if time.monotonic() - self._told < SPARING:
            return
        self._told = time.monotonic()
        self.ask(
            "UPDATE programme_sheettable SET rows_done = %s, rows_total = %s WHERE id = %s"
            " RETURNING id",
            [done, total, self.number],
        )

"""What an import says while its own transaction is open: turns, progress, cancel.

Turns and signs of life are locks of a second connection: a killed worker is known as such at once,
and never blocks the next import of its town.
"""

from __future__ import annotations

import json
import time

from django.utils import timezone

from beffroi.kernel.second import SecondConnection
from beffroi.territory.models import ImportRun
from beffroi.territory.reads import RUN_LOCK, TOWN_LOCK

PAUSE = 0.2  # seconds between two looks at a town somebody else is importing into
SPARING = 0.4  # seconds between two notes of progress


class Aside(SecondConnection):
    """One import's second connection: `with Aside(run) as aside:`."""

    def __init__(self, run: ImportRun) -> None:
        super().__init__()
        self.run = run
        self._phase = ""
        self._phase_began = timezone.now()
        self._told = 0.0

    def claim(self) -> bool:
        """Become the one who reads this run; False when somebody already does."""
        return self.lock(RUN_LOCK, self.run.pk)

    def take_turn(self, *, patient: bool = True) -> bool:
        """Wait until no other import of this town runs; False when cancelled while waiting."""
        while not self.lock(TOWN_LOCK, self.run.town_id):
            if not patient or self.tell(0, None, "turn"):
                return False
            time.sleep(PAUSE)
        return True

    def begin(self, kind: str) -> None:
        """Note that the file is being read."""
        self.ask(
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
        found = self.ask(
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

"""What an import tells while it runs and when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from beffroi.sources.records import Fault
from beffroi.territory.models import Source, Town


class ImportCancelled(Exception):
    """Somebody asked to stop; the transaction is rolled back."""


@dataclass
class ImportReport:
    """What became of the rows: read, taken, changed, refused and why."""

    source: Source | None = None
    counts: dict[str, dict[str, int]] = field(default_factory=dict)  # noun -> word -> count
    faults: list[Fault] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)

    def total(self, word: str) -> int:
        """One count over all nouns."""
        return sum(counts.get(word, 0) for counts in self.counts.values())

    def as_data(self) -> dict[str, Any]:
        """For the run's report column; faults beyond 2,000 are counted, not kept."""
        kept = [
            {word: getattr(fault, word) for word in Fault.__slots__} for fault in self.faults[:2000]
        ]
        return {
            "counts": self.counts,
            "facts": self.facts,
            "faults": kept,
            "faults_total": len(self.faults),
        }


Progress = Callable[[int, int | None], None]
Reader = Callable[[Town, Path, Progress], ImportReport]

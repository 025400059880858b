"""What an import tells while it runs and when it ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.sources.records import Fault
from beffroi.territory.models import Source, Town
from beffroi.ui.typography import number

KEPT = 2000  # faults described in a report; beyond, they are counted


class ImportCancelled(Exception):
    """Somebody asked to stop; the transaction is rolled back."""


class Held(Exception):
    """The file was read, nothing of it is stored: somebody has to decide. `keep` notes what was
    found, once what was tried is rolled back."""

    def __init__(self, sentence: str, keep: Callable[[], None]) -> None:
        super().__init__(sentence)
        self.sentence, self.keep = sentence, keep


@dataclass
class ImportReport:
    """What became of the rows: read, taken, changed, refused and why.

    `counts`: noun -> word ("read", "taken", "changed", "unchanged"…) -> number.
    """

    source: Source | None = None
    counts: dict[str, dict[str, int]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    faults_total: int | None = None  # when the reader counted more faults than it kept

    def total(self, word: str) -> int:
        """One count over all nouns."""
        return sum(counts.get(word, 0) for counts in self.counts.values())

    def as_data(self) -> dict[str, Any]:
        """For the run's report column."""
        kept = [
            {word: getattr(fault, word) for word in Fault.__slots__} for fault in self.faults[:KEPT]
        ]
        return {
            "counts": self.counts,
            "facts": self.facts,
            "faults": kept,
            "faults_total": len(self.faults) if self.faults_total is None else self.faults_total,
        }


# (rows done, rows in all or None, what is being done); raises `ImportCancelled`
Progress = Callable[[int, int | None, str], None]
# (town, file, progress, the day the person says the file is of)
Reader = Callable[[Town, Path, Progress, dt.date | None], ImportReport]


def outcome(report: ImportReport) -> str:
    """The run in one sentence."""
    taken, changed = report.total("taken"), report.total("changed")
    if not taken and not changed:
        return _("Ce fichier était déjà connu : rien n’a changé")
    told = ngettext("%(n)s nouveauté", "%(n)s nouveautés", taken) % {"n": number(taken)}
    moved = ngettext("%(n)s changement", "%(n)s changements", changed) % {"n": number(changed)}
    return _("Fichier lu : %(told)s, %(moved)s") % {"told": told, "moved": moved}

"""What a reading tells of itself: rows read, kept, taken, and why the others were not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from beffroi.sources.records import Fault, SourceFacts

MAX_FAULTS = 1000  # beyond, faults are counted and no longer described: memory stays bounded

Progress = Callable[[int], None]  # called with the number of rows of the file read so far
Record = TypeVar("Record")


@dataclass(slots=True)
class ReadReport:
    """Counts are of rows of the file; `matched` rows lie in the communes asked for."""

    read: int = 0
    matched: int = 0
    taken: int = 0
    partial_diffusion: int = 0
    without_position: int = 0
    complete: bool = False  # False until the last row was read
    counts: Counter[str] = field(default_factory=Counter)  # every fault, by code
    faults: list[Fault] = field(default_factory=list)  # the first MAX_FAULTS of them

    @property
    def refused(self) -> int:
        """Rows read in the asked communes that yielded no record."""
        return self.matched - self.taken

    def tell(self, fault: Fault) -> None:
        """Count the fault, and keep it while there is room."""
        self.counts[fault.code] += 1
        if len(self.faults) < MAX_FAULTS:
            self.faults.append(fault)


class Reading(Generic[Record]):
    """Batches of records, once; `report` fills as they are read, `facts` says what the file is."""

    def __init__(
        self, facts: SourceFacts, report: ReadReport, batches: Iterator[list[Record]]
    ) -> None:
        self.facts = facts
        self.report = report
        self._batches = batches

    def __iter__(self) -> Iterator[list[Record]]:
        return self._batches

    def records(self) -> Iterator[Record]:
        """The same records one by one."""
        for batch in self._batches:
            yield from batch

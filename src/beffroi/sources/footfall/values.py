"""What a file of counts says, and the lines of it that cannot be taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from beffroi.sources.records import Fault

KEPT_FAULTS = 500


@dataclass
class CountsRead:
    """The hours of a file by counter, with what was refused and how many lines there were."""

    hours: dict[str, dict[dt.datetime, int]] = field(default_factory=dict)
    places: dict[str, tuple[float, float]] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    refused: int = 0
    lines: int = 0
    cut: int = 0  # hours of which a part was missing

    def refuse(self, fault: Fault) -> None:
        """Tell a line that was left out."""
        self.refused += 1
        if len(self.faults) < KEPT_FAULTS:
            self.faults.append(fault)


class BadLineError(ValueError):
    """One line that cannot be taken."""

    def __init__(self, code: str, sentence: str, value: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence, self.value = code, sentence, value

    def fault(self, line: int) -> Fault:
        """Told with its number in the file."""
        return Fault(self.code, self.sentence, line=line, value=self.value[:80])

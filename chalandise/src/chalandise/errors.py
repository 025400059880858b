"""The errors of this library: inputs that cannot be computed on, every fault told at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


class InvalidInput(ValueError):
    """An input that has no answer; the message tells every fault found in it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with an input: where, what, and what to do about it."""

    place: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        told = f"{self.place}: {self.problem}"
        return f"{told} ({self.remedy})" if self.remedy else told


class InputFaults(InvalidInput):
    """All the faults of an input; `faults` holds them one by one for a program to show."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        # args hold the faults, not the sentence: the error is rebuilt whole on another process
        super().__init__(self.faults)

    def __str__(self) -> str:
        return "; ".join(map(str, self.faults))


@dataclass(slots=True)
class FaultCollector:
    """Gathers faults while an input is looked at; `tell` raises them together, if any.

    >>> faults = FaultCollector()
    >>> faults.check(3 > 0, "radius", "must be above 0")
    True
    >>> faults.tell()
    """

    found: list[Fault] = field(default_factory=list)

    def add(self, place: str, problem: str, remedy: str = "") -> None:
        self.found.append(Fault(place, problem, remedy))

    def check(self, holds: bool, place: str, problem: str, remedy: str = "") -> bool:
        """Note a fault unless the condition holds; gives the condition back."""
        if not holds:
            self.add(place, problem, remedy)
        return bool(holds)

    def take(self, error: InputFaults) -> None:
        """Keep the faults another check has raised."""
        self.found.extend(error.faults)

    def tell(self) -> None:
        """Raise `InputFaults` with everything found; nothing happens when nothing was."""
        if self.found:
            raise InputFaults(self.found)

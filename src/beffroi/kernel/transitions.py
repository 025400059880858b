"""A life as one table: the only ways between states, and what each needs first.

The table itself belongs to the noun that lives; it is drawn in docs/algorithms from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

State = TypeVar("State", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Transition(Generic[State]):
    """One way from some states to another; `needs` names what must be true first."""

    name: str
    label: Any  # translated when shown
    start: frozenset[State]
    end: State
    needs: tuple[str, ...] = ()

    def lacks(self, facts: Collection[str]) -> str:
        """The first need that these facts do not meet; "" when all are met."""
        return next((need for need in self.needs if need not in facts), "")


def leaving(ways: Iterable[Transition[State]], state: str) -> list[Transition[State]]:
    """The ways out of a state, in the order of the table."""
    return [way for way in ways if state in way.start]


class Refused(Exception):
    """What was asked cannot be done now; `sentence` says why, in the person's language."""

    def __init__(self, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.sentence = str(sentence)

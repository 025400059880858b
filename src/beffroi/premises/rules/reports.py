"""A report of a passer-by: what it may say, what may become of it, how it is kept from machines."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Kind(StrEnum):
    """What is said of a door, in one tap."""

    CLOSED = "closed"
    CHANGED = "changed"
    WRONG = "wrong"


class State(StrEnum):
    """Where a report stands."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    DUPLICATE = "duplicate"


KIND_NAMES: dict[str, Any] = {
    Kind.CLOSED: _("C’est fermé"),
    Kind.CHANGED: _("Ça a changé"),
    Kind.WRONG: _("C’est faux"),
}
STATE_NAMES: dict[str, Any] = {
    State.OPEN: _("à vérifier"),
    State.CONFIRMED: _("confirmé"),
    State.UNCONFIRMED: _("non confirmé"),
    State.DUPLICATE: _("doublon"),
}
KINDS = tuple((kind.value, KIND_NAMES[kind]) for kind in Kind)
STATES = tuple((state.value, STATE_NAMES[state]) for state in State)

LONGEST = 200  # characters of free words: a sentence, not a letter
# A form filled within two seconds was filled by a machine; one of yesterday is asked again.
YOUNGEST, OLDEST = dt.timedelta(seconds=2), dt.timedelta(days=1)
# An address nobody answered is forgotten all the same.
ADDRESS_KEPT = dt.timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the team says to all the reports that wait on one door.

    `state` confirmed or unconfirmed; the report that came first bears it, the others are its
    duplicates.
    """

    state: State
    words: str = ""

    def states(self, waiting: int) -> list[State]:
        """The state of each waiting report, in the order they came."""
        return [self.state, *([State.DUPLICATE] * (waiting - 1))] if waiting else []

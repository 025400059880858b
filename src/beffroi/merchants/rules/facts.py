"""The facts of a shop: who may say them, whose word counts, what becomes of a correction.

A statement is what one voice said of one fact on one day. Statements are kept; which of them counts
is worked out here, and the shop's own columns only repeat it. What counts over time is told by
`kernel.timeline`, as it is for doors.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel.timeline import Segment, timeline
from beffroi.kernel.transitions import Refused, Transition, leaving


class Word(StrEnum):
    """A fact of a shop."""

    NAME = "name"
    SIGN = "sign"
    ACTIVITY = "activity"
    HOURS = "opening_hours"
    PHONE = "phone"
    WEBSITE = "website"
    WHEELCHAIR = "wheelchair"
    SEASON = "season"
    CLOSING = "closing"


class Voice(StrEnum):
    """Who says it."""

    FILE = "file"
    MERCHANT = "merchant"
    TEAM = "team"


class State(StrEnum):
    """Where a statement stands."""

    HELD = "held"
    WAITING = "waiting"
    ACCEPTED = "accepted"
    ASKED = "asked"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Fact:
    """How a word is treated when a merchant says it.

    `at_once`: shown from the moment it is said. `checked`: counted by the observatory, so it joins
    the checking list, and no figure follows before somebody of the town has accepted it.
    """

    label: Any
    longest: int
    at_once: bool = True
    checked: bool = False
    column: bool = True  # the shop's own record repeats what counts


FACTS: dict[str, Fact] = {
    Word.NAME: Fact(_("Nom"), 160, checked=True),
    Word.SIGN: Fact(_("Enseigne"), 160, checked=True),
    Word.ACTIVITY: Fact(_("Activité"), 60, at_once=False, checked=True),
    Word.HOURS: Fact(_("Horaires"), 500),
    Word.PHONE: Fact(_("Téléphone"), 60),
    Word.WEBSITE: Fact(_("Site"), 300),
    Word.WHEELCHAIR: Fact(_("Accès en fauteuil"), 20),
    Word.SEASON: Fact(_("Fermeture saisonnière"), 12, checked=True),
    Word.CLOSING: Fact(_("Fermeture définitive"), 20, at_once=False, checked=True, column=False),
}
WORDS = tuple((word.value, FACTS[word].label) for word in Word)
COLUMNS = tuple(word.value for word in Word if FACTS[word].column)
# What the pavement does not show: a newer file that says the same says that it still holds.
CONTACT = frozenset({Word.HOURS, Word.PHONE, Word.WEBSITE, Word.WHEELCHAIR})
VOICES = (
    (Voice.FILE.value, _("un fichier")),
    (Voice.MERCHANT.value, _("le commerçant")),
    (Voice.TEAM.value, _("l’équipe de la ville")),
)
STATE_NAMES: dict[str, Any] = {
    State.HELD: _("affiché"),
    State.WAITING: _("à vérifier"),
    State.ACCEPTED: _("vérifié"),
    State.ASKED: _("précision demandée"),
    State.WITHDRAWN: _("repris"),
}
STATES = tuple((state.value, STATE_NAMES[state]) for state in State)

_OPEN = frozenset({State.WAITING, State.ASKED})
TRANSITIONS: tuple[Transition[State], ...] = (
    Transition("accept", _("Accepter"), _OPEN, State.ACCEPTED),
    Transition("ask", _("Demander une précision"), frozenset({State.WAITING}), State.ASKED),
    Transition("take_back", _("Annuler"), _OPEN | {State.HELD}, State.WITHDRAWN),
)
_BY_NAME = {way.name: way for way in TRANSITIONS}


class FactRefused(Refused):
    """What was said of a shop, or asked of a statement, cannot be."""


def check(name: str, state: str) -> Transition[State]:
    """The transition when it can be made from this state; else `FactRefused`."""
    way = _BY_NAME[name]
    if way in leaving(TRANSITIONS, state):
        return way
    if state == State.ACCEPTED:
        raise FactRefused(_("La ville l’a vérifié : dites plutôt ce qui est juste aujourd’hui."))
    said = _("Cette information est déjà « %(state)s ».") % {"state": STATE_NAMES[state]}
    raise FactRefused(said)


def first_state(word: str, voice: str) -> State:
    """What a merchant says of what the observatory counts waits for somebody of the town."""
    return State.WAITING if voice == Voice.MERCHANT and FACTS[word].checked else State.HELD


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as the rules see it. `source_gone`: the file that said it was withdrawn."""

    word: str
    value: str
    said_on: dt.date | None  # None: a file that bears no day
    voice: str
    state: str
    source_gone: bool = False

    @property
    def counts(self) -> bool:
        """Whether it may be shown: not taken back, not in doubt, and shown before being checked."""
        if self.source_gone or self.state in (State.WITHDRAWN, State.ASKED):
            return False
        return self.state != State.WAITING or FACTS[self.word].at_once

    @property
    def of_a_person(self) -> bool:
        """Said by the merchant or by the town, not by a file."""
        return self.voice != Voice.FILE


def in_force(said: Iterable[Said]) -> list[Said]:
    """Statements of one word that count, oldest first.

    Once a person has spoken, files only tell what was said before: they prevail no more.
    """
    rows = sorted((one for one in said if one.counts), key=lambda one: one.said_on or dt.date.min)
    people = [one for one in rows if one.of_a_person]
    if not people:
        return rows
    since = people[0].said_on or dt.date.min
    files = [one for one in rows if not one.of_a_person and (one.said_on or dt.date.min) <= since]
    return [*files, *people]


def standing(said: Iterable[Said]) -> Said | None:
    """The statement of one word that counts today; None when nobody said anything of it."""
    rows = in_force(said)
    return rows[-1] if rows else None


def over_time(said: Iterable[Said]) -> Sequence[Segment[str]]:
    """What was said of one word through time, by the timeline of the house."""
    return timeline((one.said_on or dt.date.min, one.value) for one in in_force(said))


def by_word(said: Iterable[Said]) -> Mapping[str, list[Said]]:
    """Statements of a shop by word, in the order they came."""
    found: dict[str, list[Said]] = {}
    for one in said:
        found.setdefault(one.word, []).append(one)
    return found

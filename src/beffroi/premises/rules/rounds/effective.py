"""Which note counts for each door: corrections replace, colleagues who differ are set side by side."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from beffroi.premises.rules.rounds.notes import GONE, UNCHANGED, WITHDRAWN

Subject = int | UUID  # a premises, or the name a device gave a new door
NEW_DOORS = "round"  # the register of such doors, each under that name


@dataclass(frozen=True, slots=True)
class Noted:
    """A note as the checking reads it; `subject` is the door it speaks of."""

    uuid: UUID
    subject: Subject
    device: str
    sequence: int
    person: int | None
    kind: str
    said: Mapping[str, Any]
    seen_at: dt.datetime
    replaces: UUID | None = None
    premises: int | None = None
    at: tuple[float, float] | None = None  # lon, lat where the device stood
    received_at: dt.datetime | None = None  # None: with the device's own words


@dataclass(frozen=True, slots=True)
class Verdict:
    """The note a person let count (None: the door is left as it was), and when."""

    chosen: UUID | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the notes of one door come to: `chosen` counts; `rivals` differ and nobody has judged.

    `chosen` None without rivals: a person decided to leave the door as it was.
    """

    subject: Subject
    chosen: Noted | None
    rivals: tuple[Noted, ...] = ()
    judged: bool = False
    standing: tuple[Noted, ...] = field(default=())

    @property
    def disputed(self) -> bool:
        """Whether somebody must choose before the round is validated."""
        return bool(self.rivals)


def outcomes(notes: Iterable[Noted], verdicts: Mapping[Subject, Verdict]) -> dict[Subject, Outcome]:
    """By door, whatever the order the notes came in. `verdicts`: the note chosen by a person.

    A new door that its device took back, and that nobody disputes, is no door.
    """
    doors: dict[Subject, list[Noted]] = defaultdict(list)
    for note in notes:
        doors[note.subject].append(note)
    found = {subject: _outcome(subject, told, verdicts) for subject, told in doors.items()}
    return {subject: one for subject, one in found.items() if not _withdrawn(one)}


def _withdrawn(one: Outcome) -> bool:
    return one.chosen is not None and one.chosen.kind == WITHDRAWN and not one.rivals


def _outcome(subject: Subject, told: list[Noted], verdicts: Mapping[Subject, Verdict]) -> Outcome:
    standing = sorted(_standing(told), key=_age)
    if subject in verdicts:
        verdict = verdicts[subject]
        chosen = next((note for note in told if note.uuid == verdict.chosen), None)
        since = [note for note in standing if _arrived(note) > verdict.at]
        if any(says(note) != says(chosen) for note in since):  # told again, otherwise
            rivals = (*([chosen] if chosen and chosen not in since else []), *since)
            return Outcome(subject, since[-1], rivals, standing=tuple(standing))
        return Outcome(subject, chosen, judged=True, standing=tuple(standing))
    if len({says(note) for note in standing}) > 1:
        return Outcome(subject, standing[-1], tuple(standing), standing=tuple(standing))
    return Outcome(subject, standing[-1], standing=tuple(standing))


def _standing(told: list[Noted]) -> list[Noted]:
    """Notes that no later one takes the place of; never none.

    The same device speaks again of a door: its last word counts. A colleague's note is replaced
    only by one that names it and is not older: two that name each other both stand.
    """
    by_uuid = {note.uuid: note for note in told}
    gone = {
        note.replaces
        for note in told
        if note.replaces in by_uuid and _after(note, by_uuid[note.replaces])
    }
    last: dict[str, Noted] = {}
    for note in told:
        held = last.get(note.device)
        if held is None or (note.sequence, note.uuid) > (held.sequence, held.uuid):
            last[note.device] = note
    return [note for note in last.values() if note.uuid not in gone] or [max(told, key=_age)]


def _after(note: Noted, other: Noted) -> bool:
    if note.device == other.device:
        return note.sequence > other.sequence
    return _age(note) > _age(other)


def _arrived(note: Noted) -> dt.datetime:
    return note.received_at or note.seen_at


def _age(note: Noted) -> tuple[dt.datetime, int, UUID]:
    return note.seen_at, note.sequence, note.uuid


SAYS = ("state", "name", "sign", "activity")


def says(note: Noted | None) -> tuple[Any, ...]:
    """What makes two notes differ: kind and state, name, sign, activity; not comments nor photos."""
    if note is None:
        return ()
    if note.kind in (UNCHANGED, GONE, WITHDRAWN):
        return (note.kind,)
    told = tuple(str(note.said.get(word, "")).casefold() for word in SAYS)
    return ("told", *told, *note.said.get("absorbed", ()))

"""A round checked: which note counts for each door, what is doubtful, what nobody saw."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

import numpy as np
from chalandise.projection import LocalProjection
from django.utils import timezone

from beffroi.premises.models import FieldNote, Observation, Premises, RoundVerdict, SurveyRound
from beffroi.premises.reads.rounds.doors import Door, doors_of
from beffroi.premises.rules.rounds.doubts import Doubt, Ground, Known, doubts, too_quick
from beffroi.premises.rules.rounds.effective import Noted, Outcome, Subject, Verdict, outcomes

PAPER = "papier"  # the device of walk sheets: their hours are not known


@dataclass
class Checking:
    """What the notes of a round come to."""

    round: SurveyRound
    doors: Sequence[Door]
    notes: Sequence[FieldNote]
    found: dict[Subject, Outcome]
    seen_before: frozenset[int] = frozenset()  # doors an earlier version of the round saw

    @cached_property
    def by_uuid(self) -> dict[UUID, FieldNote]:
        """The rows behind the values."""
        return {note.uuid: note for note in self.notes}

    @cached_property
    def by_premises(self) -> dict[int, Door]:
        """The doors planned."""
        return {door.premises_id: door for door in self.doors}

    @cached_property
    def disputes(self) -> list[Outcome]:
        """Doors for which somebody must choose."""
        return [one for one in self.found.values() if one.disputed]

    @cached_property
    def unseen(self) -> list[Door]:
        """Planned doors no note speaks of, nor says they went into another."""
        seen = {note.premises_id for note in self.notes} | self._absorbed() | self.seen_before
        return [door for door in self.doors if door.premises_id not in seen]

    def _absorbed(self) -> set[int]:
        named = {one for note in self.notes for one in note.said.get("absorbed", ())}
        return {door.premises_id for door in self.doors if door.public_id in named}

    @property
    def share_seen(self) -> float | None:
        """Doors seen of those planned; None when none was."""
        return 1 - len(self.unseen) / len(self.doors) if self.doors else None

    @cached_property
    def doubts(self) -> list[Doubt]:
        """Everything to look at twice, disputes first."""
        clocks = {note.uuid: note.clock_off_s for note in self.notes}
        streets = {door.premises_id: door.street_id for door in self.doors}
        names = {door.street_id: door.street_name for door in self.doors}
        told = doubts(self.found, self._ground(), clocks)
        timed = (as_noted(note) for note in self.notes if note.device != PAPER)
        told += too_quick(timed, streets, names)
        return sorted(told, key=lambda doubt: doubt.kind != "dispute")

    def _ground(self) -> Ground:
        placed = [note for note in self.notes if note.lon is not None]
        points: list[Any] = [[door.lon, door.lat] for door in self.doors]
        points += [[note.lon, note.lat] for note in placed]
        if not points:
            return Ground({}, {}, {})
        metres = LocalProjection.around(points).to_metres(np.array(points, dtype=float))
        spots = [(float(x), float(y)) for x, y in metres]
        doors, notes = spots[: len(self.doors)], spots[len(self.doors) :]
        known = {
            door.premises_id: Known(door.premises_id, door.street_id, door.state, door.name, x, y)
            for door, (x, y) in zip(self.doors, doors, strict=True)
        }
        taken = {note.uuid: spot for note, spot in zip(placed, notes, strict=True)}
        new = {note.new_ref: taken[note.uuid] for note in placed if note.new_ref}
        return Ground(known, taken, new)


def checking(round: SurveyRound, *, on: dt.date | None = None) -> Checking:
    """Check a round as it stands. Four queries, however many doors and notes."""
    rows = FieldNote.objects.of(round.town).filter(round=round).order_by("seen_at", "pk")
    notes = list(rows.select_related("person", "premises__street"))
    found = outcomes(map(as_noted, notes), verdicts_of(round))
    doors = doors_of(round, on or timezone.localdate())
    return Checking(round, doors, notes, found, _seen_before(round))


def field_of(seen: Checking) -> tuple[float, float]:
    """Shares of the town's field of observation: planned, and seen. One query."""
    field = max(1, Premises.objects.of(seen.round.town).filter(in_field=True).count())
    return len(seen.doors) / field, (len(seen.doors) - len(seen.unseen)) / field


def _seen_before(round: SurveyRound) -> frozenset[int]:
    """Premises seen by the versions this round corrects; no query for a first version."""
    if round.source_id is None and round.supersedes is None:
        return frozenset()
    source = round.source_id or round.supersedes.source_id  # type: ignore[union-attr]
    rows = Observation.objects.of(round.town).filter(source=source)
    rows = rows.exclude(state=Observation.NOT_SEEN)
    return frozenset(rows.order_by().values_list("premises_id", flat=True))


def verdicts_of(round: SurveyRound) -> dict[Subject, Verdict]:
    """The note a person chose, by door."""
    rows = RoundVerdict.objects.of(round.town).filter(round=round)
    told = rows.values_list("premises_id", "new_ref", "chosen__uuid", "decided_at")
    return {new_ref or premises: Verdict(chosen, at) for premises, new_ref, chosen, at in told}


def _hand(note: FieldNote) -> str:
    """Sheets typed back share a device, but each who walked has their own last word."""
    return f"{PAPER}/{note.person_id}" if note.device == PAPER else note.device


def as_noted(note: FieldNote) -> Noted:
    """The row as a value."""
    subject: Any = note.new_ref or note.premises_id
    at = (note.lon, note.lat) if note.lon is not None and note.lat is not None else None
    return Noted(
        note.uuid, subject, _hand(note), note.sequence, note.person_id, note.kind, note.said,
        note.seen_at, note.replaces, note.premises_id, at, note.received_at,
    )  # fmt: skip


def facts_of(round: SurveyRound, seen: Checking | None = None) -> frozenset[str]:
    """What the transitions of the life of a round ask for."""
    seen = seen or checking(round)
    found = {"stops": seen.doors, "notes": seen.notes, "no_dispute": not seen.disputes}
    return frozenset(need for need, met in found.items() if met)

"""What to look at twice before a round is validated. Each doubt is a sentence and says of what."""

from __future__ import annotations

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.premises.rules.rounds.effective import Noted, Outcome, Subject
from beffroi.premises.rules.rounds.notes import GONE, MERGED

NEAR_M = 5.0  # a new cell nearer than this to another may be the same
FAR_M = 60.0  # a phone between houses is off by 20 m; three times that is another street
QUICK_S = 3.0  # [J] seconds a door, below which nobody looked
FEWEST = 6  # doors noted in a row before a street can be too quick

DISPUTE, EMPTIED, NEAR, FAR, QUICK, VANISHED, CLOCK = (
    "dispute", "emptied", "near", "far", "quick", "vanished", "clock",
)  # fmt: skip
LABELS: dict[str, Any] = {
    DISPUTE: _("deux notes se contredisent"),
    EMPTIED: _("occupé devenu vide"),
    NEAR: _("nouveau local tout près d’un autre"),
    FAR: _("note prise loin de sa porte"),
    QUICK: _("rue parcourue trop vite"),
    VANISHED: _("local disparu ou réuni"),
    CLOCK: _("horloge de l’appareil fausse"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """A door as it was known before the walk; x and y in metres."""

    premises: int
    street: int | None
    state: str
    name: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to look again; of a door (`subject`), or of a street."""

    kind: str
    sentence: str
    subject: Subject | None = None
    street: int | None = None

    @property
    def label(self) -> str:
        """The kind in words."""
        return str(LABELS[self.kind])


@dataclass(frozen=True, slots=True)
class Ground:
    """Where things are, in metres: doors known, notes by uuid, new doors by subject."""

    known: Mapping[int, Known]
    taken_at: Mapping[UUID, tuple[float, float]]
    new_at: Mapping[Any, tuple[float, float]]


def doubts(
    found: Mapping[Subject, Outcome], ground: Ground, clocks: Mapping[UUID, int]
) -> list[Doubt]:
    """Doubts about doors nobody has judged yet. `clocks`: seconds a note's device was off."""
    told: list[Doubt] = []
    for subject, one in found.items():
        if one.disputed:
            told.append(Doubt(DISPUTE, str(_("Choisissez la note qui compte.")), subject))
        elif one.chosen is not None and not one.judged:
            told += _of_note(one.chosen, subject, ground.known.get(one.chosen.premises or 0))
            told += _of_place(one.chosen, subject, ground)
            told += _of_clock(one.chosen, subject, clocks)
    return told


def _of_note(note: Noted, subject: Subject, before: Known | None) -> Iterator[Doubt]:
    if before and before.state == "occupied" and note.said.get("state") == "vacant":
        words = {"name": before.name or _("un commerce sans enseigne notée")}
        yield Doubt(EMPTIED, str(_("On y connaissait %(name)s.") % words), subject)
    if note.kind in (GONE, MERGED):
        yield Doubt(VANISHED, str(_("Un local sort du stock : c’est définitif.")), subject)


def _of_place(note: Noted, subject: Subject, ground: Ground) -> Iterator[Doubt]:
    at = ground.new_at.get(subject)
    if at and (near := _nearest(subject, at, ground)) <= NEAR_M:
        yield Doubt(NEAR, str(_("À %(m)d m d’un autre local.") % {"m": near}), subject)
    door, taken = ground.known.get(note.premises or 0), ground.taken_at.get(note.uuid)
    if door and taken and at is None and (away := _apart(taken, (door.x, door.y))) > FAR_M:
        yield Doubt(FAR, str(_("Notée à %(m)d m de la porte.") % {"m": away}), subject)


def _of_clock(note: Noted, subject: Subject, clocks: Mapping[UUID, int]) -> Iterator[Doubt]:
    hours = abs(clocks.get(note.uuid, 0)) // 3600
    if hours:
        said = ngettext_lazy(
            "L’horloge était fausse de %(n)d heure.", "L’horloge était fausse de %(n)d heures.", "n"
        )
        yield Doubt(CLOCK, str(said % {"n": hours}), subject)


def _nearest(subject: Subject, at: tuple[float, float], ground: Ground) -> float:
    """Metres from a new door to the nearest other, known or new."""
    others = [(one.x, one.y) for one in ground.known.values()]
    others += [place for key, place in ground.new_at.items() if key != subject]
    return min((_apart(at, other) for other in others), default=math.inf)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    return math.hypot(one[0] - other[0], one[1] - other[1])


def too_quick(
    notes: Iterable[Noted], streets: Mapping[int, int | None], names: Mapping[int | None, str]
) -> list[Doubt]:
    """Streets a device walked faster than anybody looks. `streets`: premises → street."""
    walks: dict[tuple[str, int | None], list[dt.datetime]] = defaultdict(list)
    for note in notes:
        if note.premises is not None and note.premises in streets:
            walks[note.device, streets[note.premises]].append(note.seen_at)
    told = []
    for (_device, street), times in sorted(walks.items(), key=lambda item: str(item[0])):
        if len(times) >= FEWEST and (pace := _pace(times)) < QUICK_S:
            words = {
                "n": len(times),
                "s": round(pace * (len(times) - 1)),
                "street": names.get(street, ""),
            }
            said = _("%(street)s : %(n)d locaux notés en %(s)d secondes.") % words
            told.append(Doubt(QUICK, str(said), street=street))
    return told


def _pace(times: Sequence[dt.datetime]) -> float:
    """Seconds a door, from the first note to the last."""
    return (max(times) - min(times)).total_seconds() / (len(times) - 1)

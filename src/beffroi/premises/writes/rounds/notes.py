"""Notes in: each stored once, whatever the order and however often it is sent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.kernel import audit
from beffroi.kernel.country import country_pack
from beffroi.premises.models import FieldNote, Premises, SurveyRound
from beffroi.premises.reads.rounds.checking import PAPER
from beffroi.premises.rules.rounds.clocks import clock_off, put_right
from beffroi.premises.rules.rounds.life import State, check_takes_notes
from beffroi.premises.rules.rounds.notes import Note, read_note
from beffroi.premises.rules.rounds.told import NoteRefused


@dataclass
class Received:
    """What became of a device's notes; `refused` as {uuid, sentence, field}."""

    state: str
    received: list[str] = field(default_factory=list)
    refused: list[dict[str, str]] = field(default_factory=list)

    def refuse(self, uuid: Any, refused: NoteRefused) -> None:
        """One note not taken."""
        told = uuid if isinstance(uuid, str) and len(uuid) <= 40 else ""
        self.refused.append({"uuid": told, "sentence": refused.sentence, "field": refused.field})


@transaction.atomic
def receive_notes(
    *,
    round: SurveyRound,
    by: Any,
    device: str,
    sent_at: dt.datetime,
    notes: Sequence[Any],
    now: dt.datetime,
) -> Received:
    """Store a device's notes; raises `RoundRefused` when the round takes none any more.

    The round is held for reading: devices write side by side, and none writes while it is closed.
    """
    got = Received(_hold(round))
    read = [(one, told) for told in notes if (one := _read(told, got))]
    doors = _doors(round, [one for one, _told in read])
    off = clock_off(now=now, sent_at=sent_at)
    rows = []
    for one, told in read:
        try:
            rows.append(_row(round, by, device, one, doors, off, now))
        except NoteRefused as refused:
            got.refuse(told.get("uuid"), refused)
    _store(rows, got)
    return got


def _hold(round: SurveyRound) -> str:
    """The round's state, which cannot change before we are done; the first note begins the walk."""
    planned = SurveyRound.objects.across_towns().filter(pk=round.pk, state=State.PLANNED)
    planned.update(state=State.IN_PROGRESS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM premises_surveyround WHERE id = %s FOR SHARE", [round.pk])
        (state,) = cursor.fetchone()
    check_takes_notes(state)
    return str(state)


def _read(told: Any, got: Received) -> Note | None:
    try:
        return read_note(told, activities=_activities())
    except NoteRefused as refused:
        got.refuse(told.get("uuid") if isinstance(told, dict) else "", refused)
        return None


def _activities() -> frozenset[str]:
    pack = country_pack(settings.BEFFROI_COUNTRY)
    return frozenset(pack.indexed("nomenclature.csv", "subfamily"))


def _doors(round: SurveyRound, notes: Iterable[Note]) -> dict[str, int]:
    """Premises of the town by public id, for every door the notes name."""
    named = {door for one in notes for door in (one.door, *one.said.get("absorbed", ())) if door}
    rows = Premises.objects.of(round.town).filter(public_id__in=named)
    return dict(rows.values_list("public_id", "pk"))


def _row(
    round: SurveyRound,
    by: Any,
    device: str,
    one: Note,
    doors: dict[str, int],
    off: int,
    now: dt.datetime,
) -> FieldNote:
    """The row of a note; raises `NoteRefused` for a door that is not of this town."""
    for door in (one.door, *one.said.get("absorbed", ())):
        if door and door not in doors:
            said = _("Le local %(id)s n’est pas de cette ville.") % {"id": door}
            raise NoteRefused("door", said)
    new = one.new
    at = (new.lon, new.lat) if new else one.at
    told = dict(one.said) | ({"street": new.street, "number": new.number} if new else {})
    return FieldNote(
        round=round, uuid=one.uuid, device=device, sequence=one.sequence, person=by,
        premises_id=doors.get(one.door), new_ref=new.ref if new else None,
        lon=at[0] if at else None, lat=at[1] if at else None,
        kind=one.kind, said=told, photos=list(one.photos), replaces=one.replaces,
        device_seen_at=one.device_seen_at, clock_off_s=off, received_at=now,
        seen_at=put_right(one.device_seen_at, off, now=now, begins=_begins(round)),
    )  # fmt: skip


def _begins(round: SurveyRound) -> dt.datetime | None:
    if round.planned_from is None:
        return None
    return timezone.make_aware(dt.datetime.combine(round.planned_from, dt.time()))


def _store(rows: list[FieldNote], got: Received) -> None:
    """Insert what is new, in one order for all (two resends never wait for each other)."""
    once = {row.uuid: row for row in reversed(rows)}  # of one uuid twice in a body the first
    ordered = [once[uuid] for uuid in sorted(once)]
    FieldNote.objects.bulk_create(ordered, batch_size=500, ignore_conflicts=True)
    held = {row.uuid: row for row in FieldNote.objects.across_towns().filter(uuid__in=once)}
    for row in rows:
        if _same(held.get(row.uuid), row):
            got.received.append(str(row.uuid))
        else:
            said = _("Cette note est arrivée autrement : notez de nouveau ce local.")
            got.refuse(str(row.uuid), NoteRefused("uuid", said))


def _same(kept: FieldNote | None, sent: FieldNote) -> bool:
    """Whether what is kept under this key is what was sent."""
    return kept is not None and _told(kept) == _told(sent)


def _told(row: FieldNote) -> tuple[Any, ...]:
    return (row.round_id, row.device, row.kind, row.premises_id, _text(row.new_ref), row.said)


def _text(uuid: UUID | None) -> str:
    return str(uuid or "")


@transaction.atomic
def receive_typed(
    *, round: SurveyRound, by: Any, typist: Any, notes: Sequence[dict[str, Any]]
) -> Received:
    """Notes of a walk sheet typed back: `by` walked, `typist` typed. As `receive_notes`."""
    now = timezone.now()
    got = receive_notes(round=round, by=by, device=PAPER, sent_at=now, notes=notes, now=now)
    if got.received:
        audit.record(
            "premises.round_typed", by=typist, town=round.town.insee_code, on=round.key,
            lines=len(got.received),
        )  # fmt: skip
    return got

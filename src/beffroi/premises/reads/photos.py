"""Photos of the field: those of a round, with what was noted; those everybody may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404

from beffroi.premises.models import FieldNote, FieldPhoto, Premises, PremisesRef, SurveyRound
from beffroi.premises.rules.rounds.effective import NEW_DOORS


@dataclass(frozen=True, slots=True)
class Taken:
    """A photo of a round with the note that bears it and the door it is of; None: none yet."""

    photo: FieldPhoto
    note: FieldNote | None
    door: Premises | None


def taken(round: SurveyRound) -> list[Taken]:
    """The photos of a round in the order they came. Four queries."""
    photos = list(
        FieldPhoto.objects.of(round.town)
        .filter(round=round)
        .select_related("premises__street", "premises__town")
        .order_by("received_at", "pk")
    )
    bearing = _bearing(round)
    new = _new_doors(round, [note for note in bearing.values() if note.premises_id is None])
    return [_taken(photo, bearing.get(photo.uuid), new) for photo in photos]


def _taken(photo: FieldPhoto, note: FieldNote | None, new: dict[str, Premises]) -> Taken:
    door = note.premises or new.get(str(note.new_ref)) if note else None
    return Taken(photo, note, photo.premises or door)


def _bearing(round: SurveyRound) -> dict[UUID, FieldNote]:
    """The last note that names each photo."""
    notes = FieldNote.objects.of(round.town).filter(round=round).exclude(photos=[])
    rows = notes.select_related("premises__street", "premises__town", "person").order_by("pk")
    return {UUID(photo): note for note in rows for photo in note.photos}


def _new_doors(round: SurveyRound, notes: Sequence[FieldNote]) -> dict[str, Premises]:
    """The doors that publication made of new ones, by the name the device gave them."""
    refs = PremisesRef.objects.of(round.town).filter(
        scheme=NEW_DOORS, value__in=[str(note.new_ref) for note in notes]
    )
    return {
        ref.value: ref.premises for ref in refs.select_related("premises__street", "premises__town")
    }


def taken_or_404(round: SurveyRound, uuid: UUID) -> Taken:
    """One photo of a round."""
    for one in taken(round):
        if one.photo.uuid == uuid:
            return one
    raise Http404


def shown_at(premises: Premises) -> list[FieldPhoto]:
    """The photos of a door that everybody may see, the latest first. One query."""
    rows = FieldPhoto.objects.of(premises.town).filter(premises=premises)
    return list(rows.exclude(shown_at=None).select_related("round").order_by("-received_at"))


def shown_or_404(premises: Premises, uuid: UUID) -> FieldPhoto:
    """One photo of a door, while it is shown."""
    for one in shown_at(premises):
        if one.uuid == uuid:
            return one
    raise Http404

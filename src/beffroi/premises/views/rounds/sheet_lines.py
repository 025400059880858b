"""Lines of a walk sheet on the screen: what was typed of each door, and the note it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from django.http import QueryDict
from django.utils import timezone

from beffroi.premises.reads.rounds import Checking, Door, StreetPart
from beffroi.premises.rules.rounds.typed import Line, kind_and_said
from beffroi.premises.views.rounds.words import door_words, note_words

NEW_LINES = 3
WORDS = ("code", "name", "activity", "comment", "number")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the screen: the door (None for a new cell), what was typed, what is wrong."""

    key: str
    door: Door | None
    line: Line
    known: str = ""
    noted: str = ""
    fault: str = ""


def rows_of(seen: Checking, part: StreetPart, typed: QueryDict) -> list[Row]:
    rows = []
    for door in seen.doors:
        if door.street_slug == part.slug:
            one = seen.found.get(door.premises_id)
            noted = note_words(seen.by_uuid[one.chosen.uuid]) if one and one.chosen else ""
            rows.append(
                Row(door.public_id, door, _line(typed, door.public_id), door_words(door), noted)
            )
    return rows + [
        Row(f"neuf-{n}", None, _line(typed, f"neuf-{n}")) for n in range(1, NEW_LINES + 1)
    ]


def _line(typed: QueryDict, key: str) -> Line:
    told = {
        word: " ".join(typed.get(f"{word}-{key}", "").replace("\x00", "").split()) for word in WORDS
    }
    return Line(**told)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sending of one street's screen: sent twice with the same words it makes the same notes."""

    part: StreetPart
    batch: UUID
    seen_at: str
    activities: dict[str, str]  # label as typed → code
    rows: Sequence[Row]

    def note(self, row: Row) -> dict[str, Any]:
        """A note of protocol 1; raises `TypedRefused` for a line that cannot be read."""
        line = row.line
        if line.activity:
            code = self.activities.get(line.activity.casefold(), line.activity)
            line = replace(line, activity=code)
        kind, said = kind_and_said(line, fresh=row.door is None)
        words = "|".join((row.key, *(getattr(line, word) for word in WORDS)))
        return {
            "key": row.key, "uuid": str(uuid5(self.batch, words)),
            "seq": int(timezone.now().timestamp() * 1000), "seen_at": self.seen_at,
            "door": row.door.public_id if row.door else None, "new": self._new(row, line),
            "kind": kind, "said": said,
        }  # fmt: skip

    def _new(self, row: Row, line: Line) -> dict[str, Any] | None:
        """Where a new cell stands: paper does not say, so beside the first door of its street."""
        near = next((one.door for one in self.rows if one.door), None)
        if row.door is not None or near is None:
            return None
        ref = str(uuid5(self.batch, row.key))
        place = {"lon": near.lon, "lat": near.lat}
        return {"ref": ref, **place, "street": self.part.slug, "number": line.number}

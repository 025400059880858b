"""How a note and a door read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from beffroi.premises.models import FieldNote, PremisesState
from beffroi.premises.reads.rounds import Door
from beffroi.premises.rules.rounds.notes import KIND_NAMES, UNCHANGED, WINDOWS
from beffroi.premises.words import activity_label

STATES: dict[str, Any] = dict(PremisesState.Kind.choices)


def note_words(row: FieldNote) -> str:
    """What a note says, in one line."""
    if row.kind == UNCHANGED and not row.said.get("state"):
        return str(KIND_NAMES[UNCHANGED])
    said = row.said
    parts = [
        str(KIND_NAMES[row.kind]) if row.kind not in ("changed", UNCHANGED) else "",
        str(STATES.get(said.get("state", ""), "")),
        said.get("name", ""),
        said.get("sign", "") if said.get("sign") != said.get("name") else "",
        activity_label(said["activity"]) if said.get("activity") else "",
        str(WINDOWS.get(said.get("window", ""), "")),
        _season(said.get("seasonal")),
    ]
    return ", ".join(part for part in parts if part)


def _season(told: dict[str, str] | None) -> str:
    if not told:
        return ""
    return _("fermé du %(from)s au %(to)s") % {key: _day_month(told[key]) for key in ("from", "to")}


def _day_month(written: str) -> str:
    month, day = written.split("-")
    return f"{int(day)}/{month}"


def door_words(door: Door | None) -> str:
    """What was known of a door before anybody walked."""
    if door is None or not door.state:
        return _("inconnu avant ce relevé")
    parts = [
        str(STATES.get(door.state, "")),
        door.name,
        activity_label(door.activity) if door.activity else "",
    ]
    return ", ".join(part for part in parts if part)

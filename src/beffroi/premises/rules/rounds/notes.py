"""A note as a device sends it (protocol 1): read into a value, or refused with a sentence.

Bounded everywhere: what comes from the street is what anybody with the role may send.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from beffroi.premises.rules.rounds.told import (
    NoteRefused,
    among,
    degrees,
    instant,
    place,
    season,
    text,
    uuid_of,
    whole,
)

PROTOCOL = 1
MOST_NOTES = 500  # in one body: a day of walking is 300 doors; the device sends the rest after
MOST_BYTES = 1_000_000
MOST_PHOTOS = 6  # a note
MOST_ABSORBED = 12  # doors made one

UNCHANGED, CHANGED, NEW = "unchanged", "changed", "new"
MERGED, SPLIT, GONE = "merged", "split", "gone"
WITHDRAWN = "withdrawn"  # a new door that its own device takes back: it was noted by mistake
KINDS = (
    (UNCHANGED, _("inchangé")),
    (CHANGED, _("changé")),
    (NEW, _("nouveau local")),
    (MERGED, _("locaux réunis")),
    (SPLIT, _("local divisé")),
    (GONE, _("disparu")),
    (WITHDRAWN, _("retiré")),
)
KIND_NAMES = dict(KINDS)
WINDOWS = {
    "": "",
    "kept": _("vitrine tenue"),
    "empty": _("vitrine vide"),
    "papered": _("vitrine occultée"),
    "works": _("travaux en cours"),
}
TAKERS = {"": "", "yes": _("oui"), "no": _("non"), "unknown": _("on ne sait pas")}

STATES = frozenset(
    {
        "occupied",
        "vacant",
        "works_with_taker",
        "works_unknown",
        "non_commercial_use",
        "seasonal_closed",
        "demolished_merged",
    }
)
WORKS = frozenset({"works_with_taker", "works_unknown"})
TEXTS = {"name": 160, "sign": 160, "comment": 300, "activity": 60}


@dataclass(frozen=True, slots=True)
class NewDoor:
    """A door nobody knew: the device's own name for it, where it stands (degrees)."""

    ref: UUID
    lon: float
    lat: float
    street: str  # slug, "" when unknown
    number: str


@dataclass(frozen=True, slots=True)
class Note:
    """One note of protocol 1; `said` holds only what was said."""

    uuid: UUID
    sequence: int
    device_seen_at: dt.datetime
    door: str  # public id, "" for a new door
    new: NewDoor | None
    kind: str
    said: Mapping[str, Any]
    replaces: UUID | None
    photos: tuple[str, ...]
    at: tuple[float, float] | None = None  # where the device stood, when it said so


def read_note(told: Any, *, activities: Collection[str]) -> Note:
    """The note in this JSON object; raises `NoteRefused`. `activities` are the codes known."""
    if not isinstance(told, dict):
        raise NoteRefused("", _("Une note est un objet JSON."))
    kind = told.get("kind")
    if not isinstance(kind, str) or kind not in KIND_NAMES:
        raise NoteRefused("kind", _("La nature de la note n’est pas connue."))
    note = Note(
        uuid=uuid_of(told.get("uuid"), "uuid"),
        sequence=whole(told.get("seq"), "seq"),
        device_seen_at=instant(told.get("seen_at"), "seen_at"),
        door=text(told.get("door"), "door", 14),
        new=_new(told.get("new")),
        kind=kind,
        said=_said(told.get("said"), activities),
        replaces=uuid_of(told["replaces"], "replaces") if told.get("replaces") else None,
        photos=_photos(told.get("photos")),
        at=place(told.get("at")),
    )
    _check_whole(note)
    return note


def _check_whole(note: Note) -> None:
    """What the parts must be together."""
    if note.kind in (NEW, SPLIT, WITHDRAWN) and note.new is None:
        raise NoteRefused("new", _("Un nouveau local se place sur la carte."))
    if note.kind not in (NEW, WITHDRAWN) and not note.door:
        raise NoteRefused("door", _("La note ne dit pas de quel local elle parle."))
    if note.kind in (CHANGED, NEW, SPLIT) and "state" not in note.said:
        raise NoteRefused("state", _("Dites ce qu’est le local : occupé, vide, en travaux…"))
    if note.kind == MERGED and not note.said.get("absorbed"):
        raise NoteRefused("absorbed", _("Dites quels locaux ont été réunis à celui-ci."))
    if note.door and note.door in note.said.get("absorbed", ()):
        raise NoteRefused("absorbed", _("Un local ne peut pas être réuni à lui-même."))


def _new(told: Any) -> NewDoor | None:
    if told is None:
        return None
    if not isinstance(told, dict):
        raise NoteRefused("new", _("Un nouveau local se place sur la carte."))
    lon, lat = degrees(told.get("lon"), 180), degrees(told.get("lat"), 90)
    street, number = (
        text(told.get("street"), "street", 160),
        text(told.get("number"), "number", 12),
    )
    return NewDoor(uuid_of(told.get("ref"), "new"), lon, lat, street, number)


def _photos(told: Any) -> tuple[str, ...]:
    if told is None:
        return ()
    if not isinstance(told, list) or len(told) > MOST_PHOTOS:
        raise NoteRefused("photos", _("Au plus %(n)d photos par note.") % {"n": MOST_PHOTOS})
    return tuple(str(uuid_of(one, "photos")) for one in told)


def _said(told: Any, activities: Collection[str]) -> dict[str, Any]:
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise NoteRefused("said", _("Le constat est illisible."))
    said: dict[str, Any] = {
        word: text(told[word], word, most)
        for word, most in TEXTS.items()
        if told.get(word) is not None
    }
    if said.get("activity") and said["activity"] not in activities:
        raise NoteRefused("activity", _("Cette activité n’est pas dans la nomenclature."))
    said |= {
        word: among(told[word], word, known)
        for word, known in (("window", WINDOWS), ("taker", TAKERS), ("state", STATES))
        if told.get(word)
    }
    if isinstance(told.get("open_now"), bool):
        said["open_now"] = told["open_now"]
    if told.get("seasonal"):
        said["seasonal"] = season(told["seasonal"])
    if told.get("absorbed"):
        said["absorbed"] = _absorbed(told["absorbed"])
    return _settled(said)


def _settled(said: dict[str, Any]) -> dict[str, Any]:
    """Works are told by two buttons: whether somebody has taken the place decides the state."""
    if said.get("state") in WORKS and said.get("taker"):
        said["state"] = "works_with_taker" if said["taker"] == "yes" else "works_unknown"
    return said


def _absorbed(told: Any) -> list[str]:
    if not isinstance(told, list) or len(told) > MOST_ABSORBED:
        raise NoteRefused("absorbed", _("Au plus %(n)d locaux réunis.") % {"n": MOST_ABSORBED})
    return sorted({text(one, "absorbed", 14) for one in told if one})

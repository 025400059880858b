"""A note as a device sends it (protocol 1): read into a value, or refused with a sentence.

Bounded everywhere: what comes from the street is what anybody with the role may send.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

PROTOCOL = 1
MOST_NOTES = 500  # in one body: a day of walking is 300 doors; the device sends the rest after
MOST_BYTES = 1_000_000
MOST_PHOTOS = 6  # a note
MOST_ABSORBED = 12  # doors made one

UNCHANGED, CHANGED, NEW = "unchanged", "changed", "new"
MERGED, SPLIT, GONE = "merged", "split", "gone"
KINDS = (
    (UNCHANGED, _("inchangé")),
    (CHANGED, _("changé")),
    (NEW, _("nouveau local")),
    (MERGED, _("locaux réunis")),
    (SPLIT, _("local divisé")),
    (GONE, _("disparu")),
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
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_NUL = "\x00"


class NoteRefused(Exception):
    """A note that cannot be taken; `field` says where, `sentence` why."""

    def __init__(self, field: str, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.field, self.sentence = field, str(sentence)


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
        uuid=_uuid(told.get("uuid"), "uuid"),
        sequence=_whole(told.get("seq"), "seq"),
        device_seen_at=instant(told.get("seen_at"), "seen_at"),
        door=_text(told.get("door"), "door", 14),
        new=_new(told.get("new")),
        kind=kind,
        said=_said(told.get("said"), activities),
        replaces=_uuid(told["replaces"], "replaces") if told.get("replaces") else None,
        photos=_photos(told.get("photos")),
        at=_at(told.get("at")),
    )
    _check_whole(note)
    return note


def _check_whole(note: Note) -> None:
    """What the parts must be together."""
    if note.kind in (NEW, SPLIT) and note.new is None:
        raise NoteRefused("new", _("Un nouveau local se place sur la carte."))
    if note.kind != NEW and not note.door:
        raise NoteRefused("door", _("La note ne dit pas de quel local elle parle."))
    if note.kind in (CHANGED, NEW, SPLIT) and "state" not in note.said:
        raise NoteRefused("state", _("Dites ce qu’est le local : occupé, vide, en travaux…"))
    if note.kind == MERGED and not note.said.get("absorbed"):
        raise NoteRefused("absorbed", _("Dites quels locaux ont été réunis à celui-ci."))
    if note.door and note.door in note.said.get("absorbed", ()):
        raise NoteRefused("absorbed", _("Un local ne peut pas être réuni à lui-même."))


def instant(written: Any, field: str) -> dt.datetime:
    """An ISO 8601 instant with its zone; raises `NoteRefused`."""
    try:
        found = dt.datetime.fromisoformat(written)
        if found.tzinfo is None:
            raise ValueError
        return found.astimezone(dt.UTC)
    except (TypeError, ValueError, OverflowError):
        raise NoteRefused(field, _("L’heure de l’appareil est illisible.")) from None


def _uuid(written: Any, field: str) -> UUID:
    try:
        return UUID(written)
    except (TypeError, ValueError, AttributeError):
        raise NoteRefused(field, _("La clé de la note est illisible.")) from None


def _whole(number: Any, field: str) -> int:
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 2**62:
        raise NoteRefused(field, _("Le rang de la note est illisible."))
    return number


def _text(written: Any, field: str, most: int) -> str:
    if written is None:
        return ""
    if not isinstance(written, str) or _NUL in written:
        raise NoteRefused(field, _("Ce texte est illisible."))
    words = " ".join(written.split())
    if len(words) > most:
        raise NoteRefused(field, _("Ce texte dépasse %(n)d caractères.") % {"n": most})
    return words


def _new(told: Any) -> NewDoor | None:
    if told is None:
        return None
    if not isinstance(told, dict):
        raise NoteRefused("new", _("Un nouveau local se place sur la carte."))
    lon, lat = _degrees(told.get("lon"), 180), _degrees(told.get("lat"), 90)
    street, number = (
        _text(told.get("street"), "street", 160),
        _text(told.get("number"), "number", 12),
    )
    return NewDoor(_uuid(told.get("ref"), "new"), lon, lat, street, number)


def _at(told: Any) -> tuple[float, float] | None:
    """The device's own place; what cannot be one is left out, for the note stands without it."""
    try:
        return (_degrees(told["lon"], 180), _degrees(told["lat"], 90))
    except (NoteRefused, TypeError, KeyError):
        return None


def _degrees(number: Any, most: int) -> float:
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise NoteRefused("new", _("Un nouveau local se place sur la carte."))
    if not math.isfinite(number) or abs(number) > most:
        raise NoteRefused("new", _("Ce point n’est pas sur la Terre."))
    return float(number)


def _photos(told: Any) -> tuple[str, ...]:
    if told is None:
        return ()
    if not isinstance(told, list) or len(told) > MOST_PHOTOS:
        raise NoteRefused("photos", _("Au plus %(n)d photos par note.") % {"n": MOST_PHOTOS})
    return tuple(str(_uuid(one, "photos")) for one in told)


def _said(told: Any, activities: Collection[str]) -> dict[str, Any]:
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise NoteRefused("said", _("Le constat est illisible."))
    said: dict[str, Any] = {
        word: _text(told[word], word, most)
        for word, most in TEXTS.items()
        if told.get(word) is not None
    }
    if said.get("activity") and said["activity"] not in activities:
        raise NoteRefused("activity", _("Cette activité n’est pas dans la nomenclature."))
    said |= {
        word: _among(told[word], word, known)
        for word, known in (("window", WINDOWS), ("taker", TAKERS), ("state", STATES))
        if told.get(word)
    }
    if isinstance(told.get("open_now"), bool):
        said["open_now"] = told["open_now"]
    if told.get("seasonal"):
        said["seasonal"] = _season(told["seasonal"])
    if told.get("absorbed"):
        said["absorbed"] = _absorbed(told["absorbed"])
    return _settled(said)


def _settled(said: dict[str, Any]) -> dict[str, Any]:
    """Works are told by two buttons: whether somebody has taken the place decides the state."""
    if said.get("state") in WORKS and said.get("taker"):
        said["state"] = "works_with_taker" if said["taker"] == "yes" else "works_unknown"
    return said


def _among(word: Any, field: str, known: Collection[str]) -> str:
    if not isinstance(word, str) or word not in known:
        raise NoteRefused(field, _("Ce choix n’est pas connu."))
    return word


def _season(told: Any) -> dict[str, str]:
    ends: list[Any] = [told.get("from"), told.get("to")] if isinstance(told, dict) else []
    if len(ends) != 2 or not all(isinstance(e, str) and _MONTH_DAY.fullmatch(e) for e in ends):
        raise NoteRefused(
            "seasonal", _("La fermeture va d’un jour à un autre : 15 octobre, 31 mars.")
        )
    return {"from": ends[0], "to": ends[1]}


def _absorbed(told: Any) -> list[str]:
    if not isinstance(told, list) or len(told) > MOST_ABSORBED:
        raise NoteRefused("absorbed", _("Au plus %(n)d locaux réunis.") % {"n": MOST_ABSORBED})
    return sorted({_text(one, "absorbed", 14) for one in told if one})

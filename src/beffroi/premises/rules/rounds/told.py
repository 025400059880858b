"""Words of a device read one by one: each a bounded value, or a refusal that says where and why."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

_NUL = "\x00"
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


class NoteRefused(Exception):
    """A note that cannot be taken; `field` says where, `sentence` why."""

    def __init__(self, field: str, sentence: Any) -> None:
        super().__init__(str(sentence))
        self.field, self.sentence = field, str(sentence)


def instant(written: Any, field: str) -> dt.datetime:
    """An ISO 8601 instant with its zone; raises `NoteRefused`."""
    try:
        found = dt.datetime.fromisoformat(written)
        if found.tzinfo is None:
            raise ValueError
        return found.astimezone(dt.UTC)
    except (TypeError, ValueError, OverflowError):
        raise NoteRefused(field, _("L’heure de l’appareil est illisible.")) from None


def uuid_of(written: Any, field: str) -> UUID:
    """A UUID as text; raises `NoteRefused`."""
    try:
        return UUID(written)
    except (TypeError, ValueError, AttributeError):
        raise NoteRefused(field, _("La clé de la note est illisible.")) from None


def whole(number: Any, field: str) -> int:
    """A whole number a database holds; raises `NoteRefused`."""
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < 2**62:
        raise NoteRefused(field, _("Le rang de la note est illisible."))
    return number


def text(written: Any, field: str, most: int) -> str:
    """Words of at most so many characters, "" when nothing was said; raises `NoteRefused`."""
    if written is None:
        return ""
    if not isinstance(written, str) or _unstorable(written):
        raise NoteRefused(field, _("Ce texte est illisible."))
    words = " ".join(written.split())
    if len(words) > most:
        raise NoteRefused(field, _("Ce texte dépasse %(n)d caractères.") % {"n": most})
    return words


def _unstorable(written: str) -> bool:
    """Half a surrogate pair, or a null character: JSON may hold them, no text of ours does."""
    return _NUL in written or any("\ud800" <= letter <= "\udfff" for letter in written)


def place(told: Any) -> tuple[float, float] | None:
    """The device's own place; what cannot be one is left out, for the note stands without it."""
    try:
        return (degrees(told["lon"], 180), degrees(told["lat"], 90))
    except (NoteRefused, TypeError, KeyError):
        return None


def degrees(number: Any, most: int) -> float:
    """A coordinate no further than `most` degrees; raises `NoteRefused`."""
    if isinstance(number, bool) or not isinstance(number, int | float):
        raise NoteRefused("new", _("Un nouveau local se place sur la carte."))
    if not math.isfinite(number) or abs(number) > most:
        raise NoteRefused("new", _("Ce point n’est pas sur la Terre."))
    return float(number)


def among(word: Any, field: str, known: Collection[str]) -> str:
    """One of the words known; raises `NoteRefused`."""
    if not isinstance(word, str) or word not in known:
        raise NoteRefused(field, _("Ce choix n’est pas connu."))
    return word


def season(told: Any) -> dict[str, str]:
    """A closing of each year, from a day to a day; raises `NoteRefused`."""
    ends: list[Any] = [told.get("from"), told.get("to")] if isinstance(told, dict) else []
    if len(ends) != 2 or not all(isinstance(e, str) and _MONTH_DAY.fullmatch(e) for e in ends):
        raise NoteRefused(
            "seasonal", _("La fermeture va d’un jour à un autre : 15 octobre, 31 mars.")
        )
    return {"from": ends[0], "to": ends[1]}

"""When a line says it was counted: instants with their zone, or the time on the wall.

In the night of October the wall shows two o'clock twice: the first line of a counter for that hour is
the earlier one, the second the later. In March it never shows it: such a line is refused.
"""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$|^(\d{1,2})/(\d{1,2})/(\d{4})$")
HOUR = re.compile(r"^(\d{1,2})(?:\s?[:hH]\s?(\d{0,2})(?::(\d{2})(?:\.\d+)?)?)?$")
FIRST_YEAR = 1990
QUARTER = 15


class NotAnHourError(ValueError):
    """What is written is no hour that could be counted; `sentence` says what to do."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code, self.sentence = code, sentence


class Clock:
    """Reads what is written as UTC instants; `now` bounds what can have been counted."""

    def __init__(self, zone: ZoneInfo, now: dt.datetime) -> None:
        self._zone, self._now = zone, now
        self._told: set[tuple[str, dt.datetime]] = set()  # hours the wall shows twice, once told

    def instant(self, written: str, counter: str) -> dt.datetime:
        """The instant of a line of this counter; raises `NotAnHourError`."""
        found = _with_zone(written)
        at = found.astimezone(dt.UTC) if found else self._on_the_wall(_naive(written), counter)
        if at.minute % QUARTER or at.second:
            said = _("Les passages se comptent par heure ou par quart d’heure.")
            raise NotAnHourError("not_an_hour", said)
        if at.year < FIRST_YEAR or at > self._now:
            said = _("Cette heure n’a pas pu être comptée : elle est à venir, ou d’avant 1990.")
            raise NotAnHourError("not_then", said)
        return at

    def _on_the_wall(self, local: dt.datetime, counter: str) -> dt.datetime:
        early = local.replace(tzinfo=self._zone)
        late = early.replace(fold=1)
        if early.utcoffset() == late.utcoffset():
            return early.astimezone(dt.UTC)
        if early.astimezone(dt.UTC).astimezone(self._zone).replace(tzinfo=None) != local:
            said = _("Cette heure n’existe pas : les horloges ont avancé cette nuit-là.")
            raise NotAnHourError("no_such_hour", said)
        again = (counter, local) in self._told
        self._told.add((counter, local))
        return (late if again else early).astimezone(dt.UTC)


def _with_zone(written: str) -> dt.datetime | None:
    """An ISO instant that names its zone; None for any other writing."""
    if not re.search(r"(?:Z|[+-]\d{2}:?\d{2})$", written) or len(written) < 16:
        return None
    try:
        return dt.datetime.fromisoformat(written)
    except ValueError:
        return None


def _naive(written: str) -> dt.datetime:
    day, _space, hour = written.replace("T", " ").partition(" ")
    found, told = DAY.match(day), HOUR.match(hour.strip() or "0")
    if not found or not told:
        raise NotAnHourError("bad_hour", _unreadable())
    year, month, of_month = found[1] or found[6], found[2] or found[5], found[3] or found[4]
    numbers = [int(part or 0) for part in (year, month, of_month, told[1], told[2], told[3])]
    try:
        return dt.datetime(*numbers)  # type: ignore[arg-type]
    except ValueError as error:
        raise NotAnHourError("bad_hour", _unreadable()) from error


def _unreadable() -> str:
    return _("L’heure ne se lit pas : écrivez-la 2026-03-12 14:00, ou 12/03/2026 et 14 h à part.")

"""Days as a calendar file (RFC 5545)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _

from beffroi.programme.reads.deadlines import Deadline


def calendar_of(
    found: Iterable[Deadline], *, now: dt.datetime, absolute: Callable[[str], str]
) -> bytes:
    """The file; a day is the whole day, a meeting with its hour stands in the time of the town."""
    import icalendar  # here: nothing else of the platform needs it to start

    made = icalendar.Calendar()
    made.add("prodid", "-//Beffroi//Conventions//FR")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Beffroi : mes échéances"))
    made.add("refresh-interval", dt.timedelta(hours=6), parameters={"value": "DURATION"})
    for one in found:
        event = icalendar.Event()
        event.add("uid", f"{one.mark}@beffroi")
        event.add("dtstamp", now)
        event.add("summary", title_of(one))
        event.add("dtstart", _start(one))
        event.add("url", absolute(one.url))
        event.add("description", absolute(one.url))
        if one.place:
            event.add("location", one.place)
        event.add("transp", "OPAQUE" if one.time else "TRANSPARENT")
        made.add_component(event)
    made.add_missing_timezones()
    written: bytes = made.to_ical()
    return written


def _start(one: Deadline) -> dt.date | dt.datetime:
    if one.time is None:
        return one.day
    return dt.datetime.combine(one.day, one.time, tzinfo=one.zone)


def title_of(one: Deadline) -> str:
    """The day in words."""
    sentences = {
        "promise": _("Engagement de %(body)s : %(text)s"),
        "meeting": _("%(committee)s, %(title)s"),
        "end": _("Fin de %(title)s"),
        "step": _("Étape %(code)s : %(text)s"),
        "opinion": _("Avis attendu de %(body)s : %(subject)s"),
    }
    return sentences[one.kind] % one.names

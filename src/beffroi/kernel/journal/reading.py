"""Pages of the audit, newest first. A page is asked for by where the last one ended (a keyset):
the thousandth page of two million entries costs what the first one does."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from beffroi.kernel.models import AuditEntry

LINES = 50


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. `people` None: anybody; empty: nobody of that name, so no entry.

    `since` and `until` are days, both included. `before` is where the page before this one ended.
    """

    town: str | None = None
    people: frozenset[str] | None = None
    verb: str = ""
    thing: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    before: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Entries of one page; `next` asks for the one that follows, "" on the last."""

    entries: list[AuditEntry]
    next: str


def entries(asked: Asked) -> Any:
    """The entries asked for, newest first."""
    rows = AuditEntry.objects.order_by("-recorded_at", "-pk")
    if asked.town is not None:
        rows = rows.filter(town_key=asked.town)
    if asked.people is not None:
        rows = rows.filter(actor_key__in=asked.people)
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if asked.thing:
        rows = rows.filter(object_key=asked.thing)
    return rows.filter(_period(asked), _after(asked.before))


def _period(asked: Asked) -> Q:
    inside = Q()
    if asked.since:
        inside &= Q(recorded_at__gte=_midnight(asked.since))
    if asked.until:
        inside &= Q(recorded_at__lt=_midnight(asked.until + dt.timedelta(days=1)))
    return inside


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def page_of(asked: Asked, lines: int = LINES) -> Page:
    """At most `lines` entries and the way to those that follow; one query."""
    found = list(entries(asked)[: lines + 1])
    more = len(found) > lines
    kept = found[:lines]
    return Page(kept, mark_of(kept[-1]) if more else "")


def mark_of(entry: AuditEntry) -> str:
    """Where an entry stands, for an address: microseconds since 1970, then its number."""
    at = entry.recorded_at - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    return f"{at // dt.timedelta(microseconds=1)}-{entry.pk}"


def _after(mark: str) -> Q:
    """What stands after a mark; an unreadable one is none."""
    read = re.fullmatch(r"([0-9]{1,16})-([0-9]{1,18})", mark)
    if read is None:
        return Q()
    at = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=int(read[1]))
    # The first condition alone lets the index begin at the mark.
    return Q(recorded_at__lte=at) & (Q(recorded_at__lt=at) | Q(pk__lt=int(read[2])))

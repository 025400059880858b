"""Reminders of what has a day: promises, ends, meetings, minutes, opinions; each told once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import F, Q
from django.db.models.functions import Upper

from beffroi.accounts.models import Person
from beffroi.accounts.writes import tell
from beffroi.programme import policies, subjects
from beffroi.programme.links import address
from beffroi.programme.models import Agreement, Commitment, Meeting, OpinionRequest
from beffroi.programme.places import opinion_address
from beffroi.programme.reads.head import last_day
from beffroi.programme.rules import reminders as rules
from beffroi.programme.rules.life import BINDING
from beffroi.programme.words import sheet_address
from beffroi.programme.writes.readers import Readers
from beffroi.territory.models import Town

AHEAD = dt.timedelta(days=max(rules.PROMISE_STEPS))
LATE = dt.timedelta(days=rules.LATE_TOLD_WITHIN)


def remind(*, on: dt.date, zone: ZoneInfo | None = None) -> int:
    """Tell what is due on this morning; how many messages. A second run tells nothing more.

    With a `zone`, in the towns that keep its clock.
    """
    told = Readers(on, zone)
    return sum(part(on, told) for part in (_promises, _ends, _meetings, _minutes, _opinions))


def _tell(
    people: Iterable[Person], sentence: str, town: Town | None, once: str, url: str, **params: Any
) -> int:
    return tell(
        people,
        subjects.DEADLINES,
        sentence=sentence,
        params=params,
        url=url,
        town_key=town.insee_code if town else "",
        once=once,
    )


def _promises(on: dt.date, readers: Readers) -> int:
    rows = Commitment.objects.filter(
        done_on=None, released_on=None, due_on__range=(on - LATE, on + AHEAD)
    )
    told = 0
    for row in rows.select_related(*_PROMISE).order_by("pk"):
        assert row.due_on is not None  # noqa: S101 - asked for above
        step = rules.step_reached(row.due_on, on, rules.PROMISE_STEPS)
        late = rules.newly_late(row.due_on, on)
        if step is None and not late:
            continue
        people, town, url = _home(row, readers)
        told += _tell(
            people,
            "promise_late" if late else "promise_soon",
            town,
            f"promise:{row.key}:{row.due_on}:{'late' if late else step}",
            url,
            body=row.organisation.name,
            text=row.text,
            due=row.due_on,
        )
    return told


_PROMISE = ("organisation", "agreement__town", "agreement__holder", "sheet__town", "sheet__agreement__town")  # fmt: skip


def _home(row: Commitment, readers: Readers) -> tuple[list[Person], Town | None, str]:
    """Who is told of a promise, where it stands, and its page; a restricted sheet is its bodies'."""
    if row.agreement is not None:
        url = address("agreement_commitments_one", row.agreement, key=row.key)
        return readers.of(row.agreement), row.agreement.town, url
    sheet = row.sheet
    assert sheet is not None  # noqa: S101 - the table's constraint
    if sheet.agreement is not None:
        people = readers.of(sheet.agreement)
    else:
        people = readers.team(sheet.town) if sheet.town else []
    seen = [one for one in people if policies.may_see_sheet(one, sheet)]
    return seen, sheet.town, sheet_address(sheet)


def _ends(on: dt.date, readers: Readers) -> int:
    told = 0
    rows = Agreement.objects.across_towns().filter(state__in=BINDING)
    ending = rows.annotate(after=Upper("valid")).filter(
        after__gt=on, after__lte=on + dt.timedelta(days=max(rules.END_STEPS) + 1)
    )
    for row in ending.select_related("town", "holder").order_by("pk"):
        last = last_day(row)
        step = rules.step_reached(last, on, rules.END_STEPS) if last else None
        if step is None:
            continue
        told += _tell(
            readers.of(row), "agreement_end", row.town, f"end:{row.key}:{last}:{step}",
            address("agreement", row), title=row.title, end=last,
        )  # fmt: skip
    return told


def _meetings(on: dt.date, readers: Readers) -> int:
    told = 0
    until = on + dt.timedelta(days=max(rules.MEETING_STEPS))
    for row in _kept().filter(on__range=(on, until), held=False):
        told += _of_meeting(row, "meeting_soon", f"meeting:{row.key}:{row.on}", readers)
    return told


def _minutes(on: dt.date, readers: Readers) -> int:
    told = 0
    since = on - dt.timedelta(days=rules.MINUTES_UNTIL)
    for row in _kept().filter(on__range=(since, on), minutes=""):
        if rules.minutes_wanted(row.on, on):
            told += _of_meeting(row, "minutes_missing", f"minutes:{row.key}:{row.on}", readers)
    return told


def _kept() -> Any:
    rows = Meeting.objects.filter(cancelled=False).select_related("committee__agreement__town")
    return rows.order_by("pk")


def _of_meeting(row: Meeting, sentence: str, once: str, readers: Readers) -> int:
    agreement = row.committee.agreement
    url = address("agreement_committees_meeting", agreement, key=row.key)
    names = {"committee": row.committee.name, "title": agreement.title}
    return _tell(readers.of(agreement), sentence, agreement.town, once, url, day=row.on, **names)


def _opinions(on: dt.date, readers: Readers) -> int:
    told = 0
    placed = Q(town__isnull=False) | Q(agreement__town=None, agreement__isnull=False)
    rows = OpinionRequest.objects.across_towns().filter(placed, answered_on=None, withdrawn_on=None)
    near = Q(due_on__range=(on - LATE, on + dt.timedelta(days=max(rules.OPINION_STEPS))))
    for row in rows.filter(near).select_related("town", "asked_of", "agreement").order_by(F("pk")):
        late = rules.newly_late(row.due_on, on)
        told += _tell(
            readers.team(row.town) if row.town else readers.of(row.agreement),
            "opinion_late" if late else "opinion_soon", row.town,
            f"opinion:{row.key}:{row.due_on}:{'late' if late else 'soon'}",
            opinion_address(row),
            body=row.asked_of.name, subject=row.subject, due=row.due_on,
        )  # fmt: skip
    return told

"""Acts that make the deadlines of agreements be told."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from beffroi.kernel.period import between
from beffroi.programme import tasks
from beffroi.programme.models import Agreement
from beffroi.programme.rules.life import State
from beffroi.programme.writes import opinions, renewals
from beffroi.programme.writes.reminders import remind
from tests.programme import made
from tests.programme import made_governance as govern

DAY = dt.timedelta(days=1)
MET, DUE, ASKED = dt.date(2026, 4, 20), dt.date(2026, 6, 15), dt.date(2026, 7, 6)


def followed(end: dt.date) -> tuple[Agreement, Any, Any]:
    """An agreement in force until that day, with a manager who is told of it."""
    place = made.town()
    chamber, hall = made.chamber(place), made.hall(place)
    made.manager(place)
    valid = between(end - 365 * DAY, end)
    row = made.agreement(place, chamber, hall, state=State.IN_FORCE, valid=valid)
    return row, chamber, hall


def promise(_folder: Any) -> None:
    row, chamber, _hall = followed(dt.date(2028, 1, 1))
    govern.promised(row, chamber, DUE)
    for day in (DUE - 7 * DAY, DUE + DAY):
        remind(on=day)


def end(_folder: Any) -> None:
    row, _chamber, _hall = followed(dt.date(2027, 1, 1))
    remind(on=row.valid.upper - 31 * DAY)


def meeting(_folder: Any) -> None:
    row, chamber, _hall = followed(dt.date(2028, 1, 1))
    govern.met(row, chamber, on=MET)
    for day in (MET - 7 * DAY, MET + 14 * DAY):
        remind(on=day)


def opinion(_folder: Any) -> None:
    row, chamber, hall = followed(dt.date(2028, 1, 1))
    asked = opinions.ask_opinion(
        town=row.town, asked_by=hall, asked_of=chamber, asked_on=ASKED, delay=1,
        delay_unit="months", subject="Halle", question="Où la mettre ?", by=None,
    )  # fmt: skip
    for day in (asked.due_on - 7 * DAY, asked.due_on + DAY):
        remind(on=day)


def gap(_folder: Any) -> None:
    followed(timezone.localdate() + 60 * DAY)
    tasks.watch_agreements(timestamp=made.four_o_clock())


def orphan(_folder: Any) -> None:
    """A framework followed by another, whose child goes on for two years; its manager is told."""
    row, chamber, _hall = followed(dt.date(2029, 1, 1))
    frame = made.agreement(
        None, chamber, made.body("epci", "Métropole fictive"), state=State.IN_FORCE,
        valid=between(dt.date(2022, 1, 1), dt.date(2027, 1, 1)),
    )  # fmt: skip
    Agreement.objects.of(row.town).filter(pk=row.pk).update(parent=frame)
    after = renewals.prepare(agreement=frame, on=dt.date(2026, 11, 22), by=None)
    made.signed(after, on=dt.date(2027, 1, 1))


ACTS = {
    ("deadlines", "promise_soon"): promise,
    ("deadlines", "promise_late"): promise,
    ("deadlines", "agreement_end"): end,
    ("deadlines", "meeting_soon"): meeting,
    ("deadlines", "minutes_missing"): meeting,
    ("deadlines", "opinion_soon"): opinion,
    ("deadlines", "opinion_late"): opinion,
    ("renewals", "gap"): gap,
    ("renewals", "attach"): orphan,
}

"""Meetings: planned, held with who came, decided, told in minutes. A decision becomes a promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import (
    ActionSheet,
    Attendance,
    Commitment,
    Committee,
    Decision,
    Meeting,
)
from beffroi.programme.writes.commitments import promise
from beffroi.programme.writes.refused import GovernanceRefusedError
from beffroi.programme.writes.told import told_of
from beffroi.territory.models import Organisation


@dataclass(frozen=True, slots=True)
class Came:
    """A body at a meeting: `how` is "present", "excused" or "absent"; `name` of who came for it."""

    organisation: Organisation
    how: str
    name: str = ""


@transaction.atomic
def plan_meeting(*, committee: Committee, on: dt.date, by: Person | None, **facts: Any) -> Meeting:
    """Plan a meeting (time, place, agenda). Raises `GovernanceRefusedError` for a day twice."""
    if committee.meetings.filter(on=on, cancelled=False).exists():
        raise GovernanceRefusedError(_("Ce comité se réunit déjà ce jour-là."), "on")
    made = Meeting.objects.create(committee=committee, on=on, **facts)
    audit.record("programme.meeting_planned", by=by, **_told(made))
    return made


@transaction.atomic
def change_meeting(*, meeting: Meeting, by: Person, **facts: Any) -> Meeting:
    """Change day, time, place or agenda. Raises `GovernanceRefusedError` once held or cancelled."""
    if meeting.held or meeting.cancelled:
        raise GovernanceRefusedError(_("Cette réunion est tenue ou annulée : elle ne bouge plus."))
    others = meeting.committee.meetings.filter(on=facts.get("on", meeting.on), cancelled=False)
    if others.exclude(pk=meeting.pk).exists():
        raise GovernanceRefusedError(_("Ce comité se réunit déjà ce jour-là."), "on")
    for name, value in facts.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=list(facts))
    audit.record("programme.meeting_changed", by=by, **_told(meeting))
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, by: Person) -> None:
    """It will not be held. Raises `GovernanceRefusedError` when it was."""
    if meeting.held:
        raise GovernanceRefusedError(_("Cette réunion a été tenue : elle ne s’annule plus."))
    meeting.cancelled = True
    meeting.save(update_fields=["cancelled"])
    audit.record("programme.meeting_cancelled", by=by, **_told(meeting))


@transaction.atomic
def note_attendance(
    *, meeting: Meeting, came: Iterable[Came], by: Person | None, on: dt.date
) -> None:
    """Say who came; with it the meeting is held. `on` is today.

    Raises `GovernanceRefusedError` for a meeting to come, or a cancelled one.
    """
    _check_happened(meeting, on)
    for one in came:
        facts = {
            "present": one.how == "present",
            "excused": one.how == "excused",
            "name": one.name if one.how == "present" else "",
        }
        Attendance.objects.update_or_create(
            meeting=meeting, organisation=one.organisation, defaults=facts
        )
    _hold(meeting)
    present = meeting.attendances.filter(present=True).count()
    audit.record("programme.attendance_noted", by=by, **_told(meeting), n=present)


@transaction.atomic
def decide(
    *,
    meeting: Meeting,
    text: str,
    by: Person | None,
    on: dt.date,
    organisation: Organisation | None = None,
    due_on: dt.date | None = None,
    sheet: ActionSheet | None = None,
) -> Decision:
    """Note a decision; with the body that owes it, it becomes a promise for its day, on an action.

    Raises `GovernanceRefusedError` for a day or an action without a body, or a meeting that has
    not begun.
    """
    _check_happened(meeting, on)
    _check_owed(meeting, organisation, due_on, sheet)
    made = _numbered(meeting, text)
    _hold(meeting)
    audit.record("programme.decision_taken", by=by, **_told(meeting), number=made.number)
    if organisation is not None:
        _owe(made, organisation, due_on, sheet, by)
    return made


def _check_owed(
    meeting: Meeting,
    organisation: Organisation | None,
    due_on: dt.date | None,
    sheet: ActionSheet | None,
) -> None:
    if due_on is not None and organisation is None:
        raise GovernanceRefusedError(_("Une échéance a besoin de qui la tient."), "organisation")
    if sheet is not None and organisation is None:
        said = _("Dites qui tient la décision : elle devient un engagement de cette action.")
        raise GovernanceRefusedError(said, "organisation")
    if due_on is not None and due_on < meeting.on:
        raise GovernanceRefusedError(_("L’échéance vient avant la réunion."), "due_on")


def _numbered(meeting: Meeting, text: str) -> Decision:
    Meeting.objects.select_for_update().get(pk=meeting.pk)  # two phones: one number each
    last = meeting.decisions.aggregate(last=Max("number"))["last"] or 0
    made: Decision = Decision.objects.create(meeting=meeting, number=last + 1, text=text)
    return made


def _owe(
    decision: Decision,
    organisation: Organisation,
    due_on: dt.date | None,
    sheet: ActionSheet | None,
    by: Person | None,
) -> None:
    """The promise that follows a decision; the decision keeps the whole text."""
    promise(
        organisation=organisation,
        text=decision.text[: Commitment._meta.get_field("text").max_length],
        due_on=due_on,
        agreement=decision.meeting.committee.agreement,
        sheet=sheet,
        decision=decision,
        is_published=False,
        by=by,
    )


@transaction.atomic
def write_minutes(*, meeting: Meeting, minutes: str, by: Person | None, on: dt.date) -> Meeting:
    """Keep the minutes. Raises `GovernanceRefusedError` for a meeting that has not begun."""
    _check_happened(meeting, on)
    meeting.minutes = minutes
    meeting.save(update_fields=["minutes"])
    _hold(meeting)
    audit.record("programme.minutes_written", by=by, **_told(meeting))
    return meeting


def _check_happened(meeting: Meeting, on: dt.date) -> None:
    if meeting.cancelled:
        raise GovernanceRefusedError(_("Cette réunion a été annulée."))
    if meeting.on > on:
        raise GovernanceRefusedError(_("Cette réunion n’a pas encore eu lieu."))


def _hold(meeting: Meeting) -> None:
    if not meeting.held:
        meeting.held = True
        meeting.save(update_fields=["held"])


def _told(meeting: Meeting) -> dict[str, Any]:
    about = {"committee": meeting.committee.name, "day": meeting.on.isoformat()}
    return {**told_of(meeting.committee.agreement), **about}

"""Committees, meetings, contacts and the bodies of an agreement, with who has gone quiet."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from beffroi.programme.models import (
    Agreement,
    Attendance,
    Commitment,
    Committee,
    CommitteeMember,
    Contact,
    Meeting,
    OpinionRequest,
)
from beffroi.programme.reads.commitments import as_promise
from beffroi.programme.rules import promises, quiet
from beffroi.territory.models import Organisation

MINUTES_WITHIN_DAYS = 14


@dataclass(frozen=True, slots=True)
class Standing:
    """A committee with its next meeting, and those that were, the latest first."""

    committee: Committee
    next: Meeting | None
    past: Sequence[Meeting]


def committees_of(agreement: Agreement, on: dt.date) -> list[Standing]:
    """Every committee of an agreement with its seats and meetings (4 queries)."""
    seats = CommitteeMember.objects.select_related("organisation", "contact")
    meetings = Meeting.objects.filter(cancelled=False).order_by("on")
    rows = Committee.objects.filter(agreement=agreement).prefetch_related(
        Prefetch("seats", seats), Prefetch("meetings", meetings)
    )
    return [_standing(row, on) for row in rows.order_by("name", "pk")]


def _standing(committee: Committee, on: dt.date) -> Standing:
    meetings = list(committee.meetings.all())
    ahead = [one for one in meetings if one.on >= on and not one.held]
    past = [one for one in reversed(meetings) if one.on < on or one.held]
    return Standing(committee, ahead[0] if ahead else None, past)


def committee_or_404(agreement: Agreement, number: int) -> Committee:
    """A committee of this agreement."""
    rows = Committee.objects.filter(agreement=agreement).select_related("agreement__town")
    found: Committee = get_object_or_404(rows, pk=number)
    return found


def meeting_or_404(agreement: Agreement, key: str) -> Meeting:
    """A meeting of a committee of this agreement."""
    rows = Meeting.objects.filter(committee__agreement=agreement)
    found: Meeting = get_object_or_404(rows.select_related("committee__agreement__town"), key=key)
    return found


@dataclass(frozen=True, slots=True)
class Expected:
    """A body a meeting awaits: who sits for it, and what is noted of its coming."""

    organisation: Organisation
    people: tuple[str, ...]
    noted: Attendance | None


def expected_at(meeting: Meeting) -> list[Expected]:
    """Bodies with a seat, and those that came without one, by name (2 queries)."""
    seats = meeting.committee.seats.select_related("organisation", "contact")
    people: dict[int, list[str]] = defaultdict(list)
    bodies: dict[int, Organisation] = {}
    for seat in seats:
        bodies[seat.organisation_id] = seat.organisation
        if seat.contact is not None and seat.contact.left_on is None:
            people[seat.organisation_id].append(seat.contact.name)
    noted = {row.organisation_id: row for row in meeting.attendances.select_related("organisation")}
    bodies |= {pk: row.organisation for pk, row in noted.items()}
    ordered = sorted(bodies.values(), key=lambda body: (body.name, body.pk))
    return [Expected(body, tuple(people[body.pk]), noted.get(body.pk)) for body in ordered]


def decisions_of(meeting: Meeting) -> Any:
    """What it decided, each with the promises that follow."""
    owed = Commitment.objects.select_related("organisation")
    return meeting.decisions.prefetch_related(Prefetch("commitments", owed))


def minutes_missing(meeting: Meeting, on: dt.date) -> bool:
    """Whether two weeks have passed since a meeting that nobody has told of."""
    late = (on - meeting.on).days >= MINUTES_WITHIN_DAYS
    return late and not meeting.cancelled and not meeting.minutes.strip()


def contacts_of(agreement: Agreement) -> QuerySet[Contact]:
    """The people of the bodies of this agreement, those who left last."""
    rows = Contact.objects.filter(organisation__in=bodies_of(agreement))
    return rows.select_related("organisation").order_by("organisation__name", "left_on", "name")


def bodies_of(agreement: Agreement) -> QuerySet[Organisation]:
    """The holder, the parties, and whoever has a seat or owes something."""
    theirs = (
        Q(pk=agreement.holder_id)
        | Q(agreement_parts__agreement=agreement)
        | Q(committee_seats__committee__agreement=agreement)
        | Q(commitments__agreement=agreement)
    )
    rows = Organisation.objects.filter(theirs)
    return Organisation.objects.filter(pk__in=rows.values("pk")).order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class Partner:
    """A body of an agreement: what it kept, and why it is quiet (empty when it is not)."""

    body: Organisation
    kept: promises.Kept
    quiet: Sequence[quiet.Reason] = field(default=())


def partners(agreement: Agreement, on: dt.date) -> list[Partner]:
    """Each body with its promises kept on time and its silence, on this day (5 queries)."""
    owed = promised_by(agreement)
    records = promises.by_body((one for theirs in owed.values() for one in theirs), on)
    came = _came(agreement, on)
    acts = _last_acts(agreement, on)
    return [
        Partner(
            body,
            records.get(body.key, promises.Kept()),
            quiet.reasons(_facts(agreement, body, owed, came, acts, on), on),
        )
        for body in bodies_of(agreement)
    ]


def promised_by(agreement: Agreement) -> dict[str, list[promises.Promise]]:
    """Promises of the agreement and of its sheets, by the key of the body that owes them."""
    rows = Commitment.objects.filter(Q(agreement=agreement) | Q(sheet__agreement=agreement))
    found: dict[str, list[promises.Promise]] = defaultdict(list)
    for row in rows.select_related("organisation"):
        found[row.organisation.key].append(as_promise(row))
    return found


def _facts(
    agreement: Agreement,
    body: Organisation,
    owed: Mapping[str, list[promises.Promise]],
    came: Mapping[int, list[bool]],
    acts: Mapping[int, dt.date],
    on: dt.date,
) -> quiet.Facts:
    theirs = owed.get(body.key, [])
    late = [one.due for one in theirs if one.due and promises.fate(one, on) == promises.Fate.LATE]
    done = [one.done for one in theirs if one.done and one.done <= on]
    last = max([*done, *([acts[body.pk]] if body.pk in acts else [])], default=None)
    since = agreement.signed_on or agreement.valid.lower
    bound = since if since is not None and since <= on else None
    return quiet.Facts(came.get(body.pk, ()), last, bound, late)


def _came(agreement: Agreement, on: dt.date) -> dict[int, list[bool]]:
    rows = Attendance.objects.filter(
        meeting__committee__agreement=agreement, meeting__held=True, meeting__on__lte=on
    )
    found: dict[int, list[bool]] = defaultdict(list)
    ordered = rows.order_by("-meeting__on", "-meeting_id")
    for body, present in ordered.values_list("organisation_id", "present"):
        found[body].append(present)
    return found


def _last_acts(agreement: Agreement, on: dt.date) -> dict[int, dt.date]:
    """The last day each body came to a meeting or gave an opinion."""
    came = Attendance.objects.filter(
        meeting__committee__agreement=agreement, present=True, meeting__on__lte=on
    )
    told = OpinionRequest.objects.across_towns().filter(agreement=agreement, answered_on__lte=on)
    found: dict[int, dt.date] = {}
    for body, day in (
        *came.order_by().values_list("organisation_id").annotate(last=Max("meeting__on")),
        *told.order_by().values_list("asked_of_id").annotate(last=Max("answered_on")),
    ):
        found[body] = max(day, found.get(body, day))
    return found

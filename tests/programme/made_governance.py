"""Small made-up committees, meetings, promises and opinions."""

from __future__ import annotations

import datetime as dt
from typing import Any

from beffroi.kernel.period import since
from beffroi.programme.models import (
    Agreement,
    Commitment,
    CommitteeMember,
    Contact,
    Meeting,
    OpinionRequest,
)
from beffroi.programme.writes import commitments, committees, contacts, meetings, opinions
from beffroi.territory.models import Organisation, Town

TODAY = dt.date(2025, 6, 2)


def met(of: Agreement, *bodies: Organisation, on: dt.date = TODAY, name: str = "Comité") -> Meeting:
    """A meeting of a committee where each of these bodies has a seat."""
    found = of.committees.filter(name=name).first()
    made = found or committees.open_committee(agreement=of, kind="steering", name=name, by=None)
    for body in bodies:
        if not made.seats.filter(organisation=body).exists():
            committees.give_seat(committee=made, organisation=body, by=None)
    return meetings.plan_meeting(committee=made, on=on, by=None)


def promised(of: Agreement, body: Organisation, due: dt.date | None, **more: Any) -> Commitment:
    """A promise of this body, kept on `done` when it is given."""
    done = more.pop("done", None)
    row = commitments.promise(
        agreement=of, organisation=body, text="Promesse fictive", due_on=due, by=None, **more
    )
    if done is None:
        return row
    return commitments.keep(commitment=row, done_on=done, by=None, on=max(done, TODAY))


def whole(of: Agreement) -> None:
    """One of everything that governs an agreement."""
    meeting = met(of, of.holder)
    meetings.decide(
        meeting=meeting, text="Décision fictive", organisation=of.holder,
        due_on=dt.date(2025, 9, 1), by=None, on=TODAY,
    )  # fmt: skip
    if of.town is not None:
        hall = Organisation.objects.create(kind="town", name="Ville fictive", valid=since(None))
        opinions.ask_opinion(
            town=of.town, asked_by=hall, asked_of=of.holder, asked_on=TODAY, delay=1,
            delay_unit="months", subject="Avis fictif", question="?", by=None,
        )  # fmt: skip
    contacts.note_contact(organisation=of.holder, name="Camille Fictive", agreement=of, by=None)


def parts(name: str, place: Town) -> dict[str, Any] | None:
    """What the path of a route of these asks for; None for a route of others."""
    if name.startswith("opinion") and name not in {"opinions", "opinion_new"}:
        return {"key": OpinionRequest.objects.of(place).get().key}
    if not name.startswith(("agreement_committees", "agreement_commitments")):
        return None
    row = Agreement.objects.of(place).get()
    found: dict[str, Any] = {"agreement_key": row.key}
    if (
        name.startswith("agreement_committees_meeting")
        and name != "agreement_committees_meeting_new"
    ):
        return found | {"key": Meeting.objects.get(committee__agreement=row).key}
    if name.startswith("agreement_commitments_") and name != "agreement_commitments_new":
        return found | {"key": Commitment.objects.filter(agreement=row).first().key}
    if name == "agreement_committees_seat_drop":
        seat = CommitteeMember.objects.filter(committee__agreement=row).first()
        return found | {"number": seat.pk if seat else 0}
    if name == "agreement_committees_contact":
        return found | {"number": Contact.objects.first().pk}
    if name in {"agreement_committees_seat", "agreement_committees_meeting_new"}:
        return found | {"number": row.committees.get().pk}
    return found

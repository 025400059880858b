"""Committees, meetings, decisions and what follows from them; opinions asked of the chamber."""

from __future__ import annotations

from typing import Any

from beffroi.portal.demo.agreements import told
from beffroi.portal.demo.agreements.cast import Cast
from beffroi.portal.demo.agreements.sheets import Sheets
from beffroi.programme.models import (
    Agreement,
    Attendance,
    Commitment,
    Committee,
    CommitteeMember,
    Contact,
    Decision,
    Meeting,
    OpinionRequest,
)

Contacts = dict[str, Contact]


def make_committees(cast: Cast, row: Agreement) -> dict[str, Committee]:
    """Three committees and who sits in them."""
    contacts = _contacts(cast)
    return {
        one["slug"]: _committee(row, one, contacts) for one in told.read("governance")["committees"]
    }


def _contacts(cast: Cast) -> Contacts:
    made = {}
    for name, one in told.read("governance")["contacts"].items():
        made[name] = Contact.objects.create(
            organisation=cast.bodies[one["body"]], name=one["name"], title=one["title"],
            email=one["email"], left_on=one.get("left"),
        )  # fmt: skip
    return made


def _committee(row: Agreement, one: dict[str, Any], contacts: Contacts) -> Committee:
    made = Committee.objects.create(
        agreement=row, kind=one["kind"], name=one["name"], every_months=one["every"]
    )
    CommitteeMember.objects.bulk_create(
        CommitteeMember(
            committee=made,
            organisation=contacts[name].organisation,
            contact=contacts[name],
            is_elected=name in one["elected"],
        )
        for name in one["seats"]
    )
    return made


def tell_governance(
    cast: Cast, row: Agreement, committees: dict[str, Committee], sheets: Sheets
) -> None:
    """Meetings as they were held, and the opinions asked meanwhile."""
    for one in told.read("governance")["meetings"]:
        _meeting(cast, row, committees[one["committee"]], one, sheets)
    for one in told.read("governance")["opinions"]:
        _opinion(cast, row, one)


def _meeting(
    cast: Cast, row: Agreement, committee: Committee, one: dict[str, Any], sheets: Sheets
) -> None:
    meeting = Meeting.objects.create(
        committee=committee, on=one["on"], time=one["time"], place=one["place"],
        agenda=one["agenda"], minutes=one.get("minutes", ""), held="minutes" in one,
    )  # fmt: skip
    if not meeting.held:
        return
    _attendance(meeting, one)
    for number, each in enumerate(one["decisions"], start=1):
        decision = Decision.objects.create(meeting=meeting, number=number, text=each["text"])
        Commitment.objects.create(
            agreement=row, decision=decision, sheet=sheets.get(each.get("sheet", "")),
            organisation=cast.bodies[each["owner"]], text=each["text"].rstrip("."),
            due_on=each["due"], done_on=each.get("done"),
        )  # fmt: skip


def _attendance(meeting: Meeting, one: dict[str, Any]) -> None:
    """A seat of the committee is present, excused, or neither."""
    seats = meeting.committee.seats.select_related("contact")
    known = {name: facts["name"] for name, facts in told.read("governance")["contacts"].items()}
    present = {known[name] for name in one["present"]}
    excused = {known[name] for name in one.get("excused", ())}
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            organisation=seat.organisation,
            name=seat.contact.name if seat.contact else "",
            present=bool(seat.contact and seat.contact.name in present),
            excused=bool(seat.contact and seat.contact.name in excused),
        )
        for seat in _one_each(seats)
    )


def _one_each(seats: Any) -> list[CommitteeMember]:
    """One seat for each body: a body comes or does not."""
    return list({seat.organisation_id: seat for seat in reversed(list(seats))}.values())


def _opinion(cast: Cast, row: Agreement, one: dict[str, Any]) -> None:
    OpinionRequest.objects.create(
        town=cast.town, agreement=row, asked_by=cast.bodies[one["by"]],
        asked_of=cast.bodies[one["of"]], subject=one["subject"], question=one["question"],
        asked_on=one["asked"], due_on=one["due"], answer=one.get("answer", ""),
        answered_on=one.get("answered"), use=one.get("use", OpinionRequest.Use.WAITING),
        use_reason=one.get("reason", ""), used_on=one.get("used"),
        is_published=one.get("published", False),
    )  # fmt: skip

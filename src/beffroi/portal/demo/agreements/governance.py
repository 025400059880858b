"""Committees, meetings, decisions and what follows from them; opinions asked of the chamber.

All through the writes, on the days of the story: the journal tells them as it would a real town's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from beffroi.portal.demo.agreements import told
from beffroi.portal.demo.agreements.cast import Cast
from beffroi.portal.demo.agreements.clock import LAST, told_on
from beffroi.portal.demo.agreements.sheets import Sheets
from beffroi.programme.models import Agreement, Committee, CommitteeMember, Contact, Meeting
from beffroi.programme.writes import commitments, committees, contacts, meetings, opinions

Contacts = dict[str, Contact]
CALLED = dt.timedelta(days=21)  # a meeting is called three weeks before


def make_committees(cast: Cast, row: Agreement) -> dict[str, Committee]:
    """Three committees and who sits in them, as they were agreed on."""
    told_of = told.read("governance")
    with told_on(told.agreement()["main"]["negotiated"]):
        known = _contacts(cast, row)
        return {one["slug"]: _committee(cast, row, one, known) for one in told_of["committees"]}


def _contacts(cast: Cast, row: Agreement) -> Contacts:
    return {
        name: contacts.note_contact(
            organisation=cast.bodies[one["body"]], name=one["name"], title=one["title"],
            email=one["email"], agreement=row, by=cast.of(one["body"]),
        )
        for name, one in told.read("governance")["contacts"].items()
    }  # fmt: skip


def _committee(cast: Cast, row: Agreement, one: dict[str, Any], known: Contacts) -> Committee:
    made = committees.open_committee(
        agreement=row, kind=one["kind"], name=one["name"], every_months=one["every"],
        by=cast.advisor,
    )  # fmt: skip
    for name in one["seats"]:
        committees.give_seat(
            committee=made, organisation=known[name].organisation, contact=known[name],
            is_elected=name in one["elected"], by=cast.advisor,
        )  # fmt: skip
    return made


def tell_governance(cast: Cast, row: Agreement, made: dict[str, Committee], sheets: Sheets) -> None:
    """Meetings as they were held, who left meanwhile, and the opinions asked."""
    for one in told.read("governance")["meetings"]:
        _meeting(cast, made[one["committee"]], one, sheets)
    _goodbyes(cast, row)
    for one in told.read("governance")["opinions"]:
        _opinion(cast, row, one)


def _meeting(cast: Cast, committee: Committee, one: dict[str, Any], sheets: Sheets) -> None:
    with told_on(min(one["on"] - CALLED, LAST)):
        meeting = meetings.plan_meeting(
            committee=committee, on=one["on"], time=one["time"], place=one["place"],
            agenda=one["agenda"], by=cast.advisor,
        )  # fmt: skip
    if "minutes" not in one:
        return
    said = {"meeting": meeting, "by": cast.advisor, "on": one["on"]}
    with told_on(one["on"], 17):
        meetings.note_attendance(came=_came(meeting, one), **said)
        owed = [_decide(cast, said, each, sheets) for each in one["decisions"]]
        meetings.write_minutes(minutes=one["minutes"], **said)
    for each, promise in zip(one["decisions"], owed, strict=True):
        if "done" in each:
            with told_on(each["done"]):
                commitments.keep(
                    commitment=promise, done_on=each["done"], on=each["done"],
                    by=cast.of(each["owner"]),
                )  # fmt: skip


def _decide(cast: Cast, said: dict[str, Any], each: dict[str, Any], sheets: Sheets) -> Any:
    """The promise that follows from a decision."""
    decision = meetings.decide(
        text=each["text"], organisation=cast.bodies[each["owner"]], due_on=each["due"],
        sheet=sheets.get(each.get("sheet", "")), **said,
    )  # fmt: skip
    return decision.commitments.get()


def _came(meeting: Meeting, one: dict[str, Any]) -> Iterator[meetings.Came]:
    """A body of the committee is present, excused, or neither."""
    known = {name: facts["name"] for name, facts in told.read("governance")["contacts"].items()}
    present = {known[name] for name in one["present"]}
    excused = {known[name] for name in one.get("excused", ())}
    for seat in _one_each(meeting.committee.seats.select_related("contact", "organisation")):
        name = seat.contact.name if seat.contact else ""
        how = "present" if name in present else "excused" if name in excused else "absent"
        yield meetings.Came(seat.organisation, how, name)


def _one_each(seats: Any) -> list[CommitteeMember]:
    """One seat for each body: a body comes or does not."""
    return list({seat.organisation_id: seat for seat in reversed(list(seats))}.values())


def _goodbyes(cast: Cast, row: Agreement) -> None:
    for one in told.read("governance")["contacts"].values():
        if "left" in one:
            card = Contact.objects.get(organisation=cast.bodies[one["body"]], name=one["name"])
            with told_on(one["left"]):
                contacts.change_contact(
                    contact=card, agreement=row, left_on=one["left"], by=cast.of(one["body"])
                )


def _opinion(cast: Cast, row: Agreement, one: dict[str, Any]) -> None:
    """Asked, answered by the chamber, used by who asked: each on its day."""
    with told_on(one["asked"]):
        opinion = opinions.ask_opinion(
            town=cast.town, agreement=row, asked_by=cast.bodies[one["by"]],
            asked_of=cast.bodies[one["of"]], subject=one["subject"], question=one["question"],
            asked_on=one["asked"], delay=one["delay"], delay_unit=one["unit"],
            is_published=one.get("published", False), by=cast.of(one["by"]),
        )  # fmt: skip
    if "answered" in one:
        with told_on(one["answered"]):
            opinions.answer_opinion(
                opinion=opinion, answer=one["answer"], answered_on=one["answered"],
                on=one["answered"], by=cast.of(one["of"]),
            )  # fmt: skip
    if "used" in one:
        with told_on(one["used"]):
            opinions.use_opinion(
                opinion=opinion, use=one["use"], reason=one["reason"], used_on=one["used"],
                on=one["used"], by=cast.of(one["by"]),
            )  # fmt: skip

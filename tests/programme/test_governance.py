"""Committees, meetings, decisions and promises: from the minutes to what is due (001-01, 002-07)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from beffroi.accounts.personal import holdings
from beffroi.kernel.models import AuditEntry
from beffroi.programme.models import Attendance, Commitment, Contact
from beffroi.programme.reads.commitments import as_promise
from beffroi.programme.reads.governance import minutes_missing, partners
from beffroi.programme.rules.promises import Fate, fate
from beffroi.programme.rules.quiet import Why
from beffroi.programme.writes import commitments, contacts, meetings, sheets
from beffroi.programme.writes.meetings import Came
from beffroi.programme.writes.refused import GovernanceRefusedError

from . import made
from . import made_governance as govern

pytestmark = pytest.mark.django_db
TODAY = govern.TODAY
DAY = dt.timedelta(days=1)


def signed(person: object) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.system("001-01")
def test_minutes_decisions_and_due_dates() -> None:
    """Committee minutes > decisions > due dates."""
    chamber, network = made.chamber(), made.body("network", "Réseau fictif des villes")
    frame = made.agreement(None, chamber, network, title="Accord-cadre fictif")
    meeting = govern.met(frame, chamber, network)
    came = [Came(chamber, "present", "Une élue fictive"), Came(network, "excused", "Personne")]
    meetings.note_attendance(meeting=meeting, came=came, by=None, on=TODAY)
    first = meetings.decide(
        meeting=meeting, text="Publier la liste", organisation=network,
        due_on=dt.date(2025, 6, 30), by=None, on=TODAY,
    )  # fmt: skip
    second = meetings.decide(meeting=meeting, text="Se revoir à l’automne", by=None, on=TODAY)
    meetings.write_minutes(meeting=meeting, minutes="Dit et décidé.", by=None, on=TODAY)
    meeting.refresh_from_db()
    assert meeting.held
    assert meeting.minutes == "Dit et décidé."
    assert [first.number, second.number] == [1, 2]
    assert Attendance.objects.get(organisation=network).name == ""  # who did not come has no name
    owed = Commitment.objects.get(decision=first)
    assert (owed.organisation, owed.due_on) == (network, dt.date(2025, 6, 30))
    assert fate(as_promise(owed), dt.date(2025, 7, 1)) == Fate.LATE
    assert not second.commitments.exists()


def test_a_decision_on_an_action_is_a_promise_of_that_action_and_needs_who_keeps_it() -> None:
    chamber = made.chamber()
    frame = made.agreement(None, chamber)
    sheet = sheets.create_sheet(
        agreement=frame, code="A1", title="Place fictive", by=None, on=TODAY
    )
    meeting = govern.met(frame, chamber)
    said: dict[str, Any] = {"meeting": meeting, "text": "Prévenir", "by": None, "on": TODAY}
    with pytest.raises(GovernanceRefusedError, match="qui tient"):
        meetings.decide(sheet=sheet, **said)
    assert not meeting.decisions.exists()
    decision = meetings.decide(sheet=sheet, organisation=chamber, **said)
    owed = decision.commitments.get()
    assert (owed.sheet, owed.agreement, owed.is_published) == (sheet, frame, False)


def test_a_meeting_to_come_or_cancelled_has_no_minutes() -> None:
    chamber = made.chamber()
    later = govern.met(made.agreement(None, chamber), chamber, on=TODAY + DAY)
    with pytest.raises(GovernanceRefusedError, match="pas encore"):
        meetings.write_minutes(meeting=later, minutes="Trop tôt", by=None, on=TODAY)
    meetings.cancel_meeting(meeting=later, by=made.stranger())
    with pytest.raises(GovernanceRefusedError, match="annulée"):
        meetings.decide(meeting=later, text="Non", by=None, on=TODAY + DAY)
    again = meetings.plan_meeting(committee=later.committee, on=later.on, by=None)
    with pytest.raises(GovernanceRefusedError, match="déjà ce jour"):
        meetings.plan_meeting(committee=again.committee, on=later.on, by=None)


def test_minutes_are_missing_two_weeks_later() -> None:
    chamber = made.chamber()
    meeting = govern.met(made.agreement(None, chamber), chamber)
    assert not minutes_missing(meeting, TODAY + 13 * DAY)
    assert minutes_missing(meeting, TODAY + 14 * DAY)
    meeting.minutes = "Écrit."
    assert not minutes_missing(meeting, TODAY + 14 * DAY)


@pytest.mark.system("002-07")
def test_promises_kept_on_time_per_body_and_quiet_partners() -> None:
    """Promises kept on time per body."""
    place = made.town()
    chamber, hall = made.chamber(place), made.hall(place)
    row = made.agreement(place, chamber, hall, signed_on=dt.date(2025, 1, 1))
    due = dt.date(2025, 5, 1)
    for done in (due, due - DAY, due, due + DAY):
        govern.promised(row, chamber, due, done=done)
    govern.promised(row, chamber, due)
    govern.promised(row, hall, due, done=due)
    for on in (dt.date(2025, 3, 3), dt.date(2025, 5, 5)):
        meeting = govern.met(row, chamber, hall, on=on)
        came = [Came(chamber, "present"), Came(hall, "excused")]
        meetings.note_attendance(meeting=meeting, came=came, by=None, on=on)
    found = {one.body: one for one in partners(row, TODAY)}
    assert (found[chamber].kept.kept, found[chamber].kept.passed) == (3, 5)
    assert found[chamber].kept.rate == pytest.approx(0.6)
    assert found[hall].kept.rate is None  # one promise tells no rate
    assert [one.why for one in found[hall].quiet] == [Why.MISSED]
    assert [one.why for one in found[chamber].quiet] == [Why.LATE]  # one, for over thirty days


def test_partners_cost_the_same_however_many(django_assert_max_num_queries: object) -> None:
    place = made.town()
    bodies = [made.chamber(place, name=f"Chambre {n}") for n in range(6)]
    row = made.agreement(place, *bodies)
    for body in bodies:
        govern.promised(row, body, TODAY)
    with django_assert_max_num_queries(5):  # type: ignore[operator]
        assert len(partners(row, TODAY)) == 6


def test_kept_in_part_then_wholly_and_nothing_more() -> None:
    chamber = made.chamber()
    row = made.agreement(None, chamber)
    owed = govern.promised(row, chamber, TODAY, quantity=Decimal(24), unit="visites")
    with pytest.raises(GovernanceRefusedError, match="entière"):
        commitments.keep_part(commitment=owed, done_quantity=Decimal(24), by=None)
    part = commitments.keep_part(commitment=owed, done_quantity=Decimal(6), by=None)
    assert (part.done_quantity, part.done_on) == (6, None)
    with pytest.raises(GovernanceRefusedError, match="à venir"):
        commitments.keep(commitment=owed, done_on=TODAY + DAY, by=None, on=TODAY)
    kept = commitments.keep(commitment=owed, done_on=TODAY, by=None, on=TODAY)
    assert kept.done_quantity == 24
    with pytest.raises(GovernanceRefusedError, match="déjà"):
        commitments.release(commitment=kept, released_on=TODAY, because="Non", by=None, on=TODAY)


def test_an_open_promise_is_carried_once_with_what_is_left() -> None:
    chamber = made.chamber()
    row = made.agreement(None, chamber)
    following = made.agreement(None, chamber, title="Suivante", renews=row)
    owed = govern.promised(row, chamber, TODAY, quantity=Decimal(24), unit="visites")
    owed = commitments.keep_part(commitment=owed, done_quantity=Decimal(6), by=None)
    carried = commitments.carry(commitment=owed, to=following, due_on=TODAY + 90 * DAY, by=None)
    assert (carried.quantity, carried.carried_from, carried.agreement) == (18, owed, following)
    with pytest.raises(GovernanceRefusedError, match="reprend déjà"):
        commitments.carry(commitment=owed, to=following, by=None)


def test_an_erased_contact_leaves_no_name() -> None:
    chamber = made.chamber()
    row = made.agreement(None, chamber)
    card = contacts.note_contact(
        organisation=chamber,
        name="Camille Fictive",
        agreement=row,
        by=None,
        email="c@example.invalid",
    )
    meeting = govern.met(row, chamber)
    meetings.note_attendance(
        meeting=meeting, came=[Came(chamber, "present", card.name)], by=None, on=TODAY
    )
    contacts.erase_contact(contact=card, agreement=row, by=None)
    assert not Contact.objects.exists()
    assert Attendance.objects.get().name == ""
    assert "Camille" not in str(list(AuditEntry.objects.values_list("data", flat=True)))


def test_contacts_are_forgotten_three_years_after_they_left() -> None:
    chamber = made.chamber()
    row = made.agreement(None, chamber)
    for name, left in (("Partie", dt.date(2022, 6, 2)), ("Là", None), ("Hier", TODAY)):
        contacts.note_contact(organisation=chamber, name=name, agreement=row, by=None, left_on=left)
    assert contacts.forget_gone(TODAY - DAY) == 0
    assert contacts.forget_gone(TODAY) == 1
    assert contacts.forget_gone(TODAY) == 0
    assert set(Contact.objects.values_list("name", flat=True)) == {"Là", "Hier"}


PAGES = ("instances/", "instances/contacts/", "engagements/")


def test_the_working_part_of_a_published_agreement_stays_with_who_follows_it() -> None:
    place = made.town()
    chamber = made.chamber(place)
    row = made.agreement(place, chamber, made.hall(place), is_published=True)
    govern.whole(row)
    inside, outside = signed(made.advisor(chamber)), signed(made.stranger())
    start = f"/{place.slug}/conventions/{row.key}/"
    assert [inside.get(start + page).status_code for page in PAGES] == [200] * 3
    assert [outside.get(start + page).status_code for page in PAGES] == [403] * 3
    published = outside.get(start)
    assert published.status_code == 200
    assert "instances/" not in published.content.decode()
    assert "instances/" in inside.get(start).content.decode()


def test_a_meeting_is_filled_part_by_part_above_towns_too() -> None:
    chamber, network = made.chamber(), made.body("network", "Réseau fictif")
    row = made.agreement(None, chamber, network)
    meeting = govern.met(row, chamber, network)
    client = signed(made.advisor(chamber))
    page = f"/conventions/{row.key}/reunions/{meeting.key}/"
    assert client.get(page).status_code == 200
    wrong = client.post(f"{page}presences/", {f"how_{chamber.key}": "present"})
    assert "Une réponse est à revoir" in wrong.content.decode()
    sent = {
        f"how_{chamber.key}": "present",
        f"name_{chamber.key}": "Une élue",
        f"how_{network.key}": "absent",
    }
    assert client.post(f"{page}presences/", sent)["Location"].endswith("#presences")
    decided = {"text": "Tout publier", "organisation": network.key, "due_on": "2035-06-30"}
    assert client.post(f"{page}decisions/", decided).status_code == 302
    assert client.post(f"{page}compte-rendu/", {"minutes": "Dit."}).status_code == 302
    assert client.post(f"{page}suite/", {"on": "2035-09-01"}).status_code == 302
    shown = client.get(page).content.decode()
    assert "Tout publier" in shown and "1er\xa0septembre 2035" in shown
    owed = Commitment.objects.get()
    assert owed.organisation == network
    listed = client.get(f"/conventions/{row.key}/engagements/").content.decode()
    assert "Tout publier" in listed
    one = f"/conventions/{row.key}/engagements/{owed.key}/"
    assert (
        client.post(f"{one}lever/", {"released_on": "2025-06-02", "because": ""}).status_code == 200
    )
    assert client.post(f"{one}tenir/", {"done_on": "2025-06-02"}).status_code == 302
    assert "tenu à temps" in client.get(one).content.decode()
    late = client.get(f"/conventions/{row.key}/engagements/?etat=late").content.decode()
    assert "Aucun engagement ne répond" in late


def test_a_person_reads_and_erases_their_card_by_their_address() -> None:
    chamber, person = made.chamber(), made.stranger("Camille@example.invalid")
    row = made.agreement(None, chamber)
    for name, email in (("Camille", person.email.upper()), ("Un autre", "")):
        contacts.note_contact(organisation=chamber, name=name, agreement=row, by=None, email=email)
    holding = next(one for one in holdings() if one.key == "contacts")
    assert [card["nom"] for card in holding.rows(person)] == ["Camille"]
    assert holding.erase is not None
    holding.erase(person)
    assert Contact.objects.get().name == "Un autre"

"""The calendar of a person: valid, stable, theirs alone, closed at will."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from beffroi.accounts.personal import holdings
from beffroi.accounts.rules import roles
from beffroi.kernel.period import between
from beffroi.programme.models import CalendarFeed
from beffroi.programme.reads.deadlines import deadlines_for
from beffroi.programme.rules.life import State
from beffroi.programme.views.calendar_text import calendar_of
from beffroi.programme.writes import meetings, steps
from beffroi.programme.writes.commitments import promise
from beffroi.programme.writes.feeds import close_feed, digest, renew_feed

from . import made
from . import made_governance as govern

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def read(client: Client, secret: str) -> icalendar.Calendar:
    answer = client.get(f"/agenda/{secret}.ics")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    assert "no-store" in answer["Cache-Control"]
    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) <= 75  # folded, RFC 5545 §3.1
    return icalendar.Calendar.from_ical(answer.content)


def test_the_file_holds_what_the_person_may_see_and_nothing_else() -> None:
    today = timezone.localdate()
    place, far = made.town(), made.town("Loinfictif")
    chamber, hall = made.chamber(place), made.hall(place)
    row = made.agreement(
        place, chamber, hall, state=State.IN_FORCE, valid=between(today - 9 * DAY, today + 9 * DAY)
    )
    govern.promised(row, chamber, today + DAY)
    meeting = govern.met(row, chamber, on=today + 3 * DAY)
    person = made.manager(place)
    meetings.change_meeting(
        meeting=meeting, by=person, time=dt.time(14, 30), place="Mairie ; salle 2"
    )
    sheet = made.sheet(row)
    steps.add_step(sheet=sheet, title="Étape", planned_on=today + 4 * DAY, by=None)
    hidden = made.sheet(row, "A2", is_restricted=True)
    steps.add_step(sheet=hidden, title="Réservée", planned_on=today + 4 * DAY, by=None)
    govern.promised(made.agreement(far, made.hall(far)), chamber, today + DAY)
    secret = renew_feed(person=person)
    found = read(Client(), secret)
    events = {str(one["uid"]).split("-")[0]: one for one in found.walk("VEVENT")}
    assert set(events) == {"promise", "meeting", "end", "step"}
    assert events["end"].decoded("dtstart") == today + 8 * DAY
    start = events["meeting"].decoded("dtstart")
    assert (start.hour, start.minute) == (14, 30)
    assert events["meeting"]["dtstart"].params["TZID"] == "Europe/Paris"
    assert [str(one["tzid"]) for one in found.walk("VTIMEZONE")] == ["Europe/Paris"]
    assert str(events["meeting"]["location"]) == "Mairie ; salle 2"
    assert "Réservée" not in str(found)


def test_a_network_officer_reads_the_days_of_the_towns_of_the_network_alone() -> None:
    today = timezone.localdate()
    near, far = made.town(), made.town("Loinfictif")
    network = made.body("network", "Réseau fictif", near)
    officer = made.holder(
        roles.NETWORK_OFFICER, "reseau@example.invalid", scope=roles.NETWORK, organisation=network
    )
    frame = made.agreement(None, network, made.chamber(near, far), state=State.IN_FORCE)
    for place in (near, far):
        own = made.agreement(place, made.hall(place), state=State.IN_FORCE)
        govern.promised(own, own.holder, today + DAY)
        sheet = made.sheet(frame, f"S-{place.pk}")
        sheet.town = place  # a sheet of the framework, in this town
        sheet.save()
        steps.add_step(sheet=sheet, title=f"Étape de {place.name}", planned_on=today + DAY, by=None)
        for home in (None, frame):
            promise(
                organisation=own.holder, text=f"Fiche de {place.name}", by=None,
                agreement=home, sheet=sheet, due_on=today + DAY,
            )  # fmt: skip
    told = sorted(one.names["text"] for one in deadlines_for(officer, today))
    assert told == ["Fiche de Valfictif"] * 2 + ["Promesse fictive", "Étape de Valfictif"]


def test_marks_stay_and_hours_hold_over_clock_changes() -> None:
    chamber = made.chamber()
    row = made.agreement(None, chamber)
    person = made.advisor(chamber)
    nights = (dt.date(2026, 3, 29), dt.date(2026, 10, 25))
    for night in nights:
        met = govern.met(row, chamber, on=night, name=f"Comité {night}")
        meetings.change_meeting(meeting=met, by=person, time=dt.time(9, 0))
    now = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    found = deadlines_for(person, now.date())

    def events() -> dict[str, dt.datetime]:
        text = calendar_of(found, now=now, absolute=lambda url: f"https://beffroi.example{url}")
        made_of = icalendar.Calendar.from_ical(text)
        return {str(e["uid"]): e.decoded("dtstart") for e in made_of.walk("VEVENT")}

    told = events()
    assert told == events()
    hours = sorted(day.astimezone(dt.UTC) for day in told.values())
    paris = ZoneInfo("Europe/Paris")
    assert hours == [dt.datetime(n.year, n.month, n.day, 9, tzinfo=paris) for n in nights]
    assert [hour.hour for hour in hours] == [7, 8]


def test_a_meeting_overseas_is_at_the_hour_of_its_town() -> None:
    place = made.town(code="98731")
    row = made.agreement(place, made.chamber(place), made.hall(place))
    person = made.manager(place)
    met = govern.met(row, row.holder, on=dt.date(2026, 3, 29))
    meetings.change_meeting(meeting=met, by=person, time=dt.time(9, 0))
    now = dt.datetime(2026, 3, 1, tzinfo=dt.UTC)
    text = calendar_of(deadlines_for(person, now.date()), now=now, absolute=str)
    found = icalendar.Calendar.from_ical(text)
    (start,) = (one.decoded("dtstart") for one in found.walk("VEVENT"))
    assert start.astimezone(dt.UTC) == dt.datetime(2026, 3, 29, 18, 30, tzinfo=dt.UTC)
    assert [str(one["tzid"]) for one in found.walk("VTIMEZONE")] == ["Pacific/Marquesas"]


def test_a_renewed_or_closed_address_answers_nobody() -> None:
    person = made.stranger()
    first = renew_feed(person=person)
    second = renew_feed(person=person)
    client = Client()
    assert CalendarFeed.objects.get().secret == digest(second) != second
    assert client.get(f"/agenda/{first}.ics").status_code == 404
    assert read(client, second).walk("VEVENT") == []
    person.is_active = False
    person.save()
    assert client.get(f"/agenda/{second}.ics").status_code == 404
    close_feed(person=person)
    assert not CalendarFeed.objects.exists()


def test_the_address_is_shown_once_and_erased_with_the_person() -> None:
    person = made.stranger()
    client = Client()
    assert client.get("/mon-agenda/").status_code == 302
    client.force_login(person)
    shown = client.post("/mon-agenda/").content.decode()
    secret = shown.split("/agenda/")[1].split(".ics")[0]
    read(Client(), secret)
    assert secret not in client.get("/mon-agenda/").content.decode()
    holding = next(one for one in holdings() if one.key == "calendar_feed")
    assert len(holding.rows(person)) == 1
    assert holding.erase is not None
    holding.erase(person)
    assert Client().get(f"/agenda/{secret}.ics").status_code == 404


def test_guessing_is_turned_away() -> None:
    client = Client()
    answers = [client.get(f"/agenda/faux{n}.ics").status_code for n in range(31)]
    assert answers == [404] * 30 + [429]

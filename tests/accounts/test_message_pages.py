"""Messages, choices and the last line of a mail, for their owner, another person and a stranger."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client

from beffroi.accounts import reads, writes
from beffroi.accounts.models import Message, MessageChoice, Person
from beffroi.accounts.rules.subjects import NEVER, NOW
from beffroi.territory import writes as territory

from .test_mails import deliver, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(owner: Person) -> Client:
    client = Client()
    client.force_login(owner)
    return client


@pytest.fixture
def stranger() -> Client:
    return Client()


@pytest.fixture
def neighbour(other: Person) -> Client:
    client = Client()
    client.force_login(other)
    return client


@pytest.fixture
def message(owner: Person, trial) -> Message:
    say(owner, url="/systemes/", town_key="35236")
    return Message.objects.get()


def test_owner_sees_it_others_do_not(message, signed, neighbour, stranger) -> None:
    assert "Vu" in signed.get("/messages/").content.decode()
    assert "Rien de nouveau" in neighbour.get("/messages/").content.decode()
    assert stranger.get("/messages/").headers["Location"].startswith("/connexion/")


@pytest.mark.parametrize("gesture", ["ouvrir", "ranger"])
def test_message_of_another_person_is_not_found(message, neighbour, stranger, gesture) -> None:
    path = f"/messages/{message.key}/{gesture}/"
    assert neighbour.post(path, {"geste": "archiver"}).status_code == 404
    assert stranger.post(path).headers["Location"].startswith("/connexion/")
    message.refresh_from_db()
    assert not message.is_read and not message.is_archived


def test_opening_reads_it_and_leads_to_its_page(message, signed) -> None:
    answer = signed.post(f"/messages/{message.key}/ouvrir/")
    assert answer.headers["Location"] == "/systemes/"
    message.refresh_from_db()
    assert message.is_read
    answer = signed.post(f"/en/messages/{message.key}/open/")
    assert answer.headers["Location"] == "/en/systems/"


def test_seeing_the_page_reads_nothing(message, signed) -> None:
    signed.get("/messages/")
    message.refresh_from_db()
    assert not message.is_read
    assert signed.get(f"/messages/{message.key}/ouvrir/").status_code == 405


def test_put_away_and_back(message, signed) -> None:
    path = f"/messages/{message.key}/ranger/"
    signed.post(path, {"geste": "archiver"})
    assert "Vu" not in signed.get("/messages/?boite=all").content.decode()
    assert "Vu" in signed.get("/messages/?boite=archived").content.decode()
    signed.post(path, {"geste": "reprendre"})
    assert "Vu" in signed.get("/messages/?boite=all").content.decode()
    signed.post(path, {"geste": "non-lu"})
    assert "Vu" in signed.get("/messages/?boite=unread").content.decode()


def test_reading_all_is_of_ones_own_and_of_the_town_shown(owner, other, trial, signed) -> None:
    for person, town in ((owner, "35236"), (owner, "44036"), (other, "35236")):
        say(person, town_key=town)
    signed.post("/messages/tout-lire/", {"boite": "unread", "ville": "35236"})
    assert (reads.unread_count(owner), reads.unread_count(other)) == (1, 1)
    signed.post("/messages/tout-lire/", {"boite": "all"})
    assert (reads.unread_count(owner), reads.unread_count(other)) == (0, 1)


def test_pages_go_on_by_key_with_a_town_chosen(owner, trial, signed) -> None:
    territory.open_town(insee_code="35236", name="Redon", by=None)
    territory.open_town(insee_code="44036", name="Châteaubriant", by=None)
    for number in range(70):
        say(owner, what=f"n{number:02}", town_key="35236" if number % 2 else "44036")
    seen, path = [], "/messages/?boite=all&ville=35236"
    while path:
        page = signed.get(path).content.decode()
        seen += re.findall(r"\bn\d\d\b", page)
        older = re.search(r'href="(\?[^"]*avant=\d+)"', page)
        path = "/messages/" + older[1].replace("&amp;", "&") if older else ""
    assert seen == [f"n{number:02}" for number in range(69, 0, -2)]


@pytest.mark.parametrize(
    "wrong", ["boite=x", "ville=%2Fx", "avant=x", "avant=-1", "avant=" + "9" * 40]
)
def test_nonsense_in_the_address_is_no_fault(signed, wrong: str) -> None:
    assert signed.get(f"/messages/?{wrong}").status_code == 200


def test_page_costs_the_same_with_one_message_or_sixty(
    owner, trial, signed, django_assert_num_queries, django_assert_max_num_queries
) -> None:
    say(owner, town_key="35236")
    with django_assert_max_num_queries(10):  # one for the rights the menu asks
        signed.get("/messages/?boite=all")
    for _step in range(60):
        say(owner, town_key="35236")
    with django_assert_max_num_queries(10):
        signed.get("/messages/?boite=all")


def test_bell_costs_a_stranger_nothing_and_a_reader_one_query(
    message, signed, stranger, django_assert_num_queries
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        page = stranger.get("/accessibilite/").content.decode()
    assert 'class="badge' not in page
    assert not [one for one in asked.captured_queries if "message" in one["sql"]]
    with CaptureQueriesContext(connection) as asked:
        page = signed.get("/accessibilite/").content.decode()
    assert page.count('class="badge">1<') == 2  # the desk's menu and the telephone's
    assert len([one for one in asked.captured_queries if "accounts_message" in one["sql"]]) == 1


def test_choices_are_kept_and_the_essential_cannot_be_silenced(owner, trial, signed) -> None:
    page = signed.get("/messages/reglages/").content.decode()
    assert 'name="rythme-trial" value="daily" checked' in page
    assert 'name="rythme-security" value="never"' not in page
    signed.post("/messages/reglages/", {"rythme-trial": NOW, "rythme-security": NEVER})
    kept = dict(MessageChoice.objects.values_list("subject", "rhythm"))
    assert kept == {"trial": NOW}


def test_choices_of_a_stranger_lead_to_sign_in(stranger) -> None:
    assert stranger.post("/messages/reglages/").headers["Location"].startswith("/connexion/")


def unsubscribe_path() -> str:
    """The path in the header of the last mail."""
    return mail.outbox[-1].extra_headers["List-Unsubscribe"].strip("<>").split("example", 1)[1]


def test_mail_program_ends_it_in_one_click_without_signing_in(owner, trial) -> None:
    writes.choose_rhythm(person=owner, subject="trial", rhythm=NOW)
    say(owner)
    deliver()
    path = unsubscribe_path()
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(path).content.decode()
    assert "Ne plus recevoir" in page and "Données" in page
    assert owner.name not in page and owner.email not in page
    assert MessageChoice.objects.get().rhythm == NOW  # looking changes nothing
    assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert MessageChoice.objects.get().rhythm == NEVER


def test_forged_or_cut_link_is_refused(owner, trial, stranger) -> None:
    say(owner, "2026-11-20T09:00")
    deliver("2026-11-22T15:00")
    path = unsubscribe_path()
    assert stranger.post(path[:-4] + "x/").status_code == 404
    assert not MessageChoice.objects.exists()
    assert stranger.post(path).status_code == 200
    assert set(MessageChoice.objects.values_list("rhythm", flat=True)) == {NEVER}

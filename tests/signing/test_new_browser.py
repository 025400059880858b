"""A sign-in from a browser never used before is told, by mail at once; nothing else is."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings as live
from django.core import mail
from django.test import Client
from django.utils import timezone

from beffroi.accounts import writes
from beffroi.accounts.models import Mailing, Message, MessageChoice, Person

from .conftest import GOOD, sign_in
from .test_sessions import FIREFOX, SAFARI

pytestmark = pytest.mark.django_db
TOLD = {"subject": "security", "sentence": "new_device"}
OTHER = "la place du marché à l’aube"


def told() -> int:
    return Message.objects.filter(**TOLD).count()


def again(client: Client, person: Person, password: str = GOOD) -> None:
    """Leave, and come back by the same browser."""
    client.post("/deconnexion/")
    assert sign_in(client, person.email, password).status_code == 302


@pytest.fixture
def known(odile: Person) -> Client:
    """The browser of the very first sign-in."""
    client = Client(headers={"User-Agent": FIREFOX})
    sign_in(client, odile.email)
    return client


def test_very_first_sign_in_is_not_told(known: Client) -> None:
    assert told() == 0


def test_browser_used_before_is_not_told(known: Client, odile: Person) -> None:
    again(known, odile)
    assert told() == 0


def test_new_browser_is_told_once_with_the_way_to_close_it(known: Client, odile: Person) -> None:
    phone = Client(headers={"User-Agent": SAFARI})
    sign_in(phone, odile.email)
    again(phone, odile)
    message = Message.objects.get(**TOLD)
    assert message.person == odile
    assert "Safari sur iPhone" in message.words
    assert "fermez cette session" in message.words
    assert known.get(message.url).status_code == 200
    assert "Safari sur iPhone" in known.get(message.url).content.decode()


def test_mail_leaves_at_once_whatever_was_chosen_and_even_read(
    known: Client, odile: Person
) -> None:
    MessageChoice.objects.create(person=odile, subject="security", rhythm="weekly")
    thief = Client(headers={"User-Agent": SAFARI})
    sign_in(thief, odile.email)
    thief.post("/messages/tout-lire/")
    Message.objects.update(is_read=True, is_archived=True)  # whoever entered hides it
    writes.gather()
    assert writes.post_waiting() == 1
    (sent,) = mail.outbox
    assert sent.to == [odile.email]
    assert "Safari sur iPhone" in sent.body and "/mon-compte/sessions/" in sent.body
    assert "Safari" not in sent.subject
    writes.gather()
    assert writes.post_waiting() == 0


def test_english_reader_is_told_in_english(known: Client, odile: Person) -> None:
    Person.objects.update(language="en")
    sign_in(Client(headers={"User-Agent": SAFARI}), odile.email)
    writes.post_waiting()
    assert "Safari on iPhone" in mail.outbox[0].body
    assert "/en/my-account/sessions/" in mail.outbox[0].body


def test_two_people_of_one_desk_are_both_known(
    known: Client, odile: Person, basile: Person
) -> None:
    basile.last_login = timezone.now()
    basile.save()
    again(known, basile)
    assert told() == 1  # his first time here
    again(known, odile)
    again(known, basile)
    assert told() == 1


def test_cookie_opens_nothing_names_nobody_and_lasts_a_year(known: Client, odile: Person) -> None:
    cookie = known.cookies[live.BROWSER_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax"
    assert 300 < int(cookie["max-age"]) / 86400 <= 395  # CNIL: 13 months at most
    assert odile.key not in cookie.value and odile.email not in cookie.value
    assert Client().cookies == {}
    bare = Client()
    bare.cookies[live.BROWSER_COOKIE_NAME] = cookie.value
    assert bare.get("/mon-compte/").status_code == 302


@pytest.mark.parametrize("forged", ["", "x", "eyJhIjoxfQ:1abc:def", "{}"])
def test_cookie_that_is_not_ours_counts_as_new(known: Client, odile: Person, forged: str) -> None:
    liar = Client()
    liar.cookies[live.BROWSER_COOKIE_NAME] = forged
    sign_in(liar, odile.email)
    assert told() == 1


def test_changed_password_makes_every_other_browser_a_stranger(
    known: Client, odile: Person
) -> None:
    phone = Client(headers={"User-Agent": SAFARI})
    sign_in(phone, odile.email)
    known.post("/mon-compte/confirmer/", {"password": GOOD})
    asked = {"oldpassword": GOOD, "password1": OTHER}
    assert known.post("/mon-compte/mot-de-passe/", asked).status_code == 302
    again(known, odile, OTHER)
    assert told() == 1  # the telephone's first time
    sign_in(phone, odile.email, OTHER)
    assert told() == 2


def test_closing_all_the_others_forgets_them(known: Client, odile: Person) -> None:
    phone = Client(headers={"User-Agent": SAFARI})
    sign_in(phone, odile.email)
    known.post("/mon-compte/sessions/fermer/")
    again(known, odile)
    assert told() == 1
    sign_in(phone, odile.email)
    assert told() == 2


def test_old_cookie_is_a_stranger(known: Client, odile: Person, monkeypatch: Any) -> None:
    from beffroi.accounts import browsers

    monkeypatch.setattr(browsers, "KEPT", timedelta(seconds=-1))
    again(known, odile)
    assert told() == 1


def test_demonstration_in_one_click_tells_nothing(settings: Any, odile: Person) -> None:
    settings.DEMO = True
    Person.objects.update(is_fictional=True, last_login=timezone.now())
    Client().post(f"/connexion/demo/{odile.key}/")
    assert told() == 0


def test_known_browser_costs_no_query(
    known: Client, odile: Person, django_assert_max_num_queries: Any
) -> None:
    known.post("/deconnexion/")
    with django_assert_max_num_queries(10):
        sign_in(known, odile.email)
    # the notice itself: one transaction, the mail, the message
    with django_assert_max_num_queries(15):
        sign_in(Client(), odile.email)
    assert told() == Mailing.objects.count() == 1


def test_page_of_sessions_says_what_the_cookie_is_for(known: Client) -> None:
    page = known.get("/mon-compte/sessions/").content.decode()
    assert "cookie signé" in page and "un an" in page
    choices = known.get("/messages/reglages/").content.decode()
    assert 'name="rythme-security"' not in choices
    assert "Tout de suite, toujours" in choices

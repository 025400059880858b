"""What a sign-in asks of the database, and that the limits hold at that price."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.backends.base import CreateError, UpdateError
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from beffroi.accounts import limits
from beffroi.accounts.models import Counter, Person, SignInSession, Trying
from beffroi.accounts.sessions import SessionStore

from .conftest import GOOD, sign_in

pytestmark = pytest.mark.django_db
WRONG = "pas le bon mot de passe"


def test_sign_in_asks_ten_queries(
    client: Client, odile: Person, django_assert_num_queries: Any
) -> None:
    """The limit by address, both counts of failures, the person, the second factor, the last
    sign-in, the audit line, the session in its transaction (3)."""
    with django_assert_num_queries(10):
        assert sign_in(client, odile.email).status_code == 302


def test_sixty_sign_ins_a_minute_from_one_address(
    odile: Person, rf: Any, settings: Any, monkeypatch: Any, django_assert_num_queries: Any
) -> None:
    """Any sixty seconds, not those of the clock; refusals are not counted; elsewhere is elsewhere."""
    settings.SIGN_INS_PER_MINUTE = 3
    began = timezone.now()

    def asked(second: float, address: str = "192.0.2.1") -> bool:
        monkeypatch.setattr(limits.timezone, "now", lambda: began + timedelta(seconds=second))
        return limits.keeps_pace(rf.post("/connexion/", REMOTE_ADDR=address))

    with django_assert_num_queries(3):
        assert [asked(second) for second in (0, 20, 40)] == [True] * 3
    assert not asked(50) and not asked(59.9)
    assert asked(50, "192.0.2.2")
    assert asked(60.1), "the first is a minute old"
    assert not asked(79), "the second is not"
    assert asked(80.1)
    assert len(json.loads(Counter.objects.order_by("expires").last().value)) == 3
    monkeypatch.undo()


def test_one_sign_in_too_many_is_told(client: Client, odile: Person, settings: Any) -> None:
    settings.SIGN_INS_PER_MINUTE = 2
    assert [sign_in(client, odile.email, WRONG).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/connexion/").status_code == 200, "the form itself is shown"
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    assert sign_in(elsewhere, odile.email).status_code == 302


def test_right_password_forgets_the_wrong_ones(odile: Person) -> None:
    for _round in range(2):  # four failures each: without forgetting, the second would lock
        for _try in range(4):
            assert sign_in(Client(), odile.email, WRONG).status_code == 200
        assert Trying.objects.exists()
        assert sign_in(Client(), odile.email).status_code == 302
        assert not Trying.objects.exists()


def test_failures_out_of_date_go_each_night(client: Client, odile: Person) -> None:
    sign_in(client, odile.email, WRONG)
    limits.forget_failures()
    assert Trying.objects.exists()
    Trying.objects.update(last=timezone.now() - timedelta(minutes=16))
    limits.forget_failures()
    assert not Trying.objects.exists()


def test_live_counter_is_never_dropped_for_others(db: None) -> None:
    for n in range(320):  # Django's own would cull beyond 300
        cache.set(f"limit-{n}", [n], 60)
    assert all(cache.get(f"limit-{n}") == [n] for n in range(320))


def test_counter_is_taken_once_until_it_is_out_of_date(
    db: None, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert cache.add("lock", 1, 60)
    assert not cache.add("lock", 2, 60)
    assert cache.get("lock") == 1
    Counter.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert cache.add("lock", 3, 60)
    assert cache.get("lock") == 3
    assert cache.touch("lock", 10)
    assert not cache.touch("nothing", 10)
    cache.set("always", 1, None)
    assert cache.get("always") == 1


def test_session_is_stored_once_and_an_ended_one_does_not_come_back(db: None) -> None:
    first = SessionStore()
    first["said"] = 1
    first.create()
    assert not SignInSession.objects.exists()
    first.save()
    first["said"] = 2
    first.save()
    assert SessionStore(first.session_key)["said"] == 2
    same = SessionStore(first.session_key)
    with pytest.raises(CreateError):
        same.save(must_create=True)
    SignInSession.objects.all().delete()
    with pytest.raises(UpdateError):
        first.save()


def test_address_is_the_persons_own_and_read_without_case(client: Client, odile: Person) -> None:
    assert sign_in(client, " ODILE@Exemple.invalid ", GOOD).status_code == 302

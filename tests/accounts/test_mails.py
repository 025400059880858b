"""Mails: grouped, in our design, one digest a morning, refused ones said."""

from __future__ import annotations

import datetime as dt
import smtplib
import threading
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connections
from django.utils import timezone

from beffroi.accounts import reads, writes
from beffroi.accounts.models import Mailing, Message, Person
from beffroi.accounts.rules.subjects import NOW
from beffroi.accounts.writes import mailing as sending

PARIS = ZoneInfo("Europe/Paris")
pytestmark = pytest.mark.django_db


def paris(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=PARIS)


def say(person: Person, when: str = "", what: str = "un fait", **more) -> None:
    writes.tell(
        [person], "trial", sentence="seen", params={"what": what, "on": dt.date(2026, 3, 1)}, **more
    )
    if when:
        Message.objects.filter(pk=Message.objects.latest("pk").pk).update(told_at=paris(when))


def alarm(person: Person) -> None:
    writes.tell([person], "security", sentence="password_changed")


def deliver(now: str = "") -> int:
    writes.gather(paris(now) if now else None)
    Mailing.objects.filter(state="waiting").update(not_before=timezone.now())
    return writes.post_waiting()


def test_urgent_thing_leaves_at_once_and_says_nothing_in_its_subject(owner: Person) -> None:
    alarm(owner)
    assert deliver() == 1
    (sent,) = mail.outbox
    assert sent.to == [owner.email]
    assert owner.name not in sent.subject and "mot de passe" not in sent.subject
    assert "Votre mot de passe a été changé." in sent.body
    assert "List-Unsubscribe" not in sent.extra_headers  # essential
    assert sent.extra_headers["Message-ID"].endswith("@beffroi.example>")
    assert deliver() == 0


def test_digest_is_grouped_by_town_and_subject(owner: Person, trial) -> None:
    from beffroi.territory import writes as territory

    territory.open_town(insee_code="35236", name="Redon", by=None)
    say(owner, "2026-03-28T09:00", "premier", town_key="35236", url="/redon/donnees/")
    say(owner, "2026-03-28T10:00", "second", town_key="35236")
    say(owner, "2026-03-28T11:00", "ailleurs")
    assert deliver("2026-03-29T07:00") == 1
    (sent,) = mail.outbox
    assert sent.body.count("Redon") == 1 and sent.body.count("Données") == 2
    assert "https://beffroi.example/redon/donnees/" in sent.body
    html = sent.alternatives[0].content
    assert "premier" in html and "Bonjour Odile Martin" in html
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Odile" not in sent.subject and "Redon" not in sent.subject


def test_digest_of_an_english_reader_is_in_english(owner: Person, trial) -> None:
    Person.objects.update(language="en")
    say(owner, "2026-03-28T09:00", url="/ouvrir-ma-ville/")
    deliver("2026-03-29T07:00")
    assert "Hello Odile Martin" in mail.outbox[0].body
    assert "/en/open-my-town/" in mail.outbox[0].body


def test_one_digest_a_morning_across_both_changes_of_hour(owner: Person, trial) -> None:
    for night, morning in (("2026-03-28", "2026-03-29"), ("2026-10-24", "2026-10-25")):
        say(owner, f"{night}T20:00")
        before = len(mail.outbox)
        for hour in ("00:00", "01:59", "03:00", "06:59"):
            deliver(f"{morning}T{hour}")
        assert len(mail.outbox) == before
        for hour in ("07:00", "07:10", "12:00", "23:59"):
            deliver(f"{morning}T{hour}")
        assert len(mail.outbox) == before + 1


def test_missed_morning_is_caught_up_once_and_later_news_wait(owner: Person, trial) -> None:
    say(owner, "2026-11-20T09:00", "vieux")
    say(owner, "2026-11-22T09:30", "du jour")  # nobody sent anything for two mornings
    assert deliver("2026-11-22T15:00") == 1
    assert "vieux" in mail.outbox[0].body and "du jour" not in mail.outbox[0].body
    assert deliver("2026-11-22T23:00") == 0
    assert deliver("2026-11-23T07:00") == 1
    assert "du jour" in mail.outbox[1].body and "vieux" not in mail.outbox[1].body


def test_what_was_read_or_put_away_is_not_mailed(owner: Person, trial) -> None:
    say(owner, "2026-11-20T09:00")
    writes.mark_read(Message.objects.get())
    assert deliver("2026-11-22T15:00") == 0


def test_refused_address_is_not_tried_again_and_is_said(owner: Person, monkeypatch) -> None:
    def refuse(self) -> int:
        raise smtplib.SMTPRecipientsRefused({owner.email: (550, b"no such user")})

    alarm(owner)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    assert deliver() == 0
    health = reads.mail_health()
    assert (health.failed, health.waiting) == (1, 0)
    assert health.reason == "SMTPRecipientsRefused 550"
    assert owner.email not in health.reason


def test_silent_server_is_tried_again_after_a_pause_that_doubles(
    owner: Person, monkeypatch
) -> None:
    def silent(self) -> int:
        raise ConnectionRefusedError

    alarm(owner)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", silent)
    pauses = []
    for _step in range(3):
        deliver()
        one = Mailing.objects.get()
        assert one.state == Mailing.State.WAITING
        pauses.append(one.not_before - one.changed)
    assert pauses[1] > 1.9 * pauses[0] and pauses[2] > 1.9 * pauses[1]
    assert writes.post_waiting() == 0 and Mailing.objects.get().attempts == 3
    Mailing.objects.update(attempts=sending.MOST - 1)
    deliver()
    assert Mailing.objects.get().state == Mailing.State.FAILED


def test_mail_of_a_dead_worker_goes_again_but_never_a_digest(owner: Person, trial) -> None:
    alarm(owner)
    say(owner, "2026-11-20T09:00")
    writes.gather(paris("2026-11-22T15:00"))
    assert Mailing.objects.count() == 2
    long_ago = timezone.now() - 2 * sending.LOST
    Mailing.objects.update(state=Mailing.State.SENDING, changed=long_ago)
    assert writes.post_waiting() == Mailing.objects.filter(rhythm=NOW).count()
    assert set(Mailing.objects.exclude(rhythm=NOW).values_list("state", flat=True)) == {"unsure"}


def test_without_mail_server_nothing_is_gathered(owner: Person, settings) -> None:
    settings.EMAIL_READY = False
    alarm(owner)
    assert writes.gather() == 0
    assert reads.unread_count(owner) == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_at_once_send_each_mail_once(trial) -> None:
    people = [Person.objects.create_person(f"p{n}@example.invalid", f"P{n}") for n in range(20)]
    for one in people:
        say(one, "2026-11-20T09:00")

    def work() -> None:
        writes.gather(paris("2026-11-22T15:00"))
        writes.post_waiting()
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(one.email for one in people)


def test_old_messages_go_with_their_mails(owner: Person) -> None:
    alarm(owner)
    deliver()
    later = timezone.now() + dt.timedelta(days=800)
    assert writes.forget_old(later) == 1
    assert not Mailing.objects.exists()

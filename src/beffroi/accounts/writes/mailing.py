"""Mails: gathered under one lock, each claimed by one worker, retried while it may still pass."""

from __future__ import annotations

import datetime as dt
import smtplib
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import get_connection
from django.db import connection as database
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from beffroi.accounts.models import Mailing, Message
from beffroi.accounts.rules.mornings import by_clock, latest_morning, morning_of
from beffroi.accounts.rules.subjects import DAILY, NOW, WEEKLY, subjects
from beffroi.accounts.writes.letters import letter

GATHER_LOCK = 0x424D  # of our advisory locks, "BM"
MOST = 8  # times one mail is tried: over about a day
FIRST_PAUSE = dt.timedelta(minutes=5)
STALE = dt.timedelta(days=3)  # "at once" makes no sense any more
OLD = dt.timedelta(days=35)  # beyond a month no digest tells it
LOST = dt.timedelta(minutes=15)  # a mail still "sending" after this has lost its worker
State = Mailing.State


@transaction.atomic
def gather(now: dt.datetime | None = None) -> int:
    """Turn what waits into mails, one for each reader and rhythm; returns how many.

    Digests are those of the last morning of each reader's clock: missed ones are caught up, none
    is made twice.
    """
    with database.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GATHER_LOCK])
    moment = now or timezone.now()
    waiting = Message.objects.filter(
        mailing=None, is_read=False, is_archived=False, person__is_active=True
    )
    if not settings.EMAIL_READY:
        return 0
    fresh = waiting.filter(rhythm=NOW, told_at__gt=moment - STALE)
    made = _mailings(fresh, NOW, None)
    waiting = waiting.filter(told_at__gt=moment - OLD, rhythm__in=(DAILY, WEEKLY))
    for zone, readers in by_clock(_readers(waiting), timezone.get_default_timezone()).items():
        made += _digests(waiting.filter(person__in=readers), moment, zone)
    return made


def _readers(rows: QuerySet[Message]) -> dict[int, set[str]]:
    """Who waits for a digest, with the towns it speaks of; one query."""
    found: dict[int, set[str]] = defaultdict(set)
    for reader, town in rows.order_by().values_list("person", "town_key").distinct():
        found[reader].add(town)
    return found


def _digests(rows: QuerySet[Message], moment: dt.datetime, zone: dt.tzinfo) -> int:
    """The digests of the last morning of one clock."""
    made = 0
    for rhythm in (DAILY, WEEKLY):
        day = latest_morning(rhythm, moment, zone)
        told = rows.filter(rhythm=rhythm, told_at__lt=morning_of(day, zone))
        done = Mailing.objects.filter(rhythm=rhythm, morning=day).values("person")
        made += _mailings(told.exclude(person__in=done), rhythm, day)
    return made


def _mailings(rows: QuerySet[Message], rhythm: str, morning: dt.date | None) -> int:
    """One mail for each reader of these messages."""
    by_reader: dict[int, list[Message]] = defaultdict(list)
    for message in rows.order_by("pk"):
        by_reader[message.person_id].append(message)
    mails = [Mailing(person_id=pk, rhythm=rhythm, morning=morning) for pk in by_reader]
    for mail in Mailing.objects.bulk_create(mails):
        for message in by_reader[mail.person_id]:
            message.mailing = mail
    carried = [message for messages in by_reader.values() for message in messages]
    Message.objects.bulk_update(carried, ["mailing"], batch_size=500)
    return len(mails)


def post_waiting(most: int = 500) -> int:
    """Send what may be sent now; returns how many left. Safe in many workers at once.

    A mail server that does not answer ends the round: the mails wait, each with its own pause.
    """
    _take_back_the_lost()
    door, sent = get_connection(), 0
    try:
        for _step in range(most):
            mail = _claim()
            if mail is None:
                break
            outcome = _post(mail, door)
            sent += outcome == State.SENT
            if outcome == "away":
                break
    finally:
        door.close()
    return sent


def _take_back_the_lost() -> None:
    """Mails whose worker died while it spoke to the server: at once again, digests never twice."""
    lost = Mailing.objects.filter(state=State.SENDING, changed__lt=timezone.now() - LOST)
    lost.filter(rhythm=NOW).update(state=State.WAITING)
    lost.exclude(rhythm=NOW).update(state=State.UNSURE, changed=timezone.now())


@transaction.atomic
def _claim() -> Mailing | None:
    """The next mail, ours alone from now on: committed before the server is spoken to."""
    waiting = Mailing.objects.filter(state=State.WAITING, not_before__lte=timezone.now())
    mail = waiting.select_for_update(skip_locked=True).order_by("not_before", "pk").first()
    if mail is not None:
        mail.attempts += 1
        _note(mail, State.SENDING)
    return mail


def _post(mail: Mailing, door: Any) -> str:
    try:
        written = letter(mail, _carried(mail), door)
        if written is not None:
            written.send()
    except (OSError, smtplib.SMTPException) as trouble:  # SMTPException is an OSError; both, said
        return _troubled(mail, door, trouble)
    _note(mail, State.SENT)
    return State.SENT


def _carried(mail: Mailing) -> Iterable[Message]:
    """What the mail still has to say, in order of town, subject and time."""
    essential = [one.key for one in subjects() if one.essential]
    still = mail.messages.filter(Q(is_archived=False) | Q(subject__in=essential))
    return list(still.order_by("town_key", "subject", "pk"))


def _troubled(mail: Mailing, door: Any, trouble: Exception) -> str:
    """Refused for good, or to be tried again after a pause that doubles."""
    door.close()  # the next mail opens it afresh
    final = _refused(trouble) or mail.attempts >= MOST
    mail.not_before = timezone.now() + FIRST_PAUSE * 2 ** min(mail.attempts - 1, 8)
    _note(mail, State.FAILED if final else State.WAITING, reason=_words(trouble))
    away = not isinstance(trouble, smtplib.SMTPException) or isinstance(
        trouble, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError
    )
    return "away" if away else mail.state


def _codes(trouble: Exception) -> list[int]:
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return [code for code, _words in trouble.recipients.values()]
    return [trouble.smtp_code] if isinstance(trouble, smtplib.SMTPResponseException) else []


def _refused(trouble: Exception) -> bool:
    """Whether the server said no for good (RFC 5321 § 4.2.1: a code of 500 and more)."""
    codes = _codes(trouble)
    return bool(codes) and min(codes) >= 500


def _words(trouble: Exception) -> str:
    """Why, without any address: the kind of trouble and the server's code."""
    codes = ", ".join(str(code) for code in _codes(trouble))
    return f"{type(trouble).__name__} {codes}".strip()[:120]


def _note(mail: Mailing, state: str, reason: str = "") -> None:
    mail.state, mail.reason, mail.changed = state, reason, timezone.now()
    mail.save(update_fields=["state", "reason", "changed", "attempts", "not_before"])

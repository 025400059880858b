"""Mail that leaves by itself; each night, what is over goes."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from beffroi.accounts import api_keys, limits, writes
from beffroi.accounts.models import Counter, Invitation
from beffroi.accounts.sessions import SessionStore
from beffroi.kernel.jobs import DIGESTS, MAIL, UPKEEP, job


@job(queue=MAIL)
def send_mail() -> None:
    """Send what is to be told at once, and whatever else waits."""
    writes.gather()
    writes.post_waiting()


def send_soon() -> None:
    """Ask for a round of mail; one waiting round is enough for everybody."""
    try:
        send_mail.configure(queueing_lock="mail").defer()
    except AlreadyEnqueued:
        return  # the round that waits will find this message too


@app.periodic(cron="*/10 * * * *")
@job(queue=DIGESTS)
def digests(timestamp: int) -> None:
    """Make the digests of the last morning, send them, and try again what could not leave."""
    writes.gather()
    writes.post_waiting()


@app.periodic(cron="17 3 * * *")
@job(queue=UPKEEP)
def forget_messages(timestamp: int) -> None:
    """Let go of messages of more than two years."""
    writes.forget_old()


@app.periodic(cron="27 3 * * *")
@job(queue=UPKEEP)
def tidy_accounts(timestamp: int) -> None:
    """Erase who asked for it, drop what is out of date; a second run finds nothing to do."""
    now = timezone.now()
    writes.erase_due(timezone.localdate())
    SessionStore.clear_expired()
    limits.forget_failures()
    api_keys.forget_tallies(timestamp // 60 - 1)
    Counter.objects.filter(expires__lt=now).delete()
    Invitation.objects.filter(until__lt=now, used=None).delete()

"""Mail that leaves by itself."""

from __future__ import annotations

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from beffroi.accounts import writes
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

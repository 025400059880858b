"""What time does to agreements, seen each morning."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from beffroi.kernel.jobs import UPKEEP, job
from beffroi.programme.writes import contacts, reminders, watch


@app.periodic(cron="41 4 * * *")
@job(queue=UPKEEP, queueing_lock="agreements")
def watch_agreements(timestamp: int) -> None:
    """Amendments take effect on their day; gaps between agreements are told, days to come
    are reminded of, people who left long ago are forgotten. Safe to run twice.
    """
    today = timezone.localdate()
    watch.amendments_due(on=today)
    watch.tell_gaps(on=today)
    reminders.remind(on=today)
    contacts.forget_gone(today)

"""How the mails fare: for the health page and the metrics."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Min, Q
from django.utils import timezone

from beffroi.accounts.models import Mailing

LATELY = dt.timedelta(days=7)
LATE = dt.timedelta(hours=1)
State = Mailing.State


@dataclass(frozen=True, slots=True)
class MailHealth:
    """`waiting` and since when (None: nothing waits); of the last week: refused, without certainty."""

    waiting: int
    since: dt.datetime | None
    failed: int
    unsure: int
    reason: str

    @property
    def late(self) -> bool:
        """Whether a mail has waited for more than an hour."""
        return self.since is not None and timezone.now() - self.since > LATE


def mail_health() -> MailHealth:
    """One query of counts, one for the last reason."""
    week = Q(changed__gt=timezone.now() - LATELY)
    waiting = Q(state__in=[State.WAITING, State.SENDING])
    found = Mailing.objects.aggregate(
        waiting=Count("pk", filter=waiting),
        since=Min("changed", filter=waiting),
        failed=Count("pk", filter=Q(state=State.FAILED) & week),
        unsure=Count("pk", filter=Q(state=State.UNSURE) & week),
    )
    troubled = Mailing.objects.exclude(reason="").order_by("-changed")
    reason = troubled.values_list("reason", flat=True).first() or ""
    return MailHealth(**found, reason=reason)

"""What time does to agreements: amendments that take effect, gaps told 90 days before."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from beffroi.accounts.writes import tell
from beffroi.programme import subjects
from beffroi.programme.links import address
from beffroi.programme.models import Agreement, Amendment
from beffroi.programme.reads.chain import alert_of, ending
from beffroi.programme.reads.people import people_of
from beffroi.programme.writes.taking_effect import take_effect
from beffroi.territory.reads import keeps


def amendments_due(*, on: dt.date, zone: ZoneInfo | None = None) -> int:
    """Bring to the records every signed amendment whose day has come; how many took effect.

    With a `zone`, those of the towns that keep its clock.
    """
    due = Amendment.objects.filter(
        signed_on__isnull=False, abandoned_on=None, applied_on=None, effective_on__lte=on
    )
    rows = Agreement.objects.across_towns().filter(pk__in=due.values("agreement"))
    here = [row for row in rows.select_related("town").order_by("pk") if keeps(zone, row.town)]
    return sum(len(take_effect(agreement=row, on=on)) for row in here)


def tell_gaps(*, on: dt.date, zone: ZoneInfo | None = None) -> int:
    """Tell those who act for the parties of each gap to come, once a gap; how many messages."""
    told = 0
    for row in ending(on):
        found = alert_of(row, on)
        if found is None or not keeps(zone, row.town):
            continue
        told += tell(
            people_of(row, on),
            subjects.RENEWALS,
            sentence="gap",
            params={"title": row.title, "on": found.first},
            url=address("agreement", row),
            town_key=row.town.insee_code if row.town else "",
            object_key=f"agreement:{row.key}",
            once=f"gap:{row.key}:{found.first.isoformat()}",
        )
    return told

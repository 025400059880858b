"""Roles that end by their own date: told to who holds them and to who may prolong them."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.territory import subjects
from beffroi.territory.models import RoleAssignment
from beffroi.territory.reads import keepers_of, keeps
from beffroi.territory.reads.held import last_day
from beffroi.territory.rules.endings import AHEAD, LAST_DAY, WEEK, step_of
from beffroi.territory.writes.telling import ENDING, place_of

SENTENCES = {
    WEEK: (ENDING, "other_ending"),
    LAST_DAY: ("last_day", "other_last_day"),
}  # to the holder, to the others


def tell_endings(*, on: dt.date, zone: ZoneInfo | None = None) -> int:
    """Tell what ends within a week of this morning; how many messages. Safe to run twice.

    With a `zone`, the roles of towns that keep its clock; a role above towns keeps the installation's.
    """
    soon = (on + dt.timedelta(days=1), on + AHEAD + dt.timedelta(days=1))
    rows = RoleAssignment.objects.filter(valid__endswith__range=soon, person__is_active=True)
    related = rows.select_related("person", "town", "organisation", "delegated_from__person")
    return sum(_tell(row, on) for row in related.order_by("pk") if keeps(zone, row.town))


def _tell(row: RoleAssignment, on: dt.date) -> int:
    last = last_day(row)
    step = step_of(row.valid.lower, last, on) if last else ""
    if not step:
        return 0
    to_holder, to_others = SENTENCES[step]
    others = [one for one in keepers_of(row, on) if one.pk != row.person_id]
    told = _say(row, [row.person], to_holder, step, last)
    return told + _say(row, others, to_others, step, last)


def _say(
    row: RoleAssignment, people: list[Person], sentence: str, step: str, last: dt.date | None
) -> int:
    """No name in the words: a mail may be shown on a locked telephone; the page says whose it is."""
    return accounts.tell(
        people,
        subjects.ROLES,
        sentence=sentence,
        params={
            "role": row.role, "scope": row.scope, "where": place_of(row), "start": "", "last": last or "",
        },
        url=subjects.page("role", row.key),
        town_key=row.town.insee_code if row.town else "",
        object_key=f"role/{row.key}",
        once=f"role/{row.key}/{step}/{last}",
    )  # fmt: skip

"""The rows a person's week is made of, across towns: those that a body of theirs works on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.db.models.functions import Coalesce

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.table import group_of
from beffroi.programme import policies
from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Commitment,
    Meeting,
    Milestone,
    OpinionRequest,
    YearlyReview,
)
from beffroi.programme.rules.life import BINDING, State
from beffroi.programme.rules.status import OVER
from beffroi.programme.rules.week import AHEAD, END_AHEAD, MINUTES_AFTER
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

DRAFTS = (State.DRAFT, State.NEGOTIATED, State.DELIBERATED)


@dataclass(frozen=True, slots=True)
class Week:
    """Rows that may ask for an act; `works_on`: whether any agreement or sheet is theirs at all."""

    works_on: bool
    sheets: list[ActionSheet]
    steps: list[tuple[Milestone, dt.date]]
    promises: list[Commitment]
    meetings: list[Meeting]
    untold: list[Meeting]  # held or past, without minutes
    ending: list[Agreement]
    drafts: list[Agreement]
    opinions: list[OpinionRequest]
    reviews: list[tuple[Agreement, int]]  # years that ended without a closed review


def week_of(person: Any, on: dt.date) -> Week:
    """Nine queries, whatever the number of towns and rows."""
    mine = _mine(person, on)
    agreements = list(
        Agreement.objects.across_towns()
        .filter(mine, state__in=[*BINDING, *DRAFTS])
        .select_related("town", "holder", "renewed_by")
        .distinct()
    )
    ids = [row.pk for row in agreements]
    sheets = _sheets(person, ids)
    return Week(
        works_on=bool(agreements or sheets),
        sheets=sheets,
        steps=_steps(sheets, on),
        promises=_promises(ids, sheets, on),
        meetings=_meetings(ids, on, on + dt.timedelta(days=AHEAD)),
        untold=_untold(ids, on),
        ending=[row for row in agreements if _ends_soon(row, on)],
        drafts=[row for row in agreements if row.state in DRAFTS],
        opinions=_opinions(person, on),
        reviews=_unreviewed([row for row in agreements if row.state in BINDING], on),
    )


def towns_with_doors(person: Any, on: dt.date) -> list[Town]:
    """The towns where this person holds, in the town itself, a role that reads the doors to see.

    One query at most; an area of hundreds of towns is not listed.
    """
    readers = group_of("alerts").holders("read")
    held = territory.rights_of(person, on).held
    own = [right for right in held if right.scope == roles.TOWN and right.role in readers]
    codes = {code for right in own for code in right.area.communes()}
    return list(Town.objects.filter(insee_code__in=codes).order_by("name")) if codes else []


def _mine(person: Any, on: dt.date) -> Q:
    """Agreements of the bodies a person acts for, and of the towns where they hold a role."""
    keys = policies.bodies_of(person, on)
    held = territory.rights_of(person, on).held
    codes = {code for right in held if right.scope == roles.TOWN for code in right.area.communes()}
    bodies = Q(holder__key__in=keys) | Q(parties__organisation__key__in=keys, parties__left_on=None)
    return bodies | Q(town__insee_code__in=codes)


def _sheets(person: Any, agreements: list[int]) -> list[ActionSheet]:
    """Sheets not over of those agreements, and those a body of theirs leads or owns."""
    keys = policies.bodies_of(person)
    leads = Q(parties__organisation__key__in=keys, parties__role="lead")
    owns = Q(project_owner__key__in=keys) | Q(delegated_owner__key__in=keys)
    own = ActionSheet.objects.across_towns().filter(leads | owns).values("pk")
    rows = ActionSheet.objects.across_towns().filter(
        policies.visible_sheets(person), Q(agreement__in=agreements) | Q(pk__in=own)
    )
    return list(rows.exclude(status__in=OVER).select_related("town", "agreement"))


def _steps(sheets: list[ActionSheet], on: dt.date) -> list[tuple[Milestone, dt.date]]:
    rows = Milestone.objects.filter(sheet__in=[one.pk for one in sheets], done_on=None)
    told = rows.annotate(day=Coalesce("expected_on", "planned_on"))
    due = told.filter(day__lte=on + dt.timedelta(days=AHEAD))
    return [(step, step.day) for step in due.select_related("sheet__town").order_by("day", "pk")]


def _promises(agreements: list[int], sheets: list[ActionSheet], on: dt.date) -> list[Commitment]:
    home = Q(agreement__in=agreements, sheet=None) | Q(sheet__in=[one.pk for one in sheets])
    rows = Commitment.objects.filter(home, done_on=None, released_on=None)
    due = rows.filter(due_on__lte=on + dt.timedelta(days=AHEAD))
    with_home = due.select_related("organisation", "agreement__town", "sheet__town")
    return list(with_home.order_by("due_on", "pk"))


def _meetings(agreements: list[int], first: dt.date, last: dt.date) -> list[Meeting]:
    rows = Meeting.objects.filter(
        committee__agreement__in=agreements, cancelled=False, on__gte=first, on__lte=last
    )
    return list(rows.select_related("committee__agreement__town").order_by("on", "time"))


def _untold(agreements: list[int], on: dt.date) -> list[Meeting]:
    """Meetings of the last year that nobody has told of two weeks after."""
    last, first = on - dt.timedelta(days=MINUTES_AFTER), on - dt.timedelta(days=365)
    return [row for row in _meetings(agreements, first, last) if not row.minutes.strip()]


def _ends_soon(row: Agreement, on: dt.date) -> bool:
    """An agreement that binds ends within half a year, and what follows is not signed."""
    upper = row.valid.upper
    if row.state not in BINDING or upper is None or (upper - on).days > END_AHEAD:
        return False
    following = getattr(row, "renewed_by", None)
    return following is None or following.state in DRAFTS


def _opinions(person: Any, on: dt.date) -> list[OpinionRequest]:
    """Opinions asked of a body of theirs and not given; theirs, given, of which nothing was said."""
    keys = policies.bodies_of(person)
    to_answer = Q(asked_of__key__in=keys, answered_on=None)
    to_use = Q(asked_by__key__in=keys, answered_on__isnull=False, used_on=None)
    rows = OpinionRequest.objects.across_towns().filter(to_answer | to_use, withdrawn_on=None)
    with_names = rows.select_related("asked_by", "asked_of", "town", "agreement")
    return list(with_names.order_by(F("due_on").asc(), "pk"))


def _unreviewed(agreements: list[Agreement], on: dt.date) -> list[tuple[Agreement, int]]:
    """Agreements that ran last year and whose review is not closed."""
    year = on.year - 1
    ran = [row for row in agreements if row.valid.lower and row.valid.lower.year <= year]
    closed = set(
        YearlyReview.objects.filter(
            agreement__in=[row.pk for row in ran], year=year, closed_at__isnull=False
        ).values_list("agreement", flat=True)
    )
    return [(row, year) for row in ran if row.pk not in closed]

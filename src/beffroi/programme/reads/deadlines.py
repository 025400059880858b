"""Days to come and lately gone of what one person may see: the same for calendars and lists."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from beffroi.programme import policies
from beffroi.programme.links import address
from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Commitment,
    Meeting,
    Milestone,
    OpinionRequest,
)
from beffroi.programme.places import opinion_address
from beffroi.programme.reads.head import last_day
from beffroi.programme.rules.life import BINDING
from beffroi.programme.words import sheet_address
from beffroi.territory import policies as rights
from beffroi.territory.models import Town
from beffroi.territory.reads import zone_of

BEHIND, AHEAD = dt.timedelta(days=90), dt.timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Deadline:
    """One day: `mark` never changes for the same thing, `kind` and `names` make its title."""

    mark: str
    kind: str
    day: dt.date
    names: dict[str, str]
    url: str
    time: dt.time | None = None
    place: str = ""
    zone: dt.tzinfo | None = None  # of `time`, where there is one


def deadlines_for(person: Any, on: dt.date) -> list[Deadline]:
    """What this person may see, from three months back to thirteen ahead, by day."""
    near = (on - BEHIND, on + AHEAD)
    places = _places(person)
    seen = _agreements(person, places)
    found = [
        *_promises(person, seen, places, near),
        *_meetings(seen, near),
        *_ends(seen, near),
        *_steps(person, seen, places, near),
        *_opinions(places, near),
    ]
    return sorted(found, key=lambda one: (one.day, one.mark))


def _places(person: Any) -> list[Town]:
    """Towns with agreements, sheets or opinions where the table lets this person read them."""
    used: Q = Q(agreements__isnull=False) | Q(action_sheets__isnull=False)
    rows = Town.objects.filter(used | Q(opinion_requests__isnull=False)).distinct()
    return [one for one in rows if rights.may(person, "read", policies.AGREEMENT, town=one)]


def _agreements(person: Any, places: list[Town]) -> list[Agreement]:
    """Agreements whose working part they read: of those towns, and above towns of their bodies."""
    rows = Agreement.objects.across_towns().filter(Q(town__in=places) | Q(town=None))
    found = rows.select_related("town", "holder").prefetch_related("parties__organisation")
    return [one for one in found if one.town or policies.reads_agreement_inside(person, one)]


Near = tuple[dt.date, dt.date]


def _sheets(person: Any, seen: list[Agreement], places: list[Town]) -> QuerySet[ActionSheet]:
    """Sheets they read: a town's opens where they read the town, whatever agreement holds it."""
    rows: QuerySet[ActionSheet] = ActionSheet.objects.across_towns()
    return rows.filter(
        policies.visible_sheets(person), Q(town__in=places) | Q(town=None, agreement__in=seen)
    )


def _promises(person: Any, seen: list[Agreement], places: list[Town], near: Near) -> list[Deadline]:
    shown = _sheets(person, seen, places)
    of_sheet = Q(sheet__agreement__in=seen, sheet__in=shown.values("pk"))
    rows = Commitment.objects.filter(
        Q(agreement__in=seen, sheet=None) | of_sheet,
        done_on=None, released_on=None, due_on__range=near,
    )  # fmt: skip
    related = ("organisation", "agreement__town", "sheet__agreement__town")
    found = []
    for row in rows.select_related(*related):
        home = row.agreement or (row.sheet.agreement if row.sheet else None)
        assert home is not None and row.due_on is not None  # noqa: S101 - asked for above
        url = address("agreement_commitments_one", home, key=row.key)
        names = {"body": row.organisation.name, "text": row.text}
        found.append(Deadline(f"promise-{row.key}", "promise", row.due_on, names, url))
    return found


def _meetings(seen: list[Agreement], near: Near) -> list[Deadline]:
    rows = Meeting.objects.filter(committee__agreement__in=seen, cancelled=False, on__range=near)
    return [_meeting(row) for row in rows.select_related("committee__agreement__town")]


def _meeting(row: Meeting) -> Deadline:
    """A meeting is at an hour of its town; above towns, of the installation."""
    home = row.committee.agreement
    names = {"committee": row.committee.name, "title": home.title}
    url = address("agreement_committees_meeting", home, key=row.key)
    zone = zone_of(home.town.insee_code if home.town else "")
    return Deadline(f"meeting-{row.key}", "meeting", row.on, names, url, row.time, row.place, zone)


def _ends(seen: list[Agreement], near: Near) -> list[Deadline]:
    rows = Agreement.objects.across_towns().filter(
        pk__in=[one.pk for one in seen], state__in=BINDING
    )
    dated = rows.annotate(after=Upper("valid")).filter(after__gt=near[0], after__lte=near[1])
    found = []
    for row in dated.select_related("town"):
        last = last_day(row)
        if last is not None:
            url = address("agreement", row)
            found.append(Deadline(f"end-{row.key}", "end", last, {"title": row.title}, url))
    return found


def _steps(person: Any, seen: list[Agreement], places: list[Town], near: Near) -> list[Deadline]:
    shown = _sheets(person, seen, places)
    rows = Milestone.objects.filter(sheet__in=shown.values("pk"), done_on=None)
    days = Q(expected_on__range=near) | Q(expected_on=None, planned_on__range=near)
    return [
        Deadline(
            f"step-{row.pk}",
            "step",
            row.expected_on or row.planned_on,
            {"code": row.sheet.code, "text": row.title},
            sheet_address(row.sheet),
        )
        for row in rows.filter(days).select_related("sheet__town")
    ]


def _opinions(places: list[Town], near: Near) -> list[Deadline]:
    rows = OpinionRequest.objects.across_towns().filter(
        town__in=places, answered_on=None, withdrawn_on=None, due_on__range=near
    )
    return [
        Deadline(
            f"opinion-{row.key}",
            "opinion",
            row.due_on,
            {"body": row.asked_of.name, "subject": row.subject},
            opinion_address(row),
        )
        for row in rows.select_related("town", "asked_of")
    ]

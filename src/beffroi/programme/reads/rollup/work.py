"""Sheets of a roll-up, with their lateness; their promises, objectives and communes served."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from beffroi.programme.models import ActionSheet, Benefit, Commitment, Milestone, Objective
from beffroi.programme.reads.dependencies import spans_of, ties_around
from beffroi.programme.reads.rollup.scope import Scope
from beffroi.programme.rules.delays import forecast
from beffroi.programme.rules.forecasts import NOT_STARTED, Span
from beffroi.programme.rules.promises import Kept, Promise, record_of
from beffroi.programme.rules.rollup import Work, work_of
from beffroi.programme.rules.sharing import Act, Share, shares
from beffroi.programme.rules.status import LIVE, OVER


@dataclass(frozen=True, slots=True)
class Done:
    """Sheets counted as a whole, and by row number of the town of their agreement (None: above)."""

    whole: Work
    by_town: dict[int | None, Work]


@dataclass(frozen=True, slots=True)
class Aims:
    """Objectives of the plans, and how many have an action that is live."""

    all: int = 0
    alive: int = 0

    @property
    def share(self) -> float | None:
        return self.alive / self.all if self.all else None


def done(scope: Scope) -> Done:
    """How the sheets stand, said and computed; four queries at most.

    Those that wait for others are told one by one, the rest is counted by the database.
    """
    sheets = scope.sheets()
    waiting = sheets.filter(dependencies__isnull=False).distinct()
    rows = list(waiting.values_list("pk", "key", "town_id"))
    by_town = _alone(sheets.filter(dependencies__isnull=True), scope.on)
    if rows:
        ties = ties_around([row[0] for row in rows])
        spans = spans_of({key for tie in ties for key in (tie.sheet, tie.needs)})
        told = forecast(spans.values(), ties, on=scope.on)
        theirs = defaultdict[int | None, list[Span]](list)
        for _pk, key, town in rows:
            theirs[town].append(spans[key])
        for home, held in theirs.items():
            by_town[home] = by_town.get(home, Work()) + work_of(held, told)
    return Done(sum(by_town.values(), Work()), by_town)


def _alone(sheets: QuerySet[ActionSheet], on: dt.date) -> dict[int | None, Work]:
    """Sheets that wait for nothing, by town: `rules.rollup.late_alone` as a question; one query."""
    day = Coalesce("expected_on", "planned_on")
    steps = Milestone.objects.filter(sheet=OuterRef("pk"), done_on=None).order_by()
    after = Exists(steps.annotate(day=day).filter(day__gt=OuterRef("end")))
    behind = ~Q(status__in=OVER) & (
        Q(end__lt=on) | Q(start__lt=on, status__in=NOT_STARTED) | Q(steps_after=True)
    )
    rows = (
        sheets.annotate(steps_after=after)
        .values_list("town_id", "status")
        .annotate(all=Count("pk"), late=Count("pk", filter=behind))
    )
    counts = defaultdict[int | None, dict[str, int]](dict)
    late = Counter[int | None]()
    for town, status, number, slow in rows:
        counts[town][status] = number
        late[town] += slow
    return {town: Work(told, late[town]) for town, told in counts.items()}


def promises(scope: Scope) -> tuple[Kept, dict[str, Kept]]:
    """Promises of the agreements and of their sheets: as a whole and by body; one query.

    Over a year, those due within it.
    """
    home = Q(scope.among("agreement_id")) | Q(sheet__in=scope.sheets())
    rows = Commitment.objects.filter(home).order_by()
    if scope.year:
        rows = rows.filter(due_on__year=scope.year)
    names = ("organisation__name", "due_on", "done_on", "released_on")
    found = [Promise(*row) for row in rows.values_list(*names)]
    owed = defaultdict[str, list[Promise]](list)
    for one in found:
        owed[one.body].append(one)
    return record_of(found, scope.on), {
        name: record_of(theirs, scope.on) for name, theirs in owed.items()
    }


def aims(scope: Scope) -> Aims:
    """Objectives of these agreements' axes, each once; one query."""
    living = ActionSheet.objects.across_towns().filter(
        objectives_met=OuterRef("pk"), status__in=LIVE
    )
    rows = Objective.objects.filter(scope.among("axis__agreement_id")).order_by()
    found: dict[str, Any] = rows.annotate(lives=Exists(living)).aggregate(
        all=Count("pk"), alive=Count("pk", filter=Q(lives=True))
    )
    return Aims(found["all"], found["alive"])


def served(scope: Scope) -> list[Share]:
    """What each town got of these sheets, its fair share, and who got nothing of late; one query."""
    codes = [place.code for place in scope.places]
    rows = Benefit.objects.filter(sheet__in=scope.sheets()).order_by()
    if scope.year:
        rows = rows.filter(on__year=scope.year)
    acts = [
        Act(code, on, str(sheet))
        for code, on, sheet in rows.values_list("insee_code", "on", "sheet")
    ]
    people = {one.code: one.population for one in scope.places if one.population}
    return shares(codes, acts, on=scope.on, population=people)

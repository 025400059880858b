"""What the records say of a year of an agreement, for its review. Nothing here is typed for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone

from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Commitment,
    Decision,
    Envelope,
    TrackedIndicator,
    YearlyReview,
)
from beffroi.programme.reads.commitments import as_promise
from beffroi.programme.reads.dependencies import Outlook, outlook
from beffroi.programme.reads.head import last_day as last_day_of
from beffroi.programme.reads.money import financing_lines, spent, standings
from beffroi.programme.reads.takeovers import ever_in, own_years
from beffroi.programme.reads.tracking import Tracked, tracked
from beffroi.programme.rules.envelopes import Standing
from beffroi.programme.rules.financing import SECURED
from beffroi.programme.rules.forecasts import Forecast
from beffroi.programme.rules.money import Total, total
from beffroi.programme.rules.promises import Fate, fate
from beffroi.programme.rules.reviews import Part, Worked, first_missed, part_of, years_of
from beffroi.programme.rules.stages import Stage


@dataclass(frozen=True, slots=True)
class Year:
    """All that a review is drafted from. `parts`: sheets by the part they are told in."""

    year: int
    on: dt.date
    running: bool  # the year is not over
    parts: Mapping[Part, list[ActionSheet]]
    outlook: Outlook
    restricted: frozenset[str]  # keys of the sheets reserved to their bodies
    totals: list[Total]
    secured: Any  # euros obtained or paid, of the year
    pockets: list[tuple[Envelope, Standing]]
    tracked: list[Tracked]
    decisions: list[Decision]
    promises: list[tuple[Commitment, Fate]]


def year_of(agreement: Agreement, year: int, on: dt.date) -> Year:
    """The records of a year as they stand; `on` is the last day told of."""
    sheets = _sheets(agreement, year)
    told = outlook(sheets, on)
    ids = [sheet.pk for sheet in sheets]
    ours = own_years(agreement)
    costs = [line for line in spent(ids, ours) if line.year == year]
    lines = financing_lines(ids).filter(ours, year=year, state__in=SECURED)
    running = on.year == timezone.localdate().year
    pockets = list(agreement.envelopes.filter(year=year).select_related("axis", "payer"))
    stands = standings(pockets)
    return Year(
        year=year,
        on=on,
        running=running,
        parts=_parted(sheets, told, year, on, running=running),
        outlook=told,
        restricted=frozenset(sheet.key for sheet in sheets if sheet.is_restricted),
        totals=[total(costs, stage) for stage in Stage],
        secured=sum(line.amount for line in lines),
        pockets=[(one, stands[one.pk]) for one in pockets],
        tracked=tracked(indicators_of(agreement), agreement.town, on),
        decisions=_decisions(agreement, year, on),
        promises=_promises(agreement, year, on),
    )


def counted_in(
    agreement: Agreement, year: int, on: dt.date
) -> tuple[Mapping[Part, list[ActionSheet]], list[tuple[Commitment, Fate]]]:
    """What the sentence of a year counts: sheets by the part they are told in, and promises.

    Five queries, whatever the number of sheets.
    """
    sheets = _sheets(agreement, year)
    running = on.year == timezone.localdate().year
    parts = _parted(sheets, outlook(sheets, on), year, on, running=running)
    return parts, _promises(agreement, year, on)


def _sheets(agreement: Agreement, year: int) -> list[ActionSheet]:
    """Those of the agreement, and those its renewal took over after that year had begun."""
    rows = ActionSheet.objects.across_towns().filter(ever_in(agreement, dt.date(year, 1, 1)))
    return list(
        rows.select_related("axis", "town")
        .prefetch_related("milestones")
        .order_by("axis__order", "axis__code", "code")
    )


def _parted(
    sheets: list[ActionSheet], told: Outlook, year: int, on: dt.date, *, running: bool
) -> dict[Part, list[ActionSheet]]:
    found: dict[Part, list[ActionSheet]] = {part: [] for part in Part}
    for sheet in sheets:
        part = part_of(worked(sheet, told.forecasts[sheet.key], on, running=running), year, on)
        if part is not None:
            found[part].append(sheet)
    return found


def worked(sheet: ActionSheet, forecast: Forecast, on: dt.date, *, running: bool) -> Worked:
    """A sheet with its steps as the rules of reviews read it.

    A year that is over is judged on the days it missed itself, not on what was learnt after it.
    """
    steps = list(sheet.milestones.all())
    told = ((step.title, step.planned_on, step.done_on) for step in steps)
    return Worked(
        sheet.status,
        sheet.start,
        sheet.end,
        tuple(step.done_on for step in steps if step.done_on),
        sheet.moved_at.date(),
        slips=running and (forecast.late or forecast.held_up),
        missed=None if running else first_missed(told, on),
    )


def indicators_of(agreement: Agreement) -> Any:
    """What is followed on the agreement's axes and sheets."""
    rows = TrackedIndicator.objects.filter(
        Q(axis__agreement=agreement) | Q(sheet__agreement=agreement)
    )
    return rows.select_related("sheet", "axis", "perimeter").prefetch_related("measurements")


def _decisions(agreement: Agreement, year: int, on: dt.date) -> list[Decision]:
    rows = Decision.objects.filter(
        meeting__committee__agreement=agreement, meeting__on__year=year, meeting__on__lte=on
    )
    return list(rows.select_related("meeting__committee").order_by("meeting__on", "number"))


def _promises(agreement: Agreement, year: int, on: dt.date) -> list[tuple[Commitment, Fate]]:
    """Promises due in the year, and those due earlier that still stand."""
    rows = Commitment.objects.filter(Q(agreement=agreement) | Q(sheet__agreement=agreement))
    due = rows.filter(Q(due_on__year=year) | Q(due_on__lt=dt.date(year, 1, 1)))
    listed = due.select_related("organisation", "sheet").order_by("due_on", "pk")
    told = [(row, fate(as_promise(row), on)) for row in listed]
    first = dt.date(year, 1, 1)
    return [
        (row, one)
        for row, one in told
        if one == Fate.LATE or (row.due_on is not None and row.due_on >= first)
    ]


def reviews_of(agreement: Agreement, today: dt.date) -> list[tuple[int, YearlyReview | None]]:
    """The years an agreement may be reviewed for, each with its review; one query."""
    written = {row.year: row for row in agreement.reviews.all()}
    years = years_of(agreement.valid.lower, last_day_of(agreement), today, written)
    return [(year, written.get(year)) for year in years]


def review_or_404(agreement: Agreement, year: int, today: dt.date) -> YearlyReview:
    """The review of a year, not yet saved when nobody wrote in it."""
    for known, row in reviews_of(agreement, today):
        if known == year:
            return row or YearlyReview(agreement=agreement, year=year)
    raise Http404

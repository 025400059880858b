"""What everybody may read of a town's agreements: only what somebody chose to publish.

A restricted sheet is never published, whatever its box says; a private funder is never named, and
neither is a person.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q

from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Commitment,
    FinancingLine,
    TrackedIndicator,
    YearlyReview,
)
from beffroi.programme.reads.commitments import as_promise
from beffroi.programme.reads.finding import agreements
from beffroi.programme.reads.tracking import Tracked, tracked
from beffroi.programme.rules.financing import SECURED, Side, side_of
from beffroi.programme.rules.life import BINDING, OVER
from beffroi.programme.rules.promises import Fate, fate
from beffroi.programme.rules.status import Status
from beffroi.territory.models import Town


@dataclass(frozen=True, slots=True)
class Grant:
    """A published grant: `funder` "" where the money is private or one's own."""

    sheet: ActionSheet
    funder: str
    side: Side
    year: int
    amount: Decimal
    paid: bool


@dataclass(frozen=True, slots=True)
class Published:
    """A town's agreements as its inhabitants may read them."""

    running: list[Agreement]
    past: list[Agreement]
    sheets: list[ActionSheet]
    promises: list[tuple[Commitment, Fate]]
    tracked: list[Tracked]
    grants: list[Grant]
    reviews: list[YearlyReview]

    @property
    def anything(self) -> bool:
        """Whether the town has published anything at all."""
        return bool(self.running or self.past or self.sheets or self.promises)


def published_of(town: Town, on: dt.date) -> Published:
    """Everything published of a town; a number of queries that no count of rows moves."""
    rows = agreements(town).filter(is_published=True).prefetch_related("parties__organisation")
    listed = [one for one in rows.select_related("town") if one.state in BINDING | OVER]
    sheets = _sheets(town)
    shown = [one.pk for one in listed]
    return Published(
        running=[one for one in listed if one.state in BINDING],
        past=[one for one in listed if one.state in OVER],
        sheets=sheets,
        promises=_promises(shown, sheets, on),
        tracked=tracked(_indicators(shown, sheets), town, on),
        grants=_grants(sheets),
        reviews=_reviews(shown),
    )


def _sheets(town: Town) -> list[ActionSheet]:
    """Published sheets; one that is only discussed has nothing to tell yet."""
    rows = ActionSheet.objects.of(town).filter(is_published=True, is_restricted=False)
    listed = rows.exclude(status=Status.TO_DISCUSS).select_related("axis", "town")
    return list(listed.order_by("axis__order", "axis__code", "code", "pk"))


def _promises(
    shown: list[int], sheets: list[ActionSheet], on: dt.date
) -> list[tuple[Commitment, Fate]]:
    of_agreement = Q(agreement__in=shown, sheet=None)
    of_sheet = Q(sheet__in=[one.pk for one in sheets])
    rows = Commitment.objects.filter(of_agreement | of_sheet, is_published=True)
    listed = rows.select_related("organisation").order_by("due_on", "pk")
    return [(row, fate(as_promise(row), on)) for row in listed]


def _indicators(shown: list[int], sheets: list[ActionSheet]) -> Any:
    """Indicators of published sheets, and of the axes of published agreements."""
    rows = TrackedIndicator.objects.filter(
        Q(sheet__in=[one.pk for one in sheets]) | Q(axis__agreement__in=shown)
    )
    return rows.select_related("sheet", "axis", "perimeter").prefetch_related("measurements")


def _grants(sheets: list[ActionSheet]) -> list[Grant]:
    """Published money, obtained or paid: what is only asked for is nobody's business yet."""
    by_key = {one.pk: one for one in sheets}
    rows = FinancingLine.objects.filter(sheet__in=by_key, is_published=True, state__in=SECURED)
    return [
        Grant(
            by_key[row.sheet_id],
            row.funder.name if row.funder and side_of(row.kind) is Side.PUBLIC else "",
            side_of(row.kind),
            row.year,
            row.amount,
            row.state == "paid",
        )
        for row in rows.select_related("funder").order_by("year", "pk")
    ]


def _reviews(shown: list[int]) -> list[YearlyReview]:
    rows = YearlyReview.objects.filter(
        agreement__in=shown, is_published=True, closed_at__isnull=False
    )
    return list(rows.select_related("agreement").order_by("-year", "pk"))

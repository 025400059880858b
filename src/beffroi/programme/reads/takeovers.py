"""Sheets that passed from an agreement to its renewal: where they stood, and which years are whose.

A sheet stands in one agreement. In those it came from it is still told; its money of a year counts
in the agreement that holds it at the end of that year, so that no line is in two.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from beffroi.programme import policies
from beffroi.programme.models import ActionSheet, Agreement, Takeover
from beffroi.programme.rules.status import OVER


def ever_in(agreement: Agreement, since: dt.date | None = None) -> Q:
    """Sheets that stand in an agreement, and those that its renewal took over (after that day)."""
    passed = passed_from(Q(source=agreement), since)
    return Q(agreement=agreement) | Q(pk__in=passed)


def passed_from(source: Any, since: dt.date | None = None) -> QuerySet[Any, Any]:
    """Numbers of the sheets that passed from agreements of this condition."""
    rows = Takeover.objects.filter(source, taken_on__isnull=False)
    if since is not None:
        rows = rows.filter(taken_on__gt=since)
    return rows.order_by().values("sheet")


def own_years(agreement: Agreement) -> Q:
    """Lines (sheet, year) that are this agreement's: of the years it held the sheet at their end."""
    story = Takeover.objects.filter(sheet=OuterRef("sheet"), taken_on__isnull=False)
    before = story.filter(into=agreement, taken_on__year__gt=OuterRef("year"))
    after = story.filter(source=agreement, taken_on__year__lte=OuterRef("year"))
    return ~Q(Exists(before)) & ~Q(Exists(after))


def open_sheets(agreement: Agreement) -> QuerySet[ActionSheet]:
    """Sheets of an agreement that are neither done nor abandoned."""
    rows: QuerySet[ActionSheet] = ActionSheet.objects.across_towns()
    return rows.filter(agreement=agreement).exclude(status__in=OVER)


def choice_of(agreement: Agreement, person: Any) -> list[tuple[ActionSheet, bool]]:
    """The open sheets this person may see, and whether its renewal takes each over; two queries.

    All of them where no renewal is prepared yet.
    """
    rows = open_sheets(agreement).filter(policies.visible_sheets(person))
    found = rows.select_related("axis", "town").order_by("axis__order", "axis__code", "code")
    renewal = getattr(agreement, "renewed_by", None)
    chosen = set(renewal.sheets_taken.values_list("sheet", flat=True)) if renewal else None
    return [(sheet, chosen is None or sheet.pk in chosen) for sheet in found]


def passed_on(agreement: Agreement, person: Any) -> list[ActionSheet]:
    """The sheets that its renewal took over, as they are today."""
    rows: QuerySet[ActionSheet] = ActionSheet.objects.across_towns()
    taken = rows.filter(policies.visible_sheets(person), pk__in=passed_from(Q(source=agreement)))
    return list(taken.select_related("town", "agreement").order_by("code"))


def story_of(sheet: ActionSheet) -> Iterable[Takeover]:
    """The agreements a sheet came from, the first first."""
    rows = Takeover.objects.filter(sheet=sheet, taken_on__isnull=False)
    return rows.select_related("source__town", "into__town").order_by("taken_on", "pk")

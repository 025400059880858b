"""Field rounds and the coverage of sources."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.db import transaction

from beffroi.premises.models import Coverage, SurveyRound
from beffroi.territory.models import Perimeter, Source, Town


@transaction.atomic
def store_round(
    *,
    town: Town,
    source: Source,
    perimeter: Perimeter | None,
    name: str,
    started_on: dt.date,
    ended_on: dt.date,
    completeness: Decimal | None,
    note: str = "",
) -> SurveyRound:
    """One published walk of a perimeter; the same round again is the same row."""
    row, _ = SurveyRound.objects.across_towns().update_or_create(
        town=town,
        source=source,
        name=name,
        defaults={
            "perimeter": perimeter,
            "started_on": started_on,
            "ended_on": ended_on,
            "completeness": completeness,
            "note": note,
            "state": SurveyRound.State.PUBLISHED,
        },
    )
    state_coverage(
        source=source, stock=completeness, vacancy=completeness, activity=completeness, note=note
    )
    return row


def state_coverage(
    *,
    source: Source,
    stock: Decimal | None,
    vacancy: Decimal | None,
    activity: Decimal | None,
    note: str = "",
) -> Coverage:
    """Say what share of the field a source has seen; None where nobody knows."""
    row, _ = Coverage.objects.across_towns().update_or_create(
        source=source,
        defaults={"stock": stock, "vacancy": vacancy, "activity": activity, "note": note},
    )
    return row

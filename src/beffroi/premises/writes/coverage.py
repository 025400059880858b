"""Rounds a file tells whole, and the coverage of sources."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from beffroi.premises.models import Coverage, SurveyRound
from beffroi.premises.rules.rounds.life import State
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
    told = {
        "perimeter": perimeter, "started_on": started_on, "ended_on": ended_on,
        "completeness": completeness, "note": note, "state": State.PUBLISHED,
    }  # fmt: skip
    row, _ = SurveyRound.objects.across_towns().update_or_create(
        town=town, source=source, name=name, defaults=told
    )
    state_coverage(
        source=source, stock=completeness, vacancy=completeness, activity=completeness, note=note
    )
    return row


@transaction.atomic
def state_coverage(
    *,
    source: Source,
    stock: Decimal | None,
    vacancy: Decimal | None,
    activity: Decimal | None,
    note: str = "",
    known_at: dt.datetime | None = None,
) -> Coverage:
    """Say what share of the field a source has seen; None where nobody knows.

    Said again, it takes the place of what was said; with `known_at`, what was said before stays
    what was known until then.
    """
    said: dict[str, Any] = {"stock": stock, "vacancy": vacancy, "activity": activity, "note": note}
    held = Coverage.objects.across_towns().known().filter(source=source)
    row = held.select_for_update().first()
    if row is not None and known_at is None:
        held.update(**said)
        row.refresh_from_db()
        return row
    if row is not None:
        if {word: getattr(row, word) for word in said} == said:
            return row
        held.update(recorded=DateTimeTZRange(row.recorded.lower, known_at, "[)"))
    said |= {"source": source, "recorded": DateTimeTZRange(known_at, None, "[)")}
    told: Coverage = Coverage.objects.create(**said)
    return told

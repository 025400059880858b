"""Which sources speak of the premises of a day."""

from __future__ import annotations

import datetime as dt

from beffroi.premises.reads.asof import as_of_sql, rows
from beffroi.territory.models import Perimeter, Source, Town


def sources_on(
    town: Town,
    on: dt.date,
    *,
    perimeter: Perimeter | None = None,
    known_on: dt.datetime | None = None,
) -> list[Source]:
    """The sources of the states and occupants of a day, newest first. Two queries."""
    body, values = as_of_sql(town, on, known_on, perimeter)
    found = rows(f"SELECT DISTINCT s.source_id, o.source_id {body}", values)
    keys = {key for pair in found for key in pair if key is not None}
    return list(Source.objects.of(town).filter(pk__in=keys).order_by("-as_of", "key"))


def doubtful_count(town: Town, on: dt.date, *, perimeter: Perimeter | None = None) -> int:
    """How many premises of a day stand almost as near to another street."""
    body, values = as_of_sql(town, on, None, perimeter)
    return int(rows(f"SELECT count(*) {body} AND p.street_doubtful", values)[0][0])

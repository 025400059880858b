"""Bodies through their mergers: what one became, and what went into it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import connection

_HEIRS = """
    WITH RECURSIVE heir(id) AS (
        SELECT id FROM territory_organisation WHERE key = ANY(%s)
        UNION
        SELECT merger.into_id FROM territory_merger merger JOIN heir ON merger.absorbed_id = heir.id
        WHERE merger."on" <= %s
    )
    SELECT key FROM heir JOIN territory_organisation USING (id)
"""
_FAMILY = """
    WITH RECURSIVE family(id) AS (
        SELECT id FROM territory_organisation WHERE key = ANY(%s)
        UNION
        SELECT merger.absorbed_id FROM territory_merger merger JOIN family ON merger.into_id = family.id
        WHERE merger."on" <= %s
    )
    SELECT key FROM family JOIN territory_organisation USING (id)
"""


def with_heirs(keys: Iterable[str], on: dt.date) -> frozenset[str]:
    """These bodies and those they had become by this day, merger after merger."""
    return _keys(_HEIRS, keys, on)


def with_absorbed(keys: Iterable[str], on: dt.date) -> frozenset[str]:
    """These bodies and those that had gone into them by this day, merger after merger."""
    return _keys(_FAMILY, keys, on)


def _keys(sql: str, keys: Iterable[str], on: dt.date) -> frozenset[str]:
    asked = sorted(set(keys))
    if not asked:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(sql, [asked, on])
        return frozenset(key for (key,) in cursor.fetchall())

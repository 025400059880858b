"""Thousands of rows changed by one statement each: a framework's update of many is a case a row."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

from beffroi.premises.models import Premises

_CLOSE = """
UPDATE {table}
SET recorded = tstzrange(lower(recorded), greatest(%(at)s, lower(recorded)), '[)')
WHERE id = ANY(%(rows)s)"""
_MOVE = """
UPDATE premises_premises AS held
SET (lon, lat, house_number, footprint, frontage_m)
  = (told.lon, told.lat, told.house_number, told.footprint::jsonb, told.frontage_m)
FROM unnest(%s::bigint[], %s::float8[], %s::float8[], %s::text[], %s::text[], %s::float8[])
  AS told(id, lon, lat, house_number, footprint, frontage_m)
WHERE held.id = told.id"""
_JOIN = """
UPDATE premises_occupancy AS held SET shop_id = told.shop
FROM unnest(%s::bigint[], %s::bigint[]) AS told(id, shop) WHERE held.id = told.id"""


def close_rows(model: Any, rows: Sequence[int], at: dt.datetime) -> None:
    """End what was known of these dated rows.

    One closed in the instant it was opened was never known: its range is empty.
    """
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(
                _CLOSE.format(table=model._meta.db_table), {"at": at, "rows": list(rows)}
            )


def move_cells(cells: Sequence[Premises]) -> int:
    """Store where these cells stand, and how wide; how many they are."""
    if not cells:
        return 0
    told = [
        (cell.pk, cell.lon, cell.lat, cell.house_number, _shape(cell.footprint), cell.frontage_m)
        for cell in cells
    ]
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [list(column) for column in zip(*told, strict=True)])
    return len(told)


def _shape(drawn: Any) -> str | None:
    return None if drawn is None else json.dumps(drawn)


def join_shops(shops: Mapping[int, int]) -> int:
    """Give occupancies, by number, the records of their shops; how many were joined."""
    if shops:
        with connection.cursor() as cursor:
            cursor.execute(_JOIN, [list(shops), list(shops.values())])
    return len(shops)

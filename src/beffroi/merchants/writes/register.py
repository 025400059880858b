"""Store what the register says: COPY into a temporary table, then one statement per change.

The same file twice changes nothing. A file is the register's whole word on the establishments it
names: their periods that it no longer has are closed, so that what was known before can still be
read; establishments it does not name stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from beffroi.sources.records import EstablishmentPeriodSeen, EstablishmentSeen
from beffroi.territory.models import Source, Town


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows of our tables that a store added, changed, closed (removed), or found as they were."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


@transaction.atomic
def store_establishments(
    *, town: Town, source: Source, seen: Iterable[EstablishmentSeen]
) -> Stored:
    """Add or update the establishments of a town from a reading's records, in file order."""
    with connection.cursor() as cursor:
        cursor.execute(_INCOMING_ESTABLISHMENTS)
        count = _copy(cursor, "incoming_establishment", (_establishment(e) for e in seen))
        cursor.execute(_UPSERT_ESTABLISHMENTS, {"town": town.pk, "source": source.pk})
        added, changed = cursor.fetchone()
        cursor.execute("DROP TABLE incoming_establishment")
    return Stored(added=added, changed=changed, unchanged=count - added - changed)


@transaction.atomic
def store_periods(
    *,
    town: Town,
    source: Source,
    seen: Iterable[EstablishmentPeriodSeen],
    known_at: dt.datetime | None = None,
) -> Stored:
    """Hold for true, from `known_at` (now) on, what the file says of the establishments it names.

    An establishment that no stock has brought is added from its latest period.
    """
    keys: dict[str, Any] = {
        "town": town.pk,
        "source": source.pk,
        "known_at": known_at or timezone.now(),
    }
    with connection.cursor() as cursor:
        cursor.execute(_INCOMING_PERIODS)
        count = _copy(cursor, "incoming_period", (_period(p) for p in seen))
        cursor.execute("ANALYZE incoming_period")
        cursor.execute(_ESTABLISHMENTS_OF_PERIODS, keys)
        cursor.execute(_CLOSE_PERIODS, keys)
        removed = cursor.rowcount
        cursor.execute(_ADD_PERIODS, keys)
        added = cursor.rowcount
        cursor.execute("DROP TABLE incoming_period")
    return Stored(added=added, removed=removed, unchanged=count - added)


def _copy(cursor: Any, table: str, rows: Iterable[tuple[Any, ...]]) -> int:
    """Stream rows into a temporary table; how many there were."""
    count = 0
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _establishment(e: EstablishmentSeen) -> tuple[Any, ...]:
    place = (e.house_number[:12], e.street_name[:160], e.lon, e.lat)
    activity = (e.naf[:8], e.nomenclature[:10], e.active, e.created_on)
    return (e.siret, e.sign[:160], *activity, e.partial_diffusion, e.headcount_band[:4], *place)


def _period(p: EstablishmentPeriodSeen) -> tuple[Any, ...]:
    return (p.siret, p.start, p.end, p.active, p.naf[:8], p.nomenclature[:10], p.headcount_band[:4])


_INCOMING_ESTABLISHMENTS = """
CREATE TEMP TABLE incoming_establishment (
    siret varchar(14), sign text, naf text, nomenclature text, active boolean, created_on date,
    partial_diffusion boolean, headcount_band text, house_number text, street_name text,
    lon double precision, lat double precision
) ON COMMIT DROP
"""

_UPSERT_ESTABLISHMENTS = """
WITH stored AS (
    INSERT INTO merchants_establishment AS held (
        siret, sign, naf, nomenclature, active, created_on, partial_diffusion, headcount_band,
        house_number, street_name, lon, lat, town_id, source_id)
    SELECT incoming_establishment.*, %(town)s, %(source)s FROM incoming_establishment
    ON CONFLICT (town_id, siret) DO UPDATE SET
        (sign, naf, nomenclature, active, created_on, partial_diffusion, headcount_band,
         house_number, street_name, lon, lat, source_id)
        = (excluded.sign, excluded.naf, excluded.nomenclature, excluded.active,
           excluded.created_on, excluded.partial_diffusion, excluded.headcount_band,
           excluded.house_number, excluded.street_name, excluded.lon, excluded.lat,
           excluded.source_id)
    WHERE (held.sign, held.naf, held.nomenclature, held.active, held.created_on,
           held.partial_diffusion, held.headcount_band, held.house_number, held.street_name,
           held.lon, held.lat)
        IS DISTINCT FROM
          (excluded.sign, excluded.naf, excluded.nomenclature, excluded.active,
           excluded.created_on, excluded.partial_diffusion, excluded.headcount_band,
           excluded.house_number, excluded.street_name, excluded.lon, excluded.lat)
    RETURNING xmax = 0 AS is_new
)
SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new) FROM stored
"""

_INCOMING_PERIODS = """
CREATE TEMP TABLE incoming_period (
    siret varchar(14), starts date, ends date, active boolean, naf text, nomenclature text,
    headcount_band text, valid daterange GENERATED ALWAYS AS (daterange(starts, ends)) STORED
) ON COMMIT DROP
"""

# An establishment known from periods alone follows its latest period; the stock's word prevails.
_ESTABLISHMENTS_OF_PERIODS = """
INSERT INTO merchants_establishment AS held (
    siret, sign, naf, nomenclature, active, created_on, partial_diffusion, headcount_band,
    house_number, street_name, lon, lat, town_id, source_id)
SELECT DISTINCT ON (siret) siret, '', naf, nomenclature, active,
    CASE WHEN bool_or(starts IS NULL) OVER each THEN NULL ELSE min(starts) OVER each END,
    false, headcount_band, '', '', NULL::float, NULL::float, %(town)s, %(source)s
FROM incoming_period
WINDOW each AS (PARTITION BY siret)
ORDER BY siret, starts DESC NULLS LAST
ON CONFLICT (town_id, siret) DO UPDATE SET
    (naf, nomenclature, active, created_on, headcount_band, source_id)
    = (excluded.naf, excluded.nomenclature, excluded.active, excluded.created_on,
       excluded.headcount_band, excluded.source_id)
WHERE held.source_id IN (SELECT id FROM territory_source WHERE kind = 'sirene_periods')
  AND (held.naf, held.nomenclature, held.active, held.created_on, held.headcount_band)
    IS DISTINCT FROM (excluded.naf, excluded.nomenclature, excluded.active, excluded.created_on,
                      excluded.headcount_band)
"""

# a row closed in the instant it was opened was never known: its range is empty
_CLOSE_PERIODS = """
WITH gone AS (
    SELECT held.id
    FROM (
        SELECT owner.siret, held.valid, held.active, held.naf, held.nomenclature
        FROM merchants_establishmentperiod AS held
        JOIN merchants_establishment AS owner
          ON owner.id = held.establishment_id AND owner.town_id = %(town)s
        WHERE owner.siret IN (SELECT siret FROM incoming_period) AND upper_inf(held.recorded)
        EXCEPT
        SELECT siret, valid, active, naf, nomenclature FROM incoming_period
    ) AS unsaid
    JOIN merchants_establishment AS owner
      ON owner.siret = unsaid.siret AND owner.town_id = %(town)s
    JOIN merchants_establishmentperiod AS held
      ON held.establishment_id = owner.id AND held.valid = unsaid.valid
     AND held.active = unsaid.active AND held.naf = unsaid.naf
     AND held.nomenclature = unsaid.nomenclature AND upper_inf(held.recorded)
)
UPDATE merchants_establishmentperiod
SET recorded = tstzrange(lower(recorded), greatest(%(known_at)s, lower(recorded)))
WHERE id IN (SELECT id FROM gone)
"""

# EXCEPT hashes both sides whatever the statistics; an anti-join on fresh tables took a minute
_ADD_PERIODS = """
INSERT INTO merchants_establishmentperiod (
    establishment_id, valid, active, naf, nomenclature, recorded, source_id, confidence, audience)
SELECT fresh.*, tstzrange(%(known_at)s, NULL), %(source)s, 'likely', 'public'
FROM (
    SELECT owner.id, told.valid, told.active, told.naf, told.nomenclature
    FROM incoming_period AS told
    JOIN merchants_establishment AS owner
      ON owner.siret = told.siret AND owner.town_id = %(town)s
    EXCEPT
    SELECT held.establishment_id, held.valid, held.active, held.naf, held.nomenclature
    FROM merchants_establishmentperiod AS held
    JOIN merchants_establishment AS owner
      ON owner.id = held.establishment_id AND owner.town_id = %(town)s
    WHERE upper_inf(held.recorded)
) AS fresh
"""

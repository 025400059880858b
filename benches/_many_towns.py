"""An installation of many towns, simulated: towns, people with a role, premises seen twice.

Everything is marked fictional and bears invented names; nothing is drawn by chance.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import _bulk as bulk  # put there by the bench, which is no package

if TYPE_CHECKING:
    from beffroi.territory.models import Town

ROUNDS = [dt.date(2025, 5, 17), dt.date(2026, 5, 17)]
STREETS = 20
WEST, SOUTH, WIDE, TALL = 2.0, 46.0, 0.02, 0.015  # degrees: a town centre of 1.5 km
PASSWORD = "Beffroi-simulé-2026"

PREMISES = """
INSERT INTO premises_premises (public_id, town_id, lon, lat, house_number, street_id,
  street_origin, street_doubtful, street_doubt, side, along_m, frontage_m, in_field)
SELECT t.insee_code || '-' || lpad(to_hex(i), 6, '0'), t.id,
  %(west)s + %(wide)s * (hashint4(i) & 65535) / 65536.0,
  %(south)s + %(tall)s * (hashint4(i + 7) & 65535) / 65536.0,
  (i %% 90)::text, first.street + i %% %(streets)s, 'address', false, '[]',
  CASE WHEN i %% 2 = 0 THEN 'left' ELSE 'right' END, i %% 500, 5 + i %% 9, true
FROM territory_town t
JOIN (SELECT town_id, min(id) AS street FROM territory_street GROUP BY 1) AS first
  ON first.town_id = t.id, generate_series(1, %(premises)s) AS i
"""
STATES = """
INSERT INTO premises_premisesstate (valid, recorded, confidence, audience, kind, premises_id,
  source_id)
SELECT daterange(s.as_of, CASE WHEN s.as_of = %(first)s THEN %(last)s END),
  tstzrange(s.as_of + interval '30 days', NULL), 'sure', 'public',
  CASE WHEN p.id %% 40 = 0 OR (p.id + extract(year FROM s.as_of)::int) %% 21 = 0
    THEN 'vacant' ELSE 'occupied' END, p.id, s.id
FROM premises_premises p JOIN territory_source s ON s.town_id = p.town_id
"""
OCCUPANTS = """
INSERT INTO premises_occupancy (valid, recorded, confidence, audience, premises_id, source_id, name,
  activity, family, trade_tag, low_flow, personal_service)
SELECT s.valid, s.recorded, 'sure', 'public', s.premises_id, s.source_id,
  'Commerce simulé ' || s.premises_id, 'activite-' || s.premises_id %% 90,
  (%(families)s::text[])[1 + s.premises_id %% 8], '', s.premises_id %% 17 = 0,
  s.premises_id %% 11 = 0
FROM premises_premisesstate s WHERE s.kind = 'occupied'
"""
WITHIN = """
INSERT INTO premises_within (premises_id, perimeter_id)
SELECT p.id, z.id FROM premises_premises p JOIN territory_perimeter z ON z.town_id = p.town_id
"""


PERSONS = """
INSERT INTO accounts_person (password, key, email, name, is_active, is_fictional, language)
SELECT %(password)s, 'simulee' || t || 'x' || n, 'p' || n || '@ville-' || t || '.invalid',
  'Personne simulée ' || t || '-' || n, true, false, 'fr'
FROM generate_series(0, %(towns)s - 1) AS t, generate_series(0, %(people)s - 1) AS n
"""
ROLES = """
INSERT INTO territory_roleassignment (key, role, scope, district, region, object_key, given_by,
  given_at, valid, person_id, town_id)
SELECT 'role' || p.id, %(role)s, %(scope)s, '', '', '', '', now(), daterange(%(first)s, NULL), p.id,
  t.id
FROM accounts_person p JOIN territory_town t
  ON t.insee_code = 'Z' || lpad(substring(p.email from '@ville-([0-9]+)'), 4, '0')
"""
FILLED = (
    "premises_premises", "premises_premisesstate", "premises_occupancy", "premises_within",
    "accounts_person", "territory_roleassignment",
)  # fmt: skip


def build(*, towns: int, people: int, premises: int) -> list[Town]:
    """`towns` towns, each with `people` people who act for it and `premises` premises."""
    from django.db import connection

    made = _towns(towns)
    values: dict[str, Any] = {
        "west": WEST, "south": SOUTH, "wide": WIDE, "tall": TALL, "streets": STREETS,
        "premises": premises, "first": ROUNDS[0], "last": ROUNDS[1], "families": _families(),
        "towns": towns, "people": people, **_acting(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        with bulk.bare(cursor, *FILLED):
            for step in (PREMISES, STATES, OCCUPANTS, WITHIN, PERSONS, ROLES):
                cursor.execute(step, values)
        cursor.execute("ANALYZE")
    return made


def _towns(count: int) -> list[Town]:
    from beffroi.territory.models import Perimeter, Street, Town

    rows = Town.objects.bulk_create(
        Town(
            insee_code=f"Z{n:04d}", name=f"Ville simulée {n:03d}", slug=f"ville-simulee-{n:03d}",
            is_fictional=True, lon=WEST, lat=SOUTH, population=20_000, data_version=1,
        )
        for n in range(count)
    )  # fmt: skip
    Street.objects.bulk_create(
        Street(town=town, name=f"Rue simulée {n:02d}", slug=f"rue-{n:02d}")
        for town in rows
        for n in range(STREETS)
    )
    Perimeter.objects.bulk_create(
        Perimeter(
            town=town, kind="town_centre", name="Centre simulé", slug="centre", geometry=_square(),
            valid=(None, None), is_default=True,
        )
        for town in rows
    )  # fmt: skip
    for town in rows:
        _rounds(town)
    return rows


def _rounds(town: Town) -> None:
    """Two complete rounds: the figures of the dashboard can all be told."""
    from beffroi.premises.writes import state_coverage
    from beffroi.sources.records import SourceFacts
    from beffroi.territory.writes import add_source

    whole = Decimal(1)
    for day in ROUNDS:
        facts = SourceFacts("survey", as_of=day)
        source = add_source(town=town, facts=facts, label=f"{day}", is_simulated=True)
        state_coverage(source=source, stock=whole, vacancy=whole, activity=whole)


def _acting() -> dict[str, str]:
    """All have the same password, made once: checking it costs what it costs for anybody's.

    Their names and addresses say that they are simulated; the flag would keep them out of production.
    """
    from django.contrib.auth.hashers import make_password

    from beffroi.accounts.rules import roles
    from beffroi.territory.models import RoleAssignment

    scope = str(RoleAssignment._meta.get_field("scope").get_default())
    return {"password": make_password(PASSWORD), "role": roles.ADVISOR, "scope": scope}


def email(town: int, person: int) -> str:
    return f"p{person}@ville-{town}.invalid"


def _square() -> dict[str, Any]:
    east, north = WEST + WIDE, SOUTH + TALL
    ring = [[WEST, SOUTH], [east, SOUTH], [east, north], [WEST, north], [WEST, SOUTH]]
    return {"type": "Polygon", "coordinates": [ring]}


def _families() -> list[str]:
    from beffroi.ui.families import FAMILIES

    return [family.key for family in FAMILIES][:8]

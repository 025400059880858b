"""A city of 85,000 premises: its dashboard, its map's data, the queries of its lists."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beffroi.cli.bench import Bench
    from beffroi.territory.models import Town

NEEDS_DATABASE = True
PREMISES, STREETS = 85_000, 900
ROUNDS = [dt.date(2024, 5, 17), dt.date(2025, 5, 17), dt.date(2026, 5, 17)]
WEST, SOUTH, WIDE, TALL = 2.0, 46.0, 0.16, 0.11  # degrees: about 12 km each way

# every 7th premises is empty for one of the three years, every 40th for good; hash of the id
CITY = """
INSERT INTO premises_premises (public_id, town_id, lon, lat, house_number, street_id,
  street_origin, street_doubtful, street_doubt, side, along_m, frontage_m, in_field)
SELECT '99999-' || lpad(to_hex(i), 6, '0'), %(town)s,
  %(west)s + %(wide)s * (hashint4(i) & 65535) / 65536.0,
  %(south)s + %(tall)s * (hashint4(i + 7) & 65535) / 65536.0,
  (i %% 180)::text, %(street)s + i %% %(streets)s, 'address', false, '[]',
  CASE WHEN i %% 2 = 0 THEN 'left' ELSE 'right' END, i %% 500, 5 + i %% 9, true
FROM generate_series(1, %(premises)s) AS i
"""
STATES = """
INSERT INTO premises_premisesstate (valid, recorded, confidence, audience, kind, premises_id,
  source_id)
SELECT daterange(days[n], days[n + 1]), tstzrange(days[n] + interval '30 days', NULL), 'sure',
  'public', CASE WHEN p.id %% 40 = 0 OR (p.id + n) %% 21 = 0 THEN 'vacant' ELSE 'occupied' END,
  p.id, sources[n]
FROM premises_premises p, generate_series(1, 3) AS n,
  (SELECT %(days)s::date[] AS days, %(sources)s::bigint[] AS sources) AS told
WHERE p.town_id = %(town)s
"""
OCCUPANTS = """
INSERT INTO premises_occupancy (valid, recorded, confidence, audience, premises_id, source_id, name,
  activity, family, trade_tag, low_flow, personal_service)
SELECT s.valid, s.recorded, 'sure', 'public', s.premises_id, s.source_id,
  'Commerce simulé ' || s.premises_id, 'activite-' || s.premises_id %% 90,
  (%(families)s::text[])[1 + s.premises_id %% 8], '', s.premises_id %% 17 = 0,
  s.premises_id %% 11 = 0
FROM premises_premisesstate s JOIN premises_premises p ON p.id = s.premises_id
WHERE p.town_id = %(town)s AND s.kind = 'occupied'
"""


def run(bench: Bench) -> None:
    _, town = bench.time(f"ville simulée de {PREMISES:,} locaux, 3 états chacun", build)
    dashboard(bench, town)
    map_data(bench, town)
    lists(bench, town)


def build() -> Town:
    """The city, the same each time: nothing is drawn by chance."""
    from django.db import connection

    from beffroi.territory.models import Street
    from beffroi.territory.writes import open_town, touch

    town = open_town(
        insee_code="99999", name="Mille-Portes", by=None, is_fictional=True, lon=WEST, lat=SOUTH
    )
    streets = Street.objects.bulk_create(
        Street(town=town, name=f"Rue simulée {n:03d}", slug=f"rue-{n:03d}") for n in range(STREETS)
    )
    values = {
        "town": town.pk, "west": WEST, "south": SOUTH, "wide": WIDE, "tall": TALL,
        "street": streets[0].pk, "streets": STREETS, "premises": PREMISES, "days": ROUNDS,
        "sources": rounds(town), "families": families(),
    }  # fmt: skip
    with connection.cursor() as cursor:
        for step in (CITY, STATES, OCCUPANTS):
            cursor.execute(step, values)
    perimeter(town)
    touch(town)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return town


def rounds(town: Town) -> list[int]:
    """Three complete rounds; their sources."""
    from decimal import Decimal

    from beffroi.premises.writes import state_coverage
    from beffroi.sources.records import SourceFacts
    from beffroi.territory.writes import add_source

    whole = Decimal(1)
    made = []
    for day in ROUNDS:
        source = add_source(
            town=town, facts=SourceFacts("survey", as_of=day), label=f"{day}", is_simulated=True
        )
        state_coverage(source=source, stock=whole, vacancy=whole, activity=whole)
        made.append(source.pk)
    return made


def families() -> list[str]:
    from beffroi.ui.families import FAMILIES

    return [family.key for family in FAMILIES][:8]


def perimeter(town: Town) -> None:
    """One perimeter that holds every premises."""
    from django.db import connection

    from beffroi.territory.writes import add_perimeter

    east, north = WEST + WIDE, SOUTH + TALL
    ring = [[WEST, SOUTH], [east, SOUTH], [east, north], [WEST, north], [WEST, SOUTH]]
    row = add_perimeter(
        town=town,
        kind="custom",
        name="Toute la ville",
        by=None,
        is_default=True,
        geometry={"type": "Polygon", "coordinates": [ring]},
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO premises_within (premises_id, perimeter_id)"
            " SELECT id, %s FROM premises_premises WHERE town_id = %s",
            [row.pk, town.pk],
        )


def asked(path: str) -> Callable[[], Any]:
    """Ask one page of the application, through every middleware."""
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")

    def ask() -> Any:
        answer = client.get(path)
        if answer.status_code != 200:
            raise RuntimeError(f"{path}: {answer.status_code}")
        return answer

    return ask


def queries(work: Callable[[], Any]) -> int:
    """How many SELECTs some work takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as caught:
        work()
    return sum(q["sql"].lstrip().startswith(("SELECT", "WITH")) for q in caught)


def dashboard(bench: Bench, town: Town) -> None:
    """One perimeter at one date, cold then warm."""
    ask = asked(f"/{town.slug}/indicateurs/?date={ROUNDS[-1]}")
    bench.time("tableau de bord, à froid", ask)
    warm, _ = bench.time("tableau de bord, à chaud", ask, repeat=7)
    bench.aim("tableau de bord d’un périmètre à une date, à chaud", warm, below=0.3)
    bench.count("ses requêtes SQL", queries(ask), at_most=12)


def map_data(bench: Bench, town: Town) -> None:
    """A street, a quarter, the whole city."""
    lon, lat = WEST + WIDE / 2, SOUTH + TALL / 2
    for name, share in (("d’une rue", 0.02), ("d’un quartier", 0.1), ("de toute la ville", 1.0)):
        half_w, half_h = WIDE * share / 2, TALL * share / 2
        box = f"{lon - half_w},{lat - half_h},{lon + half_w},{lat + half_h}"
        ask = asked(f"/{town.slug}/carte/locaux.geojson?bbox={box}")
        seconds, answer = bench.time(f"données de carte {name}", ask, repeat=5)
        features = len(json.loads(answer.content)["features"])
        bench.tell(f"    {features:,} éléments, {len(answer.content) / 1024:,.0f} Kio")
        bench.aim(f"carte {name}", seconds, below=0.15)
        bench.count("ses requêtes SQL", queries(ask), at_most=12)


def lists(bench: Bench, town: Town) -> None:
    """Lists of streets and of premises."""
    for name, path in (("rues", "rues/"), ("locaux", "locaux/"), ("une rue", "rues/rue-001/")):
        ask = asked(f"/{town.slug}/{path}")
        bench.time(f"liste : {name}", ask, repeat=3)
        bench.count("ses requêtes SQL", queries(ask), at_most=12)

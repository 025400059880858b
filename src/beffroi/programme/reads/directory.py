"""Towns by stratum: population of its year, agglomeration, national programmes (row 001-14)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.country import country_pack

# Villes de France speaks of towns of 10,000 to 100,000 inhabitants (text 001); cut where Insee cuts.
STRATA: tuple[tuple[str, int, int, Any], ...] = (
    ("10-20", 10_000, 20_000, _("de 10 000 à 20 000 habitants")),
    ("20-50", 20_000, 50_000, _("de 20 000 à 50 000 habitants")),
    ("50-100", 50_000, 100_000, _("de 50 000 à 100 000 habitants")),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A commune. `agglomeration` and `around` are its EPCI and the inhabitants of it, "" and None."""

    code: str
    name: str
    population: int
    year: int | None
    agglomeration: str
    around: int | None
    programmes: tuple[str, ...]


def towns_of(stratum: str) -> tuple[Entry, ...]:
    """The communes of a stratum, the greatest first; () for a stratum nobody knows."""
    return _entries(settings.BEFFROI_COUNTRY).get(stratum, ())


@cache
def _entries(country: str) -> dict[str, tuple[Entry, ...]]:
    pack = country_pack(country)
    areas = pack.indexed("epci.csv", "siren")
    found: dict[str, list[Entry]] = {key: [] for key, *_bounds in STRATA}
    for one in pack.communes().values():
        people = one.population or 0
        key = next((key for key, low, high, _name in STRATA if low <= people < high), "")
        if not key or one.parent:
            continue
        area = areas.get(one.epci, {})
        around = int(area["population"]) if area.get("population") else None
        named = sorted({held.programme for held in pack.memberships(one.code)})
        year, name = one.population_year, area.get("name", "")
        found[key].append(Entry(one.code, one.name, people, year, name, around, tuple(named)))
    return {key: tuple(sorted(rows, key=_greatest)) for key, rows in found.items()}


def _greatest(one: Entry) -> tuple[int, str]:
    return -one.population, one.code

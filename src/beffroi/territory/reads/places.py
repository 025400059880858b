"""Places that bodies cover, by name: commune, EPCI, department, region, programme, country."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils.translation import gettext as _

from beffroi.kernel.communes import MAX_NAMED, search_key
from beffroi.kernel.country import country_pack
from beffroi.territory.models import AreaPlace, Town
from beffroi.territory.rules.programmes import PROGRAMMES

Level = AreaPlace.Level
TABLES = {
    Level.EPCI: ("epci.csv", "siren"),
    Level.DEPARTMENT: ("departements.csv", "code"),
    Level.REGION: ("regions.csv", "code"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A place one may choose: `note` tells namesakes apart."""

    level: str
    code: str
    name: str
    note: str = ""


def place_name(level: str, code: str) -> str:
    """The name of a place; its code where the country pack names none."""
    if level == Level.COMMUNE:
        commune = country_pack(settings.BEFFROI_COUNTRY).communes().get(code)
        return commune.name if commune else _open_here(code)
    if level == Level.PROGRAMME:
        return str(PROGRAMMES.get(code, code))
    if level == Level.COUNTRY:
        return _("tout le pays")
    return _names(level).get(code, code)


def _open_here(code: str) -> str:
    """A commune the country pack does not know: the invented town of a demonstration."""
    return Town.objects.filter(insee_code=code).values_list("name", flat=True).first() or code


@cache
def _names(level: str) -> dict[str, str]:
    table, key = TABLES[Level(level)]
    rows = country_pack(settings.BEFFROI_COUNTRY).table(table)
    return {row[key]: row["name"] for row in rows}


def find_places(text: str) -> list[Named]:
    """Places whose code is this, or whose name begins so: wider ones first, twelve of a level."""
    asked = search_key(text)
    if not asked:
        return []
    found = [Named(Level.PROGRAMME, key, str(name)) for key, name in PROGRAMMES.items()
             if asked == key or search_key(str(name)).startswith(asked)]  # fmt: skip
    for level in (Level.REGION, Level.DEPARTMENT, Level.EPCI):
        found += _of_table(level, asked)[:MAX_NAMED]
    return found + _communes(text)


def _of_table(level: str, asked: str) -> list[Named]:
    return [
        Named(level, code, name, code)
        for code, name in _names(level).items()
        if code.lower() == asked or _starts(search_key(name), asked)
    ]


def _starts(key: str, asked: str) -> bool:
    return key.startswith(asked) or f" {asked}" in key


def _communes(text: str) -> list[Named]:
    communes = country_pack(settings.BEFFROI_COUNTRY).communes()
    code = communes.successor(text.strip().upper())
    found = [communes[code]] if code in communes else communes.starting(text)
    return [Named(Level.COMMUNE, one.code, one.name, one.code) for one in found]


def is_place(level: str, code: str) -> bool:
    """Whether the country pack knows a place of this level and code."""
    pack = country_pack(settings.BEFFROI_COUNTRY)
    if level == Level.COMMUNE:
        return code in pack.communes()
    if level == Level.PROGRAMME:
        return code in PROGRAMMES
    if level == Level.COUNTRY:
        return code == pack.code
    return level in TABLES and code in _names(level)

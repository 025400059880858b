"""Programmes as the country pack tells them (countries/*/programmes.toml): facts with sources."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from beffroi.kernel.country import country_pack
from beffroi.programme.rules.spells import Entry, Listing, Spell, spells


class UnknownProgrammeError(LookupError):
    """The country pack tells of no such programme."""


@dataclass(frozen=True, slots=True)
class Told:
    """A commune of a programme and one of its times."""

    insee: str
    name: str
    spell: Spell


def programmes_told() -> list[str]:
    """Slugs of the programmes that the pack tells of."""
    return list(_tables(settings.BEFFROI_COUNTRY))


def programme_told(slug: str) -> dict[str, Any]:
    """What the pack says of one: name, versions, mapping, counts; raises `UnknownProgrammeError`."""
    tables = _tables(settings.BEFFROI_COUNTRY)
    if slug not in tables:
        raise UnknownProgrammeError(slug)
    return tables[slug]


def members_told(slug: str) -> list[Told]:
    """Every commune that a list of the pack names, with its times, by town then name."""
    facts = programme_told(slug)
    pack = country_pack(settings.BEFFROI_COUNTRY)
    lists = sorted((Listing(**one) for one in facts["lists"]), key=lambda one: one.on)
    entries = [Entry(**one) for one in facts["entries"]]
    communes, named = pack.communes(), defaultdict[str, dict[str, str]](dict)
    for row in pack.table("memberships.csv"):
        if row["programme"] == facts["members"]:
            named[communes.successor(row["insee"])][row["source"]] = row["ref"]
    found = [
        Told(insee, communes[insee].name, spell)
        for insee, told in named.items()
        for spell in spells(told, lists, entries)
    ]
    return sorted(found, key=lambda one: (one.spell.ref, one.name))


@cache
def _tables(country: str) -> dict[str, Any]:
    path = country_pack(country).path("programmes.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))

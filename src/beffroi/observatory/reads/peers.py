"""Communes comparable to a town, chosen from the country pack."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from beffroi.kernel import communes as kernel
from beffroi.kernel.country import CountryPack, country_pack
from beffroi.observatory.rules.peers import Commune, PeerGroup, choose_peers
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

CENTRE, REGIONAL = ("acv", "acv2"), ("pvd",)


def peers_of(town: Town) -> PeerGroup | None:
    """The peer group of a real town whose population is known; None for any other."""
    if town.is_fictional:
        return None
    every = _communes(settings.BEFFROI_COUNTRY)
    target = every.get(town.insee_code)
    return choose_peers(target, every.values()) if target else None


def towns_here(group: PeerGroup) -> list[Town]:
    """The peers that have an observatory on this installation."""
    codes = [member.code for member in group.members]
    return list(territory.towns().filter(insee_code__in=codes, is_fictional=False))


@cache
def _communes(country: str) -> dict[str, Commune]:
    """Every commune whose population is known, with what explains how its centre fares."""
    pack = country_pack(country)
    rows = [row for row in pack.communes().values() if row.population]
    centres: dict[str, kernel.Commune] = {}
    for row in rows:
        first = centres.get(row.epci)
        if first is None or (row.population or 0) > (first.population or 0):
            centres[row.epci] = row
    return {
        row.code: Commune(
            row.code,
            row.name,
            row.population or 0,
            _programmes(pack, row.code),
            centres[row.epci].code == row.code if row.epci else None,
            row.region,
        )
        for row in rows
    }


def _programmes(pack: CountryPack, code: str) -> frozenset[str]:
    """National programmes for town centres; the two phases of one count as one."""
    found = {membership.programme for membership in pack.memberships(code)}
    named = {"acv" if one in CENTRE else one for one in found}
    return frozenset(named & {"acv", *REGIONAL})

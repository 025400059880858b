"""Occupants: what a sighting says of them, and the records of their shops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from django.conf import settings

from beffroi.kernel.country import country_pack
from beffroi.merchants.models import ShopStatement
from beffroi.merchants.rules.facts import State, Voice, Word
from beffroi.merchants.writes import ShopFacts, record_shops
from beffroi.premises.models import Occupancy, Premises
from beffroi.premises.rules import Occupant, Situation
from beffroi.premises.writes.in_bulk import join_shops
from beffroi.sources.records import PremisesSeen
from beffroi.territory.models import Source, Town

# States in which nobody trades behind the window, or nobody knows who.
NOBODY = {"vacant", "works_unknown", "non_commercial_use", "demolished_merged", "unknown"}


def name_shops(
    *,
    town: Town,
    source: Source,
    cells: Mapping[str, Premises],
    seen: Sequence[PremisesSeen],
    on: dt.date,
) -> int:
    """Give each occupancy seen under a name the record of its shop; returns how many were joined."""
    told = {_seed(cells[one.ref].public_id, one.name): one for one in seen if one.name}
    same, facts = _known_as(town, cells), map(_facts, told, told.values())
    shops = record_shops(town=town, source=source, facts=facts, on=on, same=same)
    rows = (
        Occupancy.objects.of(town)
        .known()
        .filter(premises__in={cells[one.ref].pk for one in told.values()}, shop=None)
    )
    joined = {}
    for row in rows.select_related("premises").exclude(name=""):
        shop = shops.get(_seed(row.premises.public_id, row.name))
        if shop is not None:
            joined[row.pk] = shop.pk
    return join_shops(joined)


def _known_as(town: Town, cells: Mapping[str, Premises]) -> dict[str, str]:
    """Shops whose keeper gave them another name: the seed of that name at their door → their id."""
    named = ShopStatement.objects.of(town).filter(word=Word.NAME).exclude(voice=Voice.FILE)
    if not named.exists():
        return {}
    rows = (
        Occupancy.objects.of(town)
        .filter(shop__statements__in=named.exclude(state=State.WITHDRAWN))
        .filter(shop__statements__word=Word.NAME, premises__in=cells.values())
    )
    told = rows.values_list(
        "premises__public_id", "shop__statements__value", "shop__public_id"
    ).distinct()
    return {_seed(door, name): shop for door, name, shop in told}


def _seed(public_id: str, name: str) -> str:
    """A shop is known by its door and its name: the same name elsewhere may be another shop."""
    return f"{public_id}|{name[:160]}"


def _facts(seed: str, one: PremisesSeen) -> ShopFacts:
    return ShopFacts(
        seed=seed,
        name=one.name,
        sign=one.sign,
        activity=one.activity,
        opening_hours=one.opening_hours,
        phone=one.phone,
        website=one.website,
        wheelchair=one.wheelchair,
        network_ref=one.network_ref,
    )


def situation_of(one: PremisesSeen) -> Situation:
    """What a sighting says, with what the country's tables add to its activity."""
    if one.state in NOBODY:
        return Situation(one.state)
    return Situation(
        one.state,
        Occupant(
            name=one.name,
            activity=one.activity,
            family=one.family,
            network_ref=one.network_ref,
            trade_tag=one.trade_tag,
            low_flow=one.low_flow or one.activity in low_flow(),
            personal_service=one.personal_service or one.activity in personal_services(),
        ),
    )


@cache
def personal_services() -> frozenset[str]:
    """Activities the country's nomenclature calls personal services."""
    rows = country_pack(settings.BEFFROI_COUNTRY).table("nomenclature.csv")
    return frozenset(row["subfamily"] for row in rows if row["personal_service"] == "1")


@cache
def low_flow() -> frozenset[str]:
    """Activities of little passage by the country's table."""
    return low_flow_activities(country_pack(settings.BEFFROI_COUNTRY).table("osm_families.csv"))


def low_flow_activities(rows: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Activities whose every tag is of little passage: bank, surgery, office in a shopfront."""
    flows: dict[str, set[str]] = {}
    for row in rows:
        flows.setdefault(row["subfamily"], set()).add(row["low_flow"])
    return frozenset(code for code, said in flows.items() if said == {"1"})

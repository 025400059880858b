"""Join occupancies to the records of shops."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from beffroi.merchants.writes import ShopFacts, record_shops
from beffroi.premises.models import Occupancy, Premises
from beffroi.sources.records import PremisesSeen
from beffroi.territory.models import Source, Town


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
    shops = record_shops(town=town, source=source, facts=map(_facts, told, told.values()), on=on)
    rows = (
        Occupancy.objects.of(town)
        .known()
        .filter(premises__in={cells[one.ref].pk for one in told.values()}, shop=None)
    )
    joined = []
    for row in rows.select_related("premises").exclude(name=""):
        shop = shops.get(_seed(row.premises.public_id, row.name))
        if shop is not None:
            row.shop = shop
            joined.append(row)
    Occupancy.objects.across_towns().bulk_update(joined, ["shop"], batch_size=1000)
    return len(joined)


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


def low_flow_activities(rows: Iterable[Mapping[str, str]]) -> frozenset[str]:
    """Activities whose every tag is of little passage: bank, surgery, office in a shopfront."""
    flows: dict[str, set[str]] = {}
    for row in rows:
        flows.setdefault(row["subfamily"], set()).add(row["low_flow"])
    return frozenset(code for code, said in flows.items() if said == {"1"})

"""Record what sources say of shops: one shop, one record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from django.db import transaction

from beffroi.kernel.public_id import public_id
from beffroi.merchants.models import Network, Shop
from beffroi.territory.models import Source, Town


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """What one source says of one shop; `seed` names the shop for ever in this town."""

    seed: str
    name: str = ""
    sign: str = ""
    activity: str = ""
    opening_hours: str = ""
    phone: str = ""
    website: str = ""
    wheelchair: str = ""
    network_ref: str = ""


TOLD = tuple(f.name for f in fields(ShopFacts) if f.name not in {"seed", "network_ref"})


def record_networks(networks: Mapping[str, str], **defaults: object) -> dict[str, Network]:
    """Networks by reference, the unknown ones added under their name."""
    known = {row.ref: row for row in Network.objects.filter(ref__in=networks)}
    fresh = [
        Network(ref=ref, name=name[:120] or ref, **defaults)
        for ref, name in networks.items()
        if ref not in known
    ]
    return known | {row.ref: row for row in Network.objects.bulk_create(fresh)}


@transaction.atomic
def record_shops(
    *, town: Town, source: Source, facts: Iterable[ShopFacts], on: dt.date | None
) -> dict[str, Shop]:
    """Add shops seen for the first time, complete those known; returned by seed."""
    told = {fact.seed: fact for fact in facts}
    ids = {public_id(town.insee_code, f"shop|{seed}"): seed for seed in told}
    known = {row.public_id: row for row in Shop.objects.of(town).filter(public_id__in=ids)}
    fresh, fuller = [], []
    for shop_id, seed in ids.items():
        shop = known.get(shop_id)
        if shop is None:
            shop = Shop(
                public_id=shop_id,
                town=town,
                source=source,
                seen_on=on,
                is_simulated=source.is_simulated,
            )
            _tell(shop, told[seed], source, on)
            fresh.append(shop)
        elif _tell(shop, told[seed], source, on):
            fuller.append(shop)
    Shop.objects.bulk_create(fresh, batch_size=2000)
    Shop.objects.across_towns().bulk_update(fuller, [*TOLD, "provenance"], batch_size=500)
    rows = known | {shop.public_id: shop for shop in fresh}
    return {seed: rows[shop_id] for shop_id, seed in ids.items()}


def _limit(word: str) -> int | None:
    limit: int | None = getattr(Shop._meta.get_field(word), "max_length", None)
    return limit


def _tell(shop: Shop, fact: ShopFacts, source: Source, on: dt.date | None) -> bool:
    """Write what a source says and from where; an older source never overrules a newer one."""
    day, changed = (on.isoformat() if on else ""), False
    for word in TOLD:
        said = str(getattr(fact, word))[: _limit(word)]
        held = shop.provenance.get(word, {})
        if said and said != getattr(shop, word) and held.get("on", "") <= day:
            setattr(shop, word, said)
            shop.provenance[word] = {"source": source.key, "on": day}
            changed = True
    return changed

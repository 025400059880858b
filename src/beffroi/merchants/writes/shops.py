"""Record what sources say of shops: one shop, one record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from django.db import transaction

from beffroi.kernel.public_id import public_id
from beffroi.merchants.models import Network, Shop, ShopStatement
from beffroi.merchants.reads.facts import statements_by_shop
from beffroi.merchants.rules.facts import COLUMNS, CONTACT, FACTS, Said, Voice, standing
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
    *,
    town: Town,
    source: Source,
    facts: Iterable[ShopFacts],
    on: dt.date | None,
    same: Mapping[str, str] | None = None,
) -> dict[str, Shop]:
    """Add shops seen for the first time, complete those known; returned by seed.

    `same`: seeds under which a shop already known by another name is told → its public id.
    """
    told, known_as = {fact.seed: fact for fact in facts}, same or {}
    ids = {known_as.get(seed) or public_id(town.insee_code, f"shop|{seed}"): seed for seed in told}
    known = {row.public_id: row for row in Shop.objects.of(town).filter(public_id__in=ids)}
    fresh = {
        shop_id: _new_shop(town, source, shop_id, told[seed], on)
        for shop_id, seed in ids.items()
        if shop_id not in known
    }
    Shop.objects.bulk_create(fresh.values(), batch_size=2000)
    rows = known | fresh
    _note(known, fresh, {shop_id: _said(told[seed]) for shop_id, seed in ids.items()}, source, on)
    return {seed: rows[shop_id] for shop_id, seed in ids.items()}


def _new_shop(
    town: Town, source: Source, shop_id: str, fact: ShopFacts, on: dt.date | None
) -> Shop:
    simulated = source.is_simulated
    values = {"town": town, "source": source, "seen_on": on, "is_simulated": simulated}
    return Shop(public_id=shop_id, **values, **_said(fact))


def _said(fact: ShopFacts) -> dict[str, str]:
    """What a source says of a shop, word by word; what it leaves unsaid is left out."""
    told = {word: str(getattr(fact, word))[: FACTS[word].longest] for word in TOLD}
    return {word: value for word, value in told.items() if value}


def _note(
    known: Mapping[str, Shop],
    fresh: Mapping[str, Shop],
    told: Mapping[str, Mapping[str, str]],
    source: Source,
    on: dt.date | None,
) -> None:
    """Write the statements that say something new, and the records of shops they change."""
    held = statements_by_shop([shop.pk for shop in known.values()])
    made = [
        ShopStatement(shop=shop, word=word, value=value, said_on=on, source=source)
        for shop_id, shop in {**known, **fresh}.items()
        for word, value in told[shop_id].items()
        if _is_news(held.get(shop.pk, {}).get(word, []), word, value, on)
    ]
    ShopStatement.objects.bulk_create(made, batch_size=2000, ignore_conflicts=True)  # said before
    changed = [shop for row in made for shop in [row.shop] if shop.public_id in known]
    _tell_again({shop.pk: shop for shop in changed})


def _is_news(rows: Sequence[Said], word: str, value: str, on: dt.date | None) -> bool:
    """No file said it last; or it is no sight of the street, and a newer file says it still holds."""
    files = [one for one in rows if one.voice == Voice.FILE]
    last = max(files, key=lambda one: one.said_on or dt.date.min, default=None)
    if last is None or last.value != value:
        return True
    return word in CONTACT and (on or dt.date.min) > (last.said_on or dt.date.min)


def _tell_again(shops: Mapping[int, Shop]) -> None:
    """Make these records say what counts; an older source never overrules a newer one."""
    held = statements_by_shop(list(shops))
    moved = []
    for pk, shop in shops.items():
        before = [getattr(shop, word) for word in TOLD]
        for word, rows in held[pk].items():
            if word in COLUMNS and (one := standing(rows)) is not None:
                setattr(shop, word, one.value)
        if before != [getattr(shop, word) for word in TOLD]:
            moved.append(shop)
    Shop.objects.across_towns().bulk_update(moved, TOLD, batch_size=500)

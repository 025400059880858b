"""Where a shop stands: the door it occupies, as known today."""

from __future__ import annotations

from collections.abc import Collection

from beffroi.merchants.models import Shop
from beffroi.premises.models import Occupancy, Premises


def door_of(shop: Shop) -> Premises | None:
    """The door this shop occupied last; None when no sighting names it any more. One query."""
    return doors_of([shop]).get(shop.pk)


def doors_of(shops: Collection[Shop]) -> dict[int, Premises]:
    """The last door of each shop, by the shop's number. One query."""
    rows = Occupancy.objects.across_towns().known().filter(shop__in=[shop.pk for shop in shops])
    rows = rows.select_related("premises__street", "premises__town")
    return {row.shop_id: row.premises for row in rows.order_by("first_seen_on", "valid", "pk")}


def occupancy_of(shop: Shop, premises: Premises) -> Occupancy | None:
    """The spell in which this shop stands behind this window, as known now."""
    rows = Occupancy.objects.of(premises.town).known().filter(shop=shop, premises=premises)
    found: Occupancy | None = rows.order_by("first_seen_on", "valid").last()
    return found

"""Changes to shops, networks and establishments."""

from beffroi.merchants.writes.shops import ShopFacts, record_networks, record_shops

__all__ = ["ShopFacts", "record_networks", "record_shops"]

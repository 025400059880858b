"""Changes to shops, networks and establishments."""

from beffroi.merchants.writes.register import Stored, store_establishments, store_periods
from beffroi.merchants.writes.shops import ShopFacts, record_networks, record_shops

__all__ = [
    "ShopFacts",
    "Stored",
    "record_networks",
    "record_shops",
    "store_establishments",
    "store_periods",
]

"""Changes to shops, networks and establishments."""

from beffroi.merchants.writes.register import Stored, store_establishments, store_periods
from beffroi.merchants.writes.shops import ShopFacts, record_networks, record_shops
from beffroi.merchants.writes.statements import accept, ask_back, correct, retell, take_back

__all__ = [
    "ShopFacts",
    "Stored",
    "accept",
    "ask_back",
    "correct",
    "record_networks",
    "record_shops",
    "retell",
    "store_establishments",
    "store_periods",
    "take_back",
]

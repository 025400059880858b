"""The words of an observatory, and the observatories it receives."""

from beffroi.observatory.writes.federation.received import receive, show_received, withdraw_received
from beffroi.observatory.writes.federation.words import (
    Word,
    decide_terms,
    keep_nomenclature,
    keep_terms,
    take_from_producer,
)

__all__ = [
    "Word",
    "decide_terms",
    "keep_nomenclature",
    "keep_terms",
    "receive",
    "show_received",
    "take_from_producer",
    "withdraw_received",
]

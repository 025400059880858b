"""Questions on shops and on the register's establishments."""

from beffroi.merchants.reads.register import (
    RegisterFacts,
    register_facts,
    register_years,
    survival_of,
    town_spells,
    trade_table,
)

__all__ = [
    "RegisterFacts",
    "register_facts",
    "register_years",
    "survival_of",
    "town_spells",
    "trade_table",
]

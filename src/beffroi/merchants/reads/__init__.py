"""Questions on shops and on the register's establishments."""

from beffroi.merchants.reads.hours import clock, coming_week, hours_of, local_days, stands
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
    "clock",
    "coming_week",
    "hours_of",
    "local_days",
    "register_facts",
    "register_years",
    "stands",
    "survival_of",
    "town_spells",
    "trade_table",
]

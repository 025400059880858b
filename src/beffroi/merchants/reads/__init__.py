"""Questions on shops and on the register's establishments."""

from beffroi.merchants.reads.facts import (
    Told,
    facts_of,
    last_said_by_merchant,
    own_shops,
    questions_of,
    shop_or_404,
    statement_or_404,
    statements_of,
    to_check,
)
from beffroi.merchants.reads.hours import (
    clock,
    coming_week,
    hours_of,
    hours_said_on,
    local_days,
    standing,
    stands,
)
from beffroi.merchants.reads.register import (
    RegisterFacts,
    register_facts,
    register_years,
    survival_of,
    town_spells,
    trade_table,
)
from beffroi.merchants.reads.trades import activity_choices, activity_label

__all__ = [
    "RegisterFacts",
    "Told",
    "activity_choices",
    "activity_label",
    "clock",
    "coming_week",
    "facts_of",
    "hours_of",
    "hours_said_on",
    "last_said_by_merchant",
    "local_days",
    "own_shops",
    "questions_of",
    "register_facts",
    "register_years",
    "shop_or_404",
    "standing",
    "stands",
    "statement_or_404",
    "statements_of",
    "survival_of",
    "to_check",
    "town_spells",
    "trade_table",
]

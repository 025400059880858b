"""Pages of the trades wanted, and of what came and went."""

from beffroi.premises.views.trades.opening import where_to_open, where_to_open_team
from beffroi.premises.views.trades.page import trades
from beffroi.premises.views.trades.plans import (
    plan_end,
    plan_new,
    plan_page,
    wish_add,
    wish_withdraw,
)

__all__ = [
    "plan_end",
    "plan_new",
    "plan_page",
    "trades",
    "where_to_open",
    "where_to_open_team",
    "wish_add",
    "wish_withdraw",
]

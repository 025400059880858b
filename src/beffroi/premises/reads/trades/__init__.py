"""Trades wanted, trades that came and went, trades a town lacks."""

from beffroi.premises.reads.trades.moves import (
    DoorChange,
    lost_trades,
    moved,
    occupancy_changes,
)
from beffroi.premises.reads.trades.plans import (
    Line,
    PlanSeen,
    as_wish,
    in_force,
    plan_or_404,
    plan_seen,
    plans,
    wishes_on,
)
from beffroi.premises.reads.trades.proposals import Proposal, Proposed, proposals, propose_with

__all__ = [
    "DoorChange",
    "Line",
    "PlanSeen",
    "Proposal",
    "Proposed",
    "as_wish",
    "in_force",
    "lost_trades",
    "moved",
    "occupancy_changes",
    "plan_or_404",
    "plan_seen",
    "plans",
    "proposals",
    "propose_with",
    "wishes_on",
]

"""Trades wanted, trades that came and went, trades a town lacks."""

from beffroi.premises.reads.trades.moves import (
    DoorChange,
    lost_trades,
    moved,
    occupancy_changes,
)
from beffroi.premises.reads.trades.places import Candidate, Openings, Past, openings, team_notes
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
from beffroi.premises.reads.trades.search import family_of, trades_meant

__all__ = [
    "Candidate",
    "DoorChange",
    "Line",
    "Openings",
    "Past",
    "PlanSeen",
    "Proposal",
    "Proposed",
    "as_wish",
    "family_of",
    "in_force",
    "lost_trades",
    "moved",
    "occupancy_changes",
    "openings",
    "plan_or_404",
    "plan_seen",
    "plans",
    "proposals",
    "propose_with",
    "team_notes",
    "trades_meant",
    "wishes_on",
]

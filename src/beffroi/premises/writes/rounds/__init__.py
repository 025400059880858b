"""Changes to rounds: what devices send, how a round goes on, what its publication tells."""

from beffroi.premises.writes.rounds.judging import judge
from beffroi.premises.writes.rounds.notes import Received, receive_notes, receive_typed
from beffroi.premises.writes.rounds.photos import keep_photo
from beffroi.premises.writes.rounds.planning import drop_round, move, plan_round, reorder, share
from beffroi.premises.writes.rounds.publishing import correct, publish
from beffroi.premises.writes.rounds.showing import hide_photo, show_photo

__all__ = [
    "Received",
    "correct",
    "drop_round",
    "hide_photo",
    "judge",
    "keep_photo",
    "move",
    "plan_round",
    "publish",
    "receive_notes",
    "receive_typed",
    "reorder",
    "share",
    "show_photo",
]

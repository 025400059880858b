"""Changes to rounds: what devices send, how a round goes on, what its publication tells."""

from beffroi.premises.writes.rounds.notes import Received, receive_notes
from beffroi.premises.writes.rounds.photos import keep_photo

__all__ = ["Received", "keep_photo", "receive_notes"]

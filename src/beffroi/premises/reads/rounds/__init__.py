"""Find rounds, their doors and notes."""

from beffroi.premises.reads.rounds.finding import initials, round_or_404, rounds_of, walkers
from beffroi.premises.reads.rounds.package import others_notes, package

__all__ = ["initials", "others_notes", "package", "round_or_404", "rounds_of", "walkers"]

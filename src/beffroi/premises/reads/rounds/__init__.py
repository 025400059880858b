"""Find rounds, their doors and notes; what is planned, noted, doubtful."""

from beffroi.premises.reads.rounds.checking import Checking, checking, facts_of, field_of
from beffroi.premises.reads.rounds.doors import Door, doors_of
from beffroi.premises.reads.rounds.finding import (
    initials,
    round_or_404,
    rounds_of,
    versions_of,
    walkers,
)
from beffroi.premises.reads.rounds.package import others_notes, package
from beffroi.premises.reads.rounds.planning import (
    StreetPart,
    counts_by_round,
    street_parts,
    who_may_walk,
)
from beffroi.premises.reads.rounds.recount import recounted, to_redo
from beffroi.premises.reads.rounds.streets_to_walk import ToWalk, streets_to_walk

__all__ = [
    "Checking",
    "Door",
    "StreetPart",
    "ToWalk",
    "checking",
    "counts_by_round",
    "doors_of",
    "facts_of",
    "field_of",
    "initials",
    "others_notes",
    "package",
    "recounted",
    "round_or_404",
    "rounds_of",
    "street_parts",
    "streets_to_walk",
    "to_redo",
    "versions_of",
    "walkers",
    "who_may_walk",
]

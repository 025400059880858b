"""Changes to premises: sightings, streets, rounds, perimeters."""

from beffroi.premises.writes.placing import correct_street, place_within
from beffroi.premises.writes.rounds import state_coverage, store_round
from beffroi.premises.writes.sightings import SightingCounts, observe

__all__ = [
    "SightingCounts",
    "correct_street",
    "observe",
    "place_within",
    "state_coverage",
    "store_round",
]

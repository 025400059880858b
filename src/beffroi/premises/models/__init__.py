"""Premises and what is known of them."""

from beffroi.premises.models.cells import Lineage, Premises, PremisesRef, Within
from beffroi.premises.models.rounds import Coverage, Observation, SurveyRound
from beffroi.premises.models.states import Occupancy, PremisesState

__all__ = [
    "Coverage",
    "Lineage",
    "Observation",
    "Occupancy",
    "Premises",
    "PremisesRef",
    "PremisesState",
    "SurveyRound",
    "Within",
]

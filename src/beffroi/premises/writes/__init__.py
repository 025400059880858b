"""Changes to premises: sightings, streets, rounds, perimeters."""

from beffroi.premises.writes.coverage import state_coverage, store_round
from beffroi.premises.writes.lineage import record_lineage
from beffroi.premises.writes.matching import Joined, join_known, placed
from beffroi.premises.writes.placing import correct_street, place_within
from beffroi.premises.writes.sightings import SightingCounts, observe, observe_again
from beffroi.premises.writes.streets import observed_outline, place_on_streets
from beffroi.premises.writes.survey_files import (
    begin_survey,
    decide_codes,
    keep_format,
    note_survey,
)
from beffroi.premises.writes.waves import WaveSeen, observe_waves
from beffroi.premises.writes.withdrawal import restore_source, withdraw_source

__all__ = [
    "Joined",
    "SightingCounts",
    "WaveSeen",
    "begin_survey",
    "correct_street",
    "decide_codes",
    "join_known",
    "keep_format",
    "note_survey",
    "observe",
    "observe_again",
    "observe_waves",
    "observed_outline",
    "place_on_streets",
    "place_within",
    "placed",
    "record_lineage",
    "restore_source",
    "state_coverage",
    "store_round",
    "withdraw_source",
]

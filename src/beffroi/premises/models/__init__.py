"""Premises and what is known of them."""

from beffroi.premises.models.cases import CaseSignal, CaseStep, OnlineSalesCase
from beffroi.premises.models.cells import Lineage, Premises, PremisesRef, Within
from beffroi.premises.models.field import FieldNote, FieldPhoto, RoundVerdict
from beffroi.premises.models.hours import SharedHours
from beffroi.premises.models.reports import DoorReport
from beffroi.premises.models.rounds import Coverage, Observation, SurveyRound
from beffroi.premises.models.states import Occupancy, PremisesState
from beffroi.premises.models.survey_files import SurveyCode, SurveyFile, SurveyFormat
from beffroi.premises.models.trades import TradePlan, TradeWish
from beffroi.premises.models.visits import DoorVisit
from beffroi.premises.models.walks import RoundPart, RoundStop

__all__ = [
    "CaseSignal",
    "CaseStep",
    "Coverage",
    "DoorReport",
    "DoorVisit",
    "FieldNote",
    "FieldPhoto",
    "Lineage",
    "Observation",
    "Occupancy",
    "OnlineSalesCase",
    "Premises",
    "PremisesRef",
    "PremisesState",
    "RoundPart",
    "RoundStop",
    "RoundVerdict",
    "SharedHours",
    "SurveyCode",
    "SurveyFile",
    "SurveyFormat",
    "SurveyRound",
    "TradePlan",
    "TradeWish",
    "Within",
]

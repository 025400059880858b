"""What the observatory keeps: diagnoses written and published, alerts rung and the rules that ring them."""

from beffroi.observatory.models.alerts import Alert, AlertRule
from beffroi.observatory.models.diagnoses import Diagnosis, KeptPaper, Publication
from beffroi.observatory.models.federation import (
    LocalTerm,
    Nomenclature,
    ReceivedObservatory,
    TermMatch,
)
from beffroi.observatory.models.restitution import Restitution, RestitutionQuestion
from beffroi.observatory.models.studies import Finding, Study

__all__ = [
    "Alert",
    "AlertRule",
    "Diagnosis",
    "Finding",
    "KeptPaper",
    "LocalTerm",
    "Nomenclature",
    "Publication",
    "ReceivedObservatory",
    "Restitution",
    "RestitutionQuestion",
    "Study",
    "TermMatch",
]

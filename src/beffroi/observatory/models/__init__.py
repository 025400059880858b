"""What the observatory keeps: diagnoses published, alerts rung and the rules that ring them."""

from beffroi.observatory.models.alerts import Alert, AlertRule
from beffroi.observatory.models.diagnoses import Diagnosis, KeptPaper, Publication
from beffroi.observatory.models.federation import (
    LocalTerm,
    Nomenclature,
    ReceivedObservatory,
    TermMatch,
)

__all__ = [
    "Alert",
    "AlertRule",
    "Diagnosis",
    "KeptPaper",
    "LocalTerm",
    "Nomenclature",
    "Publication",
    "ReceivedObservatory",
    "TermMatch",
]

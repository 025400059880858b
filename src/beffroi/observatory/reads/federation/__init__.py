"""What an observatory tells of itself, and what it keeps of others."""

from beffroi.observatory.reads.federation.received import (
    received_of,
    received_or_404,
    told_in,
)
from beffroi.observatory.reads.federation.telling import (
    DOCUMENT,
    MOST_DAYS,
    common_version,
    document_kept,
    told_of,
)
from beffroi.observatory.reads.federation.words import (
    meanings_told,
    nomenclature_of,
    nomenclature_or_404,
    nomenclatures,
    terms_of,
)

__all__ = [
    "DOCUMENT",
    "MOST_DAYS",
    "common_version",
    "document_kept",
    "meanings_told",
    "nomenclature_of",
    "nomenclature_or_404",
    "nomenclatures",
    "received_of",
    "received_or_404",
    "terms_of",
    "told_in",
    "told_of",
]

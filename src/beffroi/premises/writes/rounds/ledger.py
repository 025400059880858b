"""What a round published, entered in the ledger: take its source away and it says « à refaire »."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import beffroi
from beffroi.kernel import evidence
from beffroi.kernel.models import EvidenceNode
from beffroi.premises.models import SurveyRound
from beffroi.premises.rules.rounds.tally import FORMULA, publication_of, rate


def enter(round: SurveyRound, *, known_on: dt.datetime) -> None:
    """One figure for the round and one for each of its streets."""
    counts = round.published_counts or {"streets": []}
    evidence.publish(
        _node(round, one, known_on) for one in (counts, *counts["streets"]) if one.get("total")
    )


def _node(round: SurveyRound, counts: Mapping[str, Any], known_on: dt.datetime) -> EvidenceNode:
    inputs = {
        "vacant": counts["vacant"],
        "total": counts["total"],
        "street": counts.get("slug", ""),
    }
    share = float(round.completeness) if round.completeness is not None else None
    return EvidenceNode(
        publication_key=publication_of(round.key),
        town_key=round.town.insee_code,
        perimeter_key=round.perimeter.key if round.perimeter else "",
        code="round_vacancy",
        formula_id=FORMULA,
        code_version=beffroi.__version__,
        true_on=round.ended_on or known_on.date(),
        known_on=known_on,
        figure={"verdict": "value", "value": rate(counts), "unit": "ratio", "inputs": inputs},
        coverage={"seen": share},
        secrecy="none_needed",
        source_keys=[round.source.key] if round.source else [],
    )

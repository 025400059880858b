"""What a round published, counted again as it was known that day."""

from __future__ import annotations

from typing import Any

from beffroi.kernel import evidence
from beffroi.kernel.models import EvidenceNode
from beffroi.premises.models import PremisesState, SurveyRound
from beffroi.premises.rules.rounds.tally import again, publication_of


def recounted(round: SurveyRound) -> dict[str, Any]:
    """The published counts from the rows held for true at the instant of publication. One query.

    Whatever was corrected, moved to another street or withdrawn since, it is the same to the digit.
    """
    published = round.published_counts or {"streets": []}
    doors = [door for street in published["streets"] for door in street["doors"]]
    rows = PremisesState.objects.of(round.town).as_of(round.ended_on, round.published_at)
    found = rows.filter(premises__public_id__in=doors)
    return again(published, dict(found.values_list("premises__public_id", "kind")))


def to_redo(round: SurveyRound) -> bool:
    """Whether a source under what was published has been withdrawn since."""
    nodes = evidence.of_publication(publication_of(round.key))
    return any(node.state == EvidenceNode.State.TO_REDO for node in nodes)

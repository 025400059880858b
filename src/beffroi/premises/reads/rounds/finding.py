"""One round, the rounds of a town, who walks."""

from __future__ import annotations

from typing import Any

from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from beffroi.kernel import permission
from beffroi.premises.models import RoundPart, SurveyRound
from beffroi.territory.models import Town


def round_or_404(town: Town, key: str) -> SurveyRound:
    """The round of this key in this town; looked for once a request (the door asks too)."""
    kept = permission.kept()
    found: SurveyRound | None = kept.get(("round", town.pk, key))
    if found is None:
        rows = SurveyRound.objects.of(town).select_related(
            "town", "perimeter", "source", "supersedes"
        )
        found = rows.filter(key=key).first()
    if found is None:
        raise Http404(_("Ce relevé n’existe pas."))
    kept["round", town.pk, key] = found
    return found


def rounds_of(town: Town) -> Any:
    """Rounds of a town, the latest first."""
    rows = SurveyRound.objects.of(town).select_related("perimeter", "town")
    return rows.order_by(Coalesce("started_on", "planned_from").desc(), "-pk")


def versions_of(round: SurveyRound) -> list[SurveyRound]:
    """The versions of a round, the first one first."""
    chain = [round]
    while (before := chain[0].supersedes) is not None:
        chain.insert(0, before)
    while after := SurveyRound.objects.of(round.town).filter(supersedes=chain[-1]).first():
        chain.append(after)
    return chain


def walkers(round: SurveyRound) -> list[RoundPart]:
    """Who walks what; two queries."""
    rows = RoundPart.objects.of(round.town).filter(round=round)
    return list(rows.select_related("person").prefetch_related("streets"))


def initials(name: str) -> str:
    """Two letters at most, for a colleague's note."""
    return "".join(word[0] for word in name.split()[:2] if word).upper()

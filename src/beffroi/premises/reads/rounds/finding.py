"""One round, the rounds of a town, who walks."""

from __future__ import annotations

from typing import Any

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
        rows = SurveyRound.objects.of(town).select_related("town", "perimeter", "source")
        found = rows.filter(key=key).first()
    if found is None:
        raise Http404(_("Ce relevé n’existe pas."))
    kept["round", town.pk, key] = found
    return found


def rounds_of(town: Town) -> Any:
    """Rounds of a town, the latest first."""
    return SurveyRound.objects.of(town).select_related("perimeter")


def walkers(round: SurveyRound) -> list[RoundPart]:
    """Who walks what; two queries."""
    rows = RoundPart.objects.of(round.town).filter(round=round)
    return list(rows.select_related("person").prefetch_related("streets"))


def initials(name: str) -> str:
    """Two letters at most, for a colleague's note."""
    return "".join(word[0] for word in name.split()[:2] if word).upper()

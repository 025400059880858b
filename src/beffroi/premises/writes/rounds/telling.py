"""Tell the town's team, and those who walked, that a round is published."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.premises.models import SurveyRound
from beffroi.premises.subjects import ROUNDS
from beffroi.territory import reads as territory


def tell_published(round: SurveyRound, *, by: Any) -> int:
    """One line each, but to who published it; returns how many are told."""
    walked = Person.objects.filter(round_parts__round=round, is_active=True)
    people = {
        one.pk: one for one in [*territory.team_of(round.town, timezone.localdate()), *walked]
    }
    people.pop(getattr(by, "pk", 0), None)
    counts = round.published_counts or {"total": 0, "vacant": 0}
    return accounts.tell(
        people.values(),
        ROUNDS,
        sentence="corrected" if round.version > 1 else "published",
        params={
            "name": round.name, "town": round.town.name, "version": round.version,
            "total": counts["total"], "vacant": counts["vacant"],
        },
        url=reverse("round_page", args=[round.town.slug, round.key]),
        town_key=round.town.insee_code,
        object_key=f"round/{round.key}",
        once=f"round/{round.key}/published",
        by=by,
    )  # fmt: skip

"""Online-sales cases of a town, for its team alone."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import Max
from django.http import Http404

from beffroi.accounts.models import Person
from beffroi.kernel.country import country_pack
from beffroi.premises.models import CaseStep, OnlineSalesCase
from beffroi.premises.rules.case_law import Text, superseded, texts
from beffroi.premises.rules.cases import State
from beffroi.territory.models import Town


@cache
def texts_known() -> tuple[Text, ...]:
    """The dated law of the installation's country; read once."""
    path = country_pack(settings.BEFFROI_COUNTRY).path("online_sales.toml")
    return texts(tomllib.loads(path.read_text(encoding="utf-8")))


def cases(town: Town, *, withdrawn: bool = False) -> list[OnlineSalesCase]:
    """The cases of a town, live or withdrawn, the last moved first. One query."""
    rows = OnlineSalesCase.objects.of(town).annotate(moved=Max("steps__happened_on"))
    kept = rows.filter(state=State.WITHDRAWN) if withdrawn else rows.exclude(state=State.WITHDRAWN)
    return list(kept.select_related("premises__street", "premises__town").order_by("-opened_at"))


def case_or_404(town: Town, key: str) -> OnlineSalesCase:
    """The case of this key in this town."""
    rows = OnlineSalesCase.objects.of(town).select_related("premises__street", "premises__town")
    found: OnlineSalesCase | None = rows.filter(key=key).first()
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class StepTold:
    """A step with its author and the law of its day; `past` are texts that no longer counted."""

    step: CaseStep
    who: str
    law: list[Text]
    past: list[Text]


def steps_told(case: OnlineSalesCase) -> list[StepTold]:
    """The steps of a case in their order. Two queries."""
    steps = list(case.steps.all())
    people = Person.objects.filter(key__in={step.noted_by for step in steps})
    names = dict(people.values_list("key", "name"))
    known = {text.key: text for text in texts_known()}
    return [
        StepTold(
            step,
            names.get(step.noted_by, ""),
            [known[key] for key in step.law if key in known],
            superseded(step.name, step.happened_on, known.values()),
        )
        for step in steps
    ]

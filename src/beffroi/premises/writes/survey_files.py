"""Survey files on their way in: what is remembered of their producer, what is decided of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.premises.models import SurveyCode, SurveyFile, SurveyFormat
from beffroi.territory.models import ImportRun, Town

Labelled = Mapping[str, tuple[str, str]]  # code → (label, category)


def begin_survey(*, run: ImportRun) -> SurveyFile:
    """The survey of a run, made at its first reading."""
    made, _ = SurveyFile.objects.across_towns().get_or_create(run=run)
    return made


@transaction.atomic
def note_survey(*, survey: SurveyFile, **facts: Any) -> SurveyFile:
    """Keep what a reading found or a person chose: `mapping`, `looked`, `shown`, `choices`…"""
    for word, value in facts.items():
        setattr(survey, word, value)
    survey.save(update_fields=list(facts))
    return survey


@transaction.atomic
def keep_format(
    *,
    town: Town,
    producer: str,
    licence: str,
    fingerprint: str,
    mapping: Mapping[str, Any],
    by: Person,
) -> SurveyFormat:
    """Remember how this producer's files read; its next one is known by its columns."""
    told: dict[str, Any] = {
        "licence": licence,
        "fingerprint": fingerprint,
        "mapping": dict(mapping),
    }
    rows = SurveyFormat.objects.of(town).select_for_update()
    held = rows.filter(producer=producer).first() or SurveyFormat(town=town, producer=producer)
    if held.pk and all(getattr(held, word) == value for word, value in told.items()):
        return held
    for word, value in told.items():
        setattr(held, word, value)
    held.save()
    where = {"town": town.insee_code, "on": f"survey/{held.key}"}
    audit.record("premises.survey_format_kept", by=by, **where, name=producer)
    return held


@transaction.atomic
def decide_codes(
    *, format: SurveyFormat, meanings: Mapping[str, str], labels: Labelled, by: Person
) -> int:
    """Say what a producer's codes mean; "" takes the decision back. Returns how many changed."""
    held = {row.code: row for row in SurveyCode.objects.across_towns().filter(format=format)}
    now, changed = timezone.now(), []
    for code, meaning in meanings.items():
        row = held.get(code) or SurveyCode(format=format, code=code)
        label, category = labels.get(code, (row.label, row.category))
        told = (label or row.label, category or row.category, meaning)
        if row.pk and told == (row.label, row.category, row.meaning):
            continue
        row.label, row.category, row.meaning = told
        row.decided_at, row.decided_by = (now, by.key) if meaning else (None, "")
        changed.append(row)
    _save(changed)
    if changed:
        audit.record(
            "premises.survey_codes_decided", by=by, town=format.town.insee_code,
            on=f"survey/{format.key}", name=format.producer, n=len(changed),
        )  # fmt: skip
    return len(changed)


def _save(rows: Iterable[SurveyCode]) -> None:
    listed = list(rows)
    SurveyCode.objects.bulk_create([row for row in listed if row.pk is None], batch_size=1000)
    words = ["label", "category", "meaning", "decided_at", "decided_by"]
    old = [row for row in listed if row.pk is not None]
    SurveyCode.objects.across_towns().bulk_update(old, words, batch_size=1000)

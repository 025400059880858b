"""Studies: begun from the diagnosis before, written finding by finding, published with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.observatory import reads
from beffroi.observatory.models import Diagnosis, Finding, Study
from beffroi.observatory.reads import studies
from beffroi.observatory.rules import diagnosis as rules
from beffroi.observatory.rules.diagnosis.content import names_in, said
from beffroi.observatory.rules.diagnosis.plain import plain
from beffroi.observatory.writes.diagnoses import NothingToSayError, nothing_known
from beffroi.territory.models import Perimeter, Town

FIELDS = ("chapter", "question", "method", "codes", "source_keys", "paper", "text", "action")


class StudyClosedError(ValueError):
    """The study led to a diagnosis: what is published does not change; the sentence says so."""


@transaction.atomic
def begin_study(
    *, town: Town, perimeter: Perimeter, on: dt.date, by: Person, previous: Diagnosis | None = None
) -> Study:
    """Begin a diagnosis; the next of one published takes its perimeter, chapters and findings.

    Raises `NothingToSayError`.
    """
    study: Study = Study.objects.create(
        town=town, perimeter=perimeter, true_on=on, previous=previous, begun_by=by.key
    )
    count_again(study)
    if previous is not None:
        Finding.objects.bulk_create(_brought(study, studies.handed_on(previous)))
        question = (
            Study.objects.of(town).filter(diagnosis=previous).values_list("question", flat=True)
        )
        Study.objects.of(town).filter(pk=study.pk).update(question=question.first() or "")
    audit.record(
        "observatory.study_begun", by=by, town=town.insee_code, on=study.key,
        true_on=on.isoformat(), previous=previous.number if previous else None,
    )  # fmt: skip
    study.refresh_from_db()
    return study


def _brought(study: Study, findings: Iterable[dict[str, Any]]) -> list[Finding]:
    return [
        Finding(
            study=study, key=one["key"], rank=rank, carried=True, text_then=one["text"],
            **{name: one[name] for name in FIELDS},
        )
        for rank, one in enumerate(findings)
    ]  # fmt: skip


@transaction.atomic
def count_again(study: Study) -> None:
    """Count the figures of the day studied on the data of now. Raises `NothingToSayError`."""
    with override(settings.LANGUAGE_CODE):
        materials = reads.materials(study.town, study.perimeter, study.true_on)
        if not materials.stock.total:
            raise NothingToSayError(nothing_known())
        study.figures = _plain(materials)
    study.data_version = study.town.data_version
    study.save(update_fields=["figures", "data_version"])


def _plain(materials: rules.Materials) -> dict[str, Any]:
    names = names_in(materials)
    figures: dict[str, Any] = said(
        {code: plain(figure, names) for code, figure in materials.figures.items()}
    )
    return figures


@transaction.atomic
def ask_question(*, study: Study, question: str, by: Person) -> None:
    """Say what the study wants to know. Raises `StudyClosedError`."""
    row = _open(study)
    row.question = question
    row.save(update_fields=["question"])
    audit.record("observatory.study_changed", by=by, town=row.town.insee_code, on=row.key)


@transaction.atomic
def write_finding(
    *, study: Study, finding: Finding | None = None, by: Person, **fields: Any
) -> Finding:
    """Write a finding, or one more; `fields` are those of `FIELDS`. Raises `StudyClosedError`."""
    row = _open(study)
    found = finding or Finding(study=row, rank=_next_rank(row))
    for name in FIELDS:
        setattr(found, name, fields[name])
    found.is_left = False
    found.written_at, found.written_by = timezone.now(), by.key
    found.save()
    _noted(row, by, found)
    return found


@transaction.atomic
def leave_finding(*, finding: Finding, left: bool, by: Person) -> None:
    """Leave a finding aside, or take it back: it is never erased. Raises `StudyClosedError`."""
    row = _open(finding.study)
    finding.is_left = left
    finding.written_at, finding.written_by = timezone.now(), by.key
    finding.save(update_fields=["is_left", "written_at", "written_by"])
    _noted(row, by, finding)


def _noted(study: Study, by: Person, finding: Finding) -> None:
    audit.record(
        "observatory.finding_written", by=by, town=study.town.insee_code, on=study.key,
        finding=finding.key, left=finding.is_left,
    )  # fmt: skip


def _next_rank(study: Study) -> int:
    last = Finding.objects.of(study.town).filter(study=study).aggregate(last=Max("rank"))["last"]
    return 0 if last is None else last + 1


@transaction.atomic
def drop_study(*, study: Study, by: Person) -> None:
    """Give a study up: nothing of it was published. Raises `StudyClosedError`."""
    row = _open(study)
    audit.record("observatory.study_dropped", by=by, town=row.town.insee_code, on=row.key)
    row.delete()


def check_open(study: Study) -> None:
    """Raise `StudyClosedError` for one that led to a diagnosis."""
    if study.diagnosis_id is not None:
        raise StudyClosedError(
            _("Ce diagnostic est publié : il ne change plus. Préparez le suivant.")
        )


def _open(study: Study) -> Study:
    rows = Study.objects.across_towns().select_for_update(of=("self",)).select_related("town")
    row: Study = rows.get(pk=study.pk)
    check_open(row)
    return row

"""Studies being written: their findings, what the diagnosis before said, the figures of today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from beffroi.kernel import evidence
from beffroi.observatory.models import Diagnosis, Finding, Study
from beffroi.observatory.reads.printing import redo
from beffroi.observatory.rules.diagnosis import Written
from beffroi.observatory.rules.diagnosis.written import units
from beffroi.observatory.rules.findings_told import Draft, brought_forward, in_order, told
from beffroi.premises import reads as premises
from beffroi.territory.models import Source, Town


def studies_under_way(town: Town) -> list[Study]:
    """Those that led to nothing yet, the last one first."""
    rows = Study.objects.of(town).filter(diagnosis=None)
    return list(rows.select_related("perimeter", "previous").defer("previous__content", "figures"))


def study_or_404(town: Town, number: int) -> Study:
    """One study of this town."""
    rows = Study.objects.of(town).select_related("town", "perimeter", "previous", "diagnosis")
    return get_object_or_404(rows.defer("previous__content", "diagnosis__content"), pk=number)


def finding_or_404(study: Study, key: str) -> Finding:
    """One finding of a study."""
    return get_object_or_404(findings_of(study), key=key)


def findings_of(study: Study) -> QuerySet[Finding]:
    """Every finding of a study, those left aside too."""
    rows: QuerySet[Finding] = Finding.objects.of(study.town).filter(study=study)
    return rows


def next_days(diagnosis: Diagnosis) -> list[dt.date]:
    """The days somebody looked at the town after a diagnosis."""
    return [day for day in premises.known_days(diagnosis.town) if day > diagnosis.true_on]


@dataclass(frozen=True, slots=True)
class Before:
    """The diagnosis before, as the next one needs it: figures with what became of them."""

    number: int
    true_on: dt.date
    figures: Mapping[str, Mapping[str, Any]]
    source_keys: frozenset[str]


def before(diagnosis: Diagnosis | None) -> Before | None:
    """The figures a diagnosis told, each with why it must be redone if it must. Two queries."""
    if diagnosis is None:
        return None
    rows = Diagnosis.objects.of(diagnosis.town).filter(pk=diagnosis.pk)
    told_then = rows.values_list("content__figures", flat=True).get() or []
    nodes = {node.code: node for node in evidence.of_publication(diagnosis.key)}
    figures = {one["code"]: {**one, "redo": redo(nodes.get(one["code"]))} for one in told_then}
    keys = {key for node in nodes.values() for key in node.source_keys}
    return Before(diagnosis.number, diagnosis.true_on, figures, frozenset(keys))


def handed_on(diagnosis: Diagnosis) -> list[dict[str, Any]]:
    """The findings, or the chapters, that a diagnosis hands to the next."""
    rows = Diagnosis.objects.of(diagnosis.town).filter(pk=diagnosis.pk)
    parts = ("content__findings", "content__sections", "content__figures")
    findings, sections, figures = rows.values_list(*parts).get()
    return brought_forward({"findings": findings, "sections": sections, "figures": figures})


def written_of(study: Study) -> Written:
    """What people wrote in a study, ready to be set down beside the figures. Five queries."""
    kept = [row for row in findings_of(study) if not row.is_left]
    past = before(study.previous)
    sources = _sources(study.town, {key for row in kept for key in row.source_keys})
    return Written(
        drafts=tuple(_draft(row, past) for row in kept),
        question=study.question,
        previous={"number": past.number, "true_on": past.true_on.isoformat()} if past else None,
        labels={key: source.label for key, source in sources.items()},
        redo={row.key: why for row in kept if (why := _withdrawn(row, sources))},
    )


def _sources(town: Town, keys: Iterable[str]) -> dict[str, Source]:
    return {row.key: row for row in Source.objects.of(town).filter(key__in=list(keys))}


def _withdrawn(row: Finding, sources: Mapping[str, Source]) -> str:
    """Which of the finding's own sources no longer holds."""
    gone = [
        sources[key].label for key in row.source_keys if key in sources and sources[key].removed_at
    ]
    return _("source retirée : %(sources)s") % {"sources": ", ".join(gone)} if gone else ""


def _draft(row: Finding, past: Before | None) -> Draft:
    then = {code: past.figures[code] for code in row.codes if past and code in past.figures}
    return Draft(
        key=row.key, chapter=row.chapter, question=row.question, method=row.method, text=row.text,
        action=row.action, codes=tuple(row.codes), source_keys=tuple(row.source_keys),
        paper=row.paper, carried=row.carried, text_then=row.text_then, then=then,
    )  # fmt: skip


def drawn(study: Study, written: Written) -> list[dict[str, Any]]:
    """The findings of a study on the figures it keeps: what its page shows. No query."""
    return in_order(
        told(
            draft, study.figures, units(draft.codes), written.labels,
            written.redo.get(draft.key, ""),
        )
        for draft in written.drafts
    )  # fmt: skip


def source_choices(town: Town) -> list[tuple[str, str]]:
    """The live sources of a town, to say which a finding uses."""
    rows = Source.objects.of(town).filter(removed_at=None).order_by("-as_of", "key")
    return [(row.key, row.label) for row in rows]

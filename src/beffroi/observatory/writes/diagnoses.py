"""Publish a diagnosis: its content as it will always be printed, and the ledger of its figures."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

import beffroi
from beffroi.accounts.models import Person
from beffroi.kernel import audit, evidence
from beffroi.kernel.jobs import Transient
from beffroi.observatory import reads
from beffroi.observatory.models import Diagnosis, Study
from beffroi.observatory.reads import drawings
from beffroi.observatory.reads.studies import written_of
from beffroi.observatory.rules import diagnosis as rules
from beffroi.observatory.writes.ledger import coverage_told, nodes_of
from beffroi.observatory.writes.telling import tell_published
from beffroi.territory.models import Perimeter, Town
from beffroi.territory.writes import freeze

TRIES = 5  # each within seconds of the one before


class NothingToSayError(Exception):
    """No premises is known in this perimeter on this day; `sentence` says so to the person."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class MovedError(Exception):
    """The town's data moved between the computing and the setting down: compute again."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A content computed at one instant, not yet published."""

    town: Town
    perimeter: Perimeter
    on: dt.date
    known_on: dt.datetime
    materials: rules.Materials
    content: dict[str, Any]
    study: Study | None = None
    written: rules.Written | None = None


def publish_diagnosis(
    *, town: Town, perimeter: Perimeter, on: dt.date, by: Person | None, study: Study | None = None
) -> Diagnosis:
    """Compute, set down and enter in the ledger what is known of a perimeter on a day.

    With a study, the findings people wrote stand in it, then and now. The content is kept in the
    installation's language. Publishing again gives the next number.
    Raises `NothingToSayError` when no premises is known there, `Transient` when the data of the
    town never stood still.
    """
    for _try in range(TRIES):
        try:
            return set_down(prepare(town=town, perimeter=perimeter, on=on, study=study), by=by)
        except MovedError:
            continue
    raise Transient(f"{town.insee_code} kept moving")


@transaction.atomic
def prepare(
    *, town: Town, perimeter: Perimeter, on: dt.date, study: Study | None = None
) -> Prepared:
    """Compute a content, all of it at one instant: a file read meanwhile is in it wholly or not.

    Writes nothing and holds nobody up. Raises `NothingToSayError`.
    """
    freeze()
    town = Town.objects.get(pk=town.pk)
    known_on = timezone.now()
    with override(settings.LANGUAGE_CODE):
        materials = reads.materials(town, perimeter, on)
        if not materials.stock.total:
            raise NothingToSayError(nothing_known())
        written = _written(study)
        content = rules.build(materials, written) | _frame(town, perimeter, materials)
    return Prepared(town, perimeter, on, known_on, materials, content, study, written)


def _written(study: Study | None) -> rules.Written | None:
    """What people wrote, as it stands now. Raises `NothingToSayError` once it was published."""
    if study is None:
        return None
    if Study.objects.of(study.town).filter(pk=study.pk).exclude(diagnosis=None).exists():
        raise NothingToSayError(_("Ce diagnostic est déjà publié."))
    return written_of(study)


def nothing_known() -> str:
    return _("Aucun local n’est connu dans ce périmètre à cette date.")


@transaction.atomic
def set_down(prepared: Prepared, *, by: Person | None) -> Diagnosis:
    """Give the next number to a content and enter its figures in the ledger.

    Raises `MovedError` when a source came or went since: what was computed may rest on it.
    """
    # Two publications take turns for the number, and a source is withdrawn before or after:
    # each touches this row. An import under way only points to it, and is not held up.
    town = Town.objects.select_for_update(no_key=True).get(pk=prepared.town.pk)
    if town.data_version != prepared.town.data_version:
        raise MovedError
    if prepared.study is not None and _written(prepared.study) != prepared.written:
        raise MovedError
    row = Diagnosis.objects.create(
        town=town, perimeter=prepared.perimeter, number=_next_number(town), true_on=prepared.on,
        known_on=prepared.known_on, published_by=getattr(by, "key", ""), content=prepared.content,
        previous=prepared.study.previous if prepared.study else None,
    )  # fmt: skip
    _close(prepared.study, row)
    evidence.publish(nodes_of(row, prepared.content, prepared.materials))
    audit.record(
        "observatory.diagnosis_published", by=by, town=town.insee_code, on=row.key,
        number=row.number, true_on=prepared.on.isoformat(), perimeter=prepared.perimeter.key,
    )  # fmt: skip
    tell_published(row, by=by)
    return row


def _close(study: Study | None, row: Diagnosis) -> None:
    """What was written led to this diagnosis: it changes no more."""
    if study is not None:
        Study.objects.of(row.town).filter(pk=study.pk, diagnosis=None).update(diagnosis=row)


def _next_number(town: Town) -> int:
    last = Diagnosis.objects.of(town).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _frame(town: Town, perimeter: Perimeter, materials: rules.Materials) -> dict[str, Any]:
    """What names the place and what is drawn of it."""
    return {
        "language": settings.LANGUAGE_CODE,
        "code_version": beffroi.__version__,
        "town": {
            "name": town.name,
            "slug": town.slug,
            "insee": town.insee_code,
            "population": town.population,
            "population_year": town.population_year,
            "is_fictional": town.is_fictional,
        },
        "perimeter": {"name": perimeter.name, "key": perimeter.key, "version": perimeter.version},
        "simulated": town.is_fictional or any(line.is_simulated for line in materials.sources),
        "coverage": coverage_told(materials),
        "drawings": drawings.of_diagnosis(town, perimeter, materials),
    }

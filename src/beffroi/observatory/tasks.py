"""What workers do: publish diagnoses that were asked for."""

from __future__ import annotations

from django.utils import translation
from procrastinate.jobs import Job

from beffroi.kernel.jobs import PUBLICATIONS, job
from beffroi.observatory import writes
from beffroi.observatory.models import Publication
from beffroi.observatory.reads.publications import PUBLISH


@job(queue=PUBLICATIONS)
def publish(publication_id: int, language: str = "fr") -> None:
    """Make one diagnosis that was asked for; what is said of it is in the asker's language."""
    with translation.override(language):
        for row in _rows(publication_id):
            writes.run_publication(row)


def start(row: Publication) -> None:
    """Hand a demand to the workers, in the same transaction as the demand itself."""
    language = (translation.get_language() or "fr")[:2]
    publish.defer(publication_id=row.pk, language=language)


def close_when_given_up(lost: Job, _reason: str) -> None:
    """A publication that will not be tried again says so."""
    if lost.task_name == PUBLISH:
        for row in _rows(int(lost.task_kwargs["publication_id"])):  # type: ignore[arg-type]
            writes.end_publication(row, Publication.State.BROKEN)


def _rows(number: int) -> list[Publication]:
    rows = Publication.objects.across_towns().select_related("town", "perimeter")
    return list(rows.filter(pk=number))

"""The life of a publication: asked for, made by a worker, cancelled, asked again.

Nothing is seen of a diagnosis before its number, its figures in the ledger, its paper and the word
"done" are committed together. Made twice (a silent worker that was not dead), the second finds the
word and takes everything back.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit, jobs, queued
from beffroi.observatory import reads
from beffroi.observatory.models import Diagnosis, KeptPaper, Publication, Study
from beffroi.observatory.reads import papers
from beffroi.observatory.reads.publications import LIVE, PUBLISH, STATE
from beffroi.observatory.writes.diagnoses import (
    MovedError,
    NothingToSayError,
    prepare,
    set_down,
)
from beffroi.observatory.writes.telling import tell_publication
from beffroi.territory.models import Perimeter, Town

ASKING = 0x4247  # first key of our advisory lock ("BG"): demands of one town take turns


class OvertakenError(Exception):
    """Somebody cancelled meanwhile, or another worker has published it already."""


@transaction.atomic
def ask_publication(
    *, town: Town, perimeter: Perimeter, on: dt.date, by: Person, study: Study | None = None
) -> tuple[Publication, bool]:
    """Note that this person asks for a diagnosis; False when their same demand is under way.

    A button pressed twice leads to one diagnosis.
    """
    _take_turn(town)
    same = Publication.objects.of(town).filter(
        perimeter=perimeter, true_on=on, asked_by=by.key, study=study
    )
    for row in same.filter(state__in=LIVE):
        if queued.coming(PUBLISH, publication_id=row.pk):
            return row, False
    row = Publication.objects.create(
        town=town,
        perimeter=perimeter,
        true_on=on,
        asked_by=by.key,
        study=study,
        body_key=audit.acting_body(),
    )
    return row, True


def _take_turn(town: Town) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ASKING, town.pk])


def run_publication(row: Publication) -> None:
    """Make what was asked for; whoever asked is told of the end.

    Raises what passes (the job is tried again), and faults of ours once the demand is closed.
    """
    if not _step(row, 1):
        _settle(row)
        return
    try:
        with audit.acting_for(row.body_key):
            _publish(row)
    except NothingToSayError as refusal:
        end_publication(row, STATE.REFUSED, refusal.sentence)
    except OvertakenError:
        _settle(row)
    except Exception as trouble:
        if jobs.passing(trouble):
            _live(row).update(state=STATE.WAITING, step=0)
        else:
            end_publication(row, STATE.BROKEN)
        raise


def _publish(row: Publication) -> None:
    prepared = prepare(town=row.town, perimeter=row.perimeter, on=row.true_on, study=row.study)
    jobs.check_stopping()
    if not _step(row, 2):
        raise OvertakenError
    by = Person.objects.filter(key=row.asked_by).first()
    try:
        with transaction.atomic():
            diagnosis = set_down(prepared, by=by)
            keep_paper(diagnosis)
            if (
                not _live(row)
                .filter(cancel_asked=False)
                .update(
                    state=STATE.DONE, diagnosis=diagnosis, finished_at=timezone.now(), sentence=""
                )
            ):
                raise OvertakenError
            row.refresh_from_db()
            tell_publication(row)
    except MovedError as moved:
        raise jobs.Transient(f"{row.key}: the town's data moved") from moved


def keep_paper(diagnosis: Diagnosis) -> None:
    """Set the paper of a diagnosis and keep it, in place of one kept before."""
    nodes = reads.nodes_of(diagnosis)
    pdf = papers.set_paper(diagnosis, nodes)
    KeptPaper.objects.of(diagnosis.town).filter(diagnosis=diagnosis).delete()
    KeptPaper.objects.create(diagnosis=diagnosis, mark=papers.mark_of(nodes), pdf=pdf)


def _live(row: Publication) -> Any:
    return Publication.objects.across_towns().filter(pk=row.pk, state__in=LIVE)


def _step(row: Publication, step: int) -> bool:
    """Say how far it is; False when there is nothing more to do for it."""
    going = _live(row).filter(cancel_asked=False)
    return bool(going.update(state=STATE.RUNNING, step=step))


def _settle(row: Publication) -> None:
    """A demand cancelled while it was made ends here; one that ended elsewhere is left alone."""
    cancelled = _live(row).filter(cancel_asked=True)
    cancelled.update(state=STATE.CANCELLED, finished_at=timezone.now())


@transaction.atomic
def end_publication(row: Publication, state: str, sentence: str = "") -> bool:
    """Close a demand that led to no diagnosis, and tell whoever asked; False if it has ended."""
    closed = _live(row).update(state=state, sentence=sentence, finished_at=timezone.now())
    if closed:
        row.refresh_from_db()
        tell_publication(row)
    return bool(closed)


@transaction.atomic
def cancel_publication(*, row: Publication, by: Person) -> bool:
    """Take a waiting demand back, ask a running one to stop; False when it has ended already."""
    if not _live(row).update(cancel_asked=True):
        return False
    waiting = _live(row).filter(state=STATE.WAITING)
    waiting.update(state=STATE.CANCELLED, finished_at=timezone.now())
    audit.record("observatory.publication_cancelled", by=by, town=row.town.insee_code, on=row.key)
    return True


@transaction.atomic
def ask_again(*, row: Publication, by: Person) -> bool:
    """Let a demand that led to nothing wait again; False for one under way, or done."""
    _take_turn(row.town)
    held = Publication.objects.of(row.town).select_for_update(of=("self",)).get(pk=row.pk)
    if held.state == STATE.DONE:
        return False
    if held.state in LIVE and queued.coming(PUBLISH, publication_id=row.pk):
        return False
    Publication.objects.of(row.town).filter(pk=row.pk).update(
        state=STATE.WAITING, step=0, sentence="", cancel_asked=False, finished_at=None
    )
    audit.record("observatory.publication_retried", by=by, town=row.town.insee_code, on=row.key)
    return True

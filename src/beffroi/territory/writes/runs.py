"""The life of an import run. What is said while it runs goes by a second connection: `Aside`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.territory.models import ImportRun, Town
from beffroi.territory.reads import being_read


def queue_run(
    *,
    town: Town,
    file_name: str,
    stored_as: str,
    size: int,
    sha256: str,
    by: Person | None,
    as_of: dt.date | None = None,
) -> ImportRun:
    """Note that a file waits to be read."""
    return ImportRun.objects.create(
        town=town,
        file_name=file_name,
        stored_as=stored_as,
        size=size,
        sha256=sha256,
        started_by=getattr(by, "key", ""),
        body_key=audit.acting_body(),
        said_as_of=as_of,
    )


def end_run(*, run: ImportRun, state: str, sentence: str, report: dict[str, Any]) -> ImportRun:
    """Close a run with what became of it."""
    run.state, run.sentence, run.report = state, sentence, report
    run.finished_at = timezone.now()
    run.save(
        update_fields=["state", "sentence", "report", "finished_at", "source", "rows_done", "kind"]
    )
    return run


@transaction.atomic
def ask_to_cancel(*, run: ImportRun, by: Person) -> None:
    """Take a waiting run out of the queue; ask a running one to give up at its next batch."""
    rows = ImportRun.objects.across_towns().filter(pk=run.pk)
    rows.update(cancel_asked=True)
    waiting = rows.filter(state=ImportRun.State.WAITING)
    waiting.update(state=ImportRun.State.CANCELLED, finished_at=timezone.now())
    audit.record("territory.import_cancelled", by=by, town=run.town.insee_code, on=_key(run))


@transaction.atomic
def queue_again(*, run: ImportRun, by: Person) -> bool:
    """Put back in the queue a run that ended without storing anything; False for any other."""
    held = ImportRun.objects.of(run.town).select_for_update().get(pk=run.pk)
    stopped = (ImportRun.State.BROKEN, ImportRun.State.CANCELLED, ImportRun.State.REFUSED)
    orphan = held.state == ImportRun.State.RUNNING and not being_read(held.pk)
    if held.state not in stopped and not orphan:
        return False
    ImportRun.objects.of(run.town).filter(pk=run.pk).update(
        state=ImportRun.State.WAITING,
        sentence="",
        report={},
        rows_done=0,
        rows_total=None,
        cancel_asked=False,
        finished_at=None,
    )
    audit.record("territory.import_retried", by=by, town=run.town.insee_code, on=_key(run))
    return True


def take_up(*, run: ImportRun) -> None:
    """Begin again a run whose worker died; call it with the run's own lock held."""
    rows = ImportRun.objects.of(run.town).filter(pk=run.pk, state=ImportRun.State.RUNNING)
    if rows.update(state=ImportRun.State.WAITING, rows_done=0, rows_total=None, report={}):
        run.refresh_from_db()


def put_back(*, run: ImportRun) -> None:
    """A passing trouble or a stop: nothing was stored, the file waits to be read again."""
    rows = ImportRun.objects.of(run.town).filter(pk=run.pk, state=ImportRun.State.RUNNING)
    rows.update(state=ImportRun.State.WAITING, rows_done=0, rows_total=None, report={})


def hold_run(*, run: ImportRun, sentence: str) -> ImportRun:
    """The file was read and nothing stored: it waits for what a person decides."""
    run.state, run.sentence, run.report = ImportRun.State.TO_DECIDE, sentence, {}
    run.save(update_fields=["state", "sentence", "report", "kind"])
    return run


@transaction.atomic
def go_on(*, run: ImportRun, by: Person) -> bool:
    """Put a run that waited for choices back in the queue; False when it no longer waits for any.

    One that was stored may be read again with other choices: what it corrects is recorded anew.
    """
    held = ImportRun.objects.of(run.town).select_for_update().get(pk=run.pk)
    if held.state not in (ImportRun.State.TO_DECIDE, ImportRun.State.DONE):
        return False
    ImportRun.objects.of(run.town).filter(pk=run.pk).update(
        state=ImportRun.State.WAITING, sentence="", report={}, rows_done=0, rows_total=None,
        cancel_asked=False, finished_at=None,
    )  # fmt: skip
    audit.record("territory.import_decided", by=by, town=run.town.insee_code, on=_key(run))
    return True


@transaction.atomic
def give_up(*, run: ImportRun, by: Person, stored: bool = False) -> bool:
    """Leave a file that waits for choices; False when it waits for none.

    Nothing of it was stored, or it was `stored` before, and stays as it was then.
    """
    rows = ImportRun.objects.of(run.town).filter(pk=run.pk, state=ImportRun.State.TO_DECIDE)
    state = ImportRun.State.DONE if stored else ImportRun.State.CANCELLED
    if not rows.update(state=state, finished_at=timezone.now(), sentence=""):
        return False
    audit.record("territory.import_cancelled", by=by, town=run.town.insee_code, on=_key(run))
    return True


def leave_undecided(*, before: dt.datetime) -> int:
    """Give up the files that nobody decided of since then: nothing of them was stored."""
    rows = ImportRun.objects.across_towns().filter(
        state=ImportRun.State.TO_DECIDE, started_at__lt=before
    )
    return int(rows.update(state=ImportRun.State.CANCELLED, finished_at=timezone.now()))


def break_orphans(sentence: str, spared: Collection[int] = ()) -> list[ImportRun]:
    """Close the runs whose worker died and that nobody takes up; nothing of them was stored.

    `spared`: runs that some job still comes back to. Returns those closed.
    """
    running = ImportRun.objects.across_towns().filter(state=ImportRun.State.RUNNING)
    left = running.exclude(pk__in=spared).values_list("pk", flat=True)
    orphans = [pk for pk in left if not being_read(pk)]
    closed = []
    for pk in orphans:  # one that has ended meanwhile is left alone
        state = {"state": ImportRun.State.BROKEN, "sentence": sentence}
        if running.filter(pk=pk).update(**state, finished_at=timezone.now()):
            closed.append(ImportRun.objects.across_towns().select_related("town").get(pk=pk))
    return closed


def _key(run: ImportRun) -> str:
    return f"import/{run.pk}"


@transaction.atomic
def entrust_run(*, number: int, to: Person, by: Person) -> None:
    """From now on this import is told of another person, who is warned of its end."""
    run = ImportRun.objects.across_towns().select_for_update(of=("self",)).get(pk=number)
    run.started_by = to.key
    run.save(update_fields=["started_by"])
    audit.record(
        "territory.import_entrusted", by=by, town=run.town.insee_code, on=_key(run), to=to.key
    )

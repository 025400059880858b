"""The background jobs as administrators see them: queues, what runs, what failed and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count, Max, Min, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.kernel.jobs import DIGESTS, IMPORTS, MAIL, PUBLICATIONS, QUEUES, UPKEEP
from beffroi.observatory import writes as observatory
from beffroi.observatory.models import Publication
from beffroi.observatory.reads.publications import PUBLISH
from beffroi.portal.waiting import READ_FILE
from beffroi.territory import writes as territory
from beffroi.territory.models import ImportRun

SHOWN = 50
ALIVE = dt.timedelta(seconds=60)
LATELY = dt.timedelta(days=7)
LABELS = {
    IMPORTS: _("Lecture des fichiers"),
    PUBLICATIONS: _("Publications"),
    DIGESTS: _("Résumés"),
    MAIL: _("Courriels"),
    UPKEEP: _("Entretien"),
}
STATES = {
    "todo": _("en attente"),
    "doing": _("en cours"),
    "failed": _("échoué"),
    "aborted": _("arrêté"),
    "cancelled": _("retiré"),
}
TASKS = {
    READ_FILE: _("Lire un fichier"),
    PUBLISH: _("Publier un diagnostic"),
    "beffroi.portal.tasks.tidy_imports": _("Ranger les imports"),
    "beffroi.portal.tasks.retake": _("Reprendre les travaux interrompus"),
    "beffroi.portal.tasks.forget_comings": _("Oublier les vieilles connexions"),
    "beffroi.portal.tasks.forget_jobs": _("Oublier les vieux travaux"),
    "beffroi.accounts.tasks.send_mail": _("Envoyer les courriels"),
    "beffroi.accounts.tasks.digests": _("Faire les résumés"),
    "beffroi.accounts.tasks.forget_messages": _("Oublier les vieux messages"),
    "beffroi.accounts.tasks.tidy_accounts": _("Ranger les comptes"),
    "beffroi.programme.tasks.watch_agreements": _("Suivre les échéances des conventions"),
    "beffroi.programme.tasks.read_sheet_table": _("Lire un tableau d’actions"),
    "beffroi.programme.tasks.write_sheet_table": _("Enregistrer un tableau d’actions"),
    "beffroi.territory.tasks.keep_beforehand": _("Calculer les tableaux de bord"),
    "beffroi.territory.tasks.tell_role_endings": _("Prévenir des rôles qui prennent fin"),
    "beffroi.observatory.tasks.judge_alerts": _("Juger les règles d’alerte"),
    "beffroi.observatory.tasks.recall_answers": _("Rappeler les réponses promises"),
    "beffroi.observatory.tasks.keep_panoramas": _(
        "Calculer les tableaux de bord"
    ),  # its former name
}


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue: how many wait, run, failed lately, and since when the first waits."""

    key: str
    waiting: int
    running: int
    failed: int

    @property
    def label(self) -> Any:
        return LABELS.get(self.key, self.key)


@dataclass(frozen=True, slots=True)
class Row:
    """One job that waits, runs or failed."""

    job: ProcrastinateJob
    run: ImportRun | None
    publication: Publication | None
    since: dt.datetime | None

    @property
    def what(self) -> Any:
        return TASKS.get(self.job.task_name, self.job.task_name.rsplit(".", 1)[-1])

    @property
    def state(self) -> Any:
        return STATES.get(self.job.status, self.job.status)

    @property
    def is_gone(self) -> bool:
        return self.job.status in ("cancelled", "aborted")

    @property
    def may_retry(self) -> bool:
        return self.job.status == "failed"

    @property
    def may_cancel(self) -> bool:
        return self.job.status == "todo"


def queues() -> list[Queue]:
    """Every queue of ours, one query."""
    counted = ProcrastinateJob.objects.values("queue_name").annotate(
        waiting=Count("pk", filter=Q(status="todo")),
        running=Count("pk", filter=Q(status="doing")),
        failed=Count("pk", filter=Q(status="failed")),
    )
    held = {row["queue_name"]: row for row in counted.order_by()}
    none = {"waiting": 0, "running": 0, "failed": 0}
    return [
        Queue(key, *(held.get(key, none)[word] for word in ("waiting", "running", "failed")))
        for key in QUEUES
    ]


def workers() -> int:
    """Workers that gave a sign of life within a minute."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=timezone.now() - ALIVE).count()


def rows(*states: str, since: dt.timedelta | None = None) -> list[Row]:
    """Jobs of some states, the newest first, fifty at most; three queries, or four.

    `since` keeps those to which something happened within that time.
    """
    found = ProcrastinateJob.objects.filter(status__in=states)
    if "todo" in states:  # a periodic job that waits for its minute is no news
        found = found.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=timezone.now()))
    first = Min if "todo" in states else Max
    found = found.annotate(since=first("procrastinateevent__at")).order_by("-pk")
    if since is not None:
        found = found.filter(since__gt=timezone.now() - since)
    listed = list(found[:SHOWN])
    runs = _named(ImportRun, listed, READ_FILE, "run_id")
    asked = _named(Publication, listed, PUBLISH, "publication_id")
    return [Row(one, runs.get(one.pk), asked.get(one.pk), one.since) for one in listed]


def _named(model: Any, listed: list[Any], task: str, word: str) -> dict[int, Any]:
    """What the jobs of a task are about, by job."""
    keys = {one.pk: one.args[word] for one in listed if one.task_name == task}
    held = model.objects.across_towns().select_related("town").in_bulk(keys.values())
    return {pk: held[key] for pk, key in keys.items() if key in held}


@transaction.atomic
def retry(number: int, *, by: Person) -> bool:
    """Try a failed job once more; False when it is no longer a failed one."""
    job = ProcrastinateJob.objects.select_for_update().filter(pk=number, status="failed").first()
    if job is None:
        return False
    about = _about(job)
    if isinstance(about, ImportRun):
        territory.queue_again(run=about, by=by)
    elif about is not None:
        observatory.ask_again(row=about, by=by)
    app.job_manager.retry_job_by_id(number, retry_at=timezone.now())
    audit.record("portal.job_retried", by=by, on=f"job/{number}")
    return True


@transaction.atomic
def cancel(number: int, *, by: Person) -> bool:
    """Take a waiting job out of its queue; False when it no longer waits."""
    job = ProcrastinateJob.objects.filter(pk=number, status="todo").first()
    if job is None or not app.job_manager.cancel_job_by_id(number):
        return False
    about = _about(job)
    if isinstance(about, ImportRun):
        territory.ask_to_cancel(run=about, by=by)
    elif about is not None:
        observatory.cancel_publication(row=about, by=by)
    audit.record("portal.job_cancelled", by=by, on=f"job/{number}")
    return True


def _about(job: ProcrastinateJob) -> ImportRun | Publication | None:
    """The import or the publication that a job is for."""
    if job.task_name == READ_FILE:
        runs = ImportRun.objects.across_towns().select_related("town")
        return runs.filter(pk=job.args["run_id"]).first()
    if job.task_name == PUBLISH:
        rows = Publication.objects.across_towns().select_related("town")
        return rows.filter(pk=job.args["publication_id"]).first()
    return None

"""The background workers, run by a journey when the page waits for it."""

from __future__ import annotations

import threading

from django.db import connections

from beffroi.observatory import tasks
from beffroi.observatory.models import Publication
from beffroi.portal.imports import run_import
from beffroi.territory.models import ImportRun


def work_off() -> None:
    """What the workers do, in a thread of their own: read files, publish what was asked for."""

    def work() -> None:
        waiting = ImportRun.objects.across_towns().select_related("town").filter(state="waiting")
        for run in waiting.order_by("pk"):
            run_import(run)
        for asked in Publication.objects.across_towns().filter(state="waiting").order_by("pk"):
            tasks.publish(publication_id=asked.pk)
        connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()

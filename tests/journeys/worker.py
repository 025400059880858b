"""The background worker, run by a journey when the page waits for it."""

from __future__ import annotations

import threading

from django.db import connections

from beffroi.portal.imports import run_import
from beffroi.territory.models import ImportRun


def work_off() -> None:
    """What the worker does, in a thread of its own: read the waiting files in their order."""

    def work() -> None:
        waiting = ImportRun.objects.across_towns().select_related("town").filter(state="waiting")
        for run in waiting.order_by("pk"):
            run_import(run)
        connections.close_all()

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()

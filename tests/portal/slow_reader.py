"""A program the tests kill: it reads a run with a reader that writes, tells, then never ends."""

import sys
import time

import django

django.setup()

from beffroi.portal.imports import runner  # noqa: E402
from beffroi.portal.imports.report import ImportReport  # noqa: E402
from beffroi.territory.models import ImportRun, Street  # noqa: E402


def never_ending(town, path, progress, as_of=None):
    Street.objects.create(town=town, name="Rue à moitié", slug="rue-a-moitie")
    for step in range(1, 100_000):
        progress(step * 1000, 100_000_000, f"reading {step % 2}")
        time.sleep(0.02)
    return ImportReport()


runner.READERS["osm"] = never_ending
run = ImportRun.objects.across_towns().select_related("town").get(pk=int(sys.argv[1]))
print("started", flush=True)
print(runner.run_import(run).state, flush=True)

"""A survey of 20,000 doors and seven waves: how long, how much memory, how many queries a wave."""

from __future__ import annotations

import resource
import time
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from shapely.geometry import box, mapping

from beffroi.portal.imports import queue_file, run_import
from beffroi.premises.models import Premises
from beffroi.territory import writes as territory
from tests.premises.factories import person
from tests.sources import survey_files as made

from .test_survey_import import asked, decided

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.timeout(1800)]
TIMES = 167  # of the 120 doors: 20,040
MOST_BYTES = 1_500_000_000


def large(path: Path) -> Path:
    """The invented survey many times over, each copy a little further north-east."""
    rows, shapes = [], []
    for copy in range(TIMES):
        for n, row in enumerate(made.rows()):
            east, north = 0.013 * (copy % 13), 0.002 * (copy // 13)
            drawn = made.polygon(n)["coordinates"]
            shapes.append(
                [[[[x + east, y + north] for x, y in ring] for ring in part] for part in drawn]
            )
            rows.append(row | {"Ref": f"{copy}-{row['Ref']}", "fid": str(len(rows))})
    return made.write_geojson(path, rows, drawn=shapes)


def test_twenty_thousand_doors_are_shown_then_stored(tmp_path: Path) -> None:
    town = territory.open_town(
        insee_code="00042", name="Grand-Vire", by=None, is_fictional=True,
        outline=mapping(box(1.98, 46.48, 2.4, 46.7)),
    )  # fmt: skip
    ada, path = person(), large(tmp_path / "grand.geojson")
    said = [f"{path.stat().st_size / 1e6:.0f} Mo"]
    began = time.monotonic()
    run = run_import(queue_file(town=town, path=path, by=None))
    assert run.state == "to_decide", run.sentence
    said.append(f"look {time.monotonic() - began:.0f} s")
    decided(run, ada)
    for step in ("show", "store"):
        began = time.monotonic()
        with CaptureQueriesContext(connection) as asked_of:
            run = asked(run, ada, step)
        said.append(f"{step} {time.monotonic() - began:.0f} s, {len(asked_of)} queries")
    assert run.state == "done", run.sentence
    assert Premises.objects.of(town).count() == 120 * TIMES
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(" · ".join([*said, f"peak {peak / 1e6:.0f} MB"]))
    assert peak < MOST_BYTES

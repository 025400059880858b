"""300 towns × 40 actions × 10 budget lines rolled up: a chamber's, then a framework's."""

from __future__ import annotations

import datetime as dt
import importlib.util
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from beffroi.cli.bench import machine_line

if TYPE_CHECKING:
    from beffroi.cli.bench import Bench

NEEDS_DATABASE = True
TOWNS = int(os.environ.get("BEFFROI_BENCH_TOWNS", 300))
SHEETS, LINES = 40, 10
AGAIN = 9
AIM, QUERIES = 0.5, 15  # seconds, at the median; queries of one roll-up
ON = dt.date(2026, 5, 4)


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


_beside("_bulk")
many = _beside("_many_agreements")


def run(bench: Bench) -> None:
    from beffroi.programme.models import BudgetLine
    from beffroi.programme.reads.rollup import of_agreement, of_body

    label = f"{TOWNS} villes × {SHEETS} actions × {LINES} lignes (simulées)"
    _seconds, (chamber, frame) = bench.time(
        label, lambda: many.build(towns=TOWNS, sheets=SHEETS, lines=LINES)
    )
    check(BudgetLine.objects.count(), TOWNS * SHEETS * LINES)
    measure(bench, "une chambre", lambda: of_body(chamber, ON))
    measure(bench, "un accord-cadre", lambda: of_agreement(frame, ON))
    measure(bench, "une chambre, une année", lambda: of_body(chamber, ON, 2025))
    bench.tell("  à la fin : " + machine_line())


def measure(bench: Bench, name: str, scope: Callable[[], Any]) -> None:
    """Time and processor time of the whole roll-up, and how many questions it puts."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from beffroi.programme.reads.rollup import rolled

    with CaptureQueriesContext(connection) as asked:
        found = rolled(scope())
    check(found.done.whole.sheets, expected(found))
    seconds, spent, theirs = [], time.process_time(), server_time()
    for _time in range(AGAIN):
        began = time.perf_counter()
        rolled(scope())
        seconds.append(time.perf_counter() - began)
    ours = (time.process_time() - spent) / AGAIN
    theirs = (server_time() - theirs) / AGAIN
    bench.tell(
        f"    {name} : de {min(seconds) * 1000:.0f} à {max(seconds) * 1000:.0f} ms, dont processeur "
        f"{ours * 1000:.0f} ms (Python) et {theirs * 1000:.0f} ms (PostgreSQL), "
        f"charge {os.getloadavg()[0]:.1f}"
    )
    bench.aim(f"{name}, médiane de {AGAIN}", statistics.median(seconds), below=AIM)
    bench.aim(f"{name}, temps de processeur des deux", ours + theirs, below=AIM)
    bench.count(f"{name}, requêtes", len(asked), at_most=QUERIES)


def server_time() -> float:
    """Processor seconds of the server's process behind this connection; 0 where it cannot be read."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        path = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    if not path.exists():
        return 0.0
    told = path.read_text().rsplit(")", 1)[1].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def check(found: int, wanted: int) -> None:
    """A roll-up that forgets rows is quick: it fails instead."""
    if found != wanted:
        raise RuntimeError(f"{found} rows where {wanted} are")


def expected(found: Any) -> int:
    """Every sheet once: those of the body's own agreements, restricted ones too."""
    own = sum(1 for one in found.scope.agreements if one.town_id and one.own)
    others = sum(1 for one in found.scope.agreements if one.town_id and not one.own)
    return own * SHEETS + others * (SHEETS - SHEETS // 20)

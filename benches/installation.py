"""300 towns × 300 people × 1,000 premises on one machine: sign-in and dashboard at two workers.

Two loads, both told with their rate. Mornings: everybody looks at their town's dashboard between
eight and ten, arriving one by one whether or not others were answered; on a usual one a tenth of
them has to sign in first, on the worst one everybody. At most: four connections that ask again as
soon as they were answered. The client takes its share of the same two cores.
"""

from __future__ import annotations

import importlib.util
import os
import statistics
import sys
import time
from collections.abc import Callable
from multiprocessing import Process
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from beffroi.cli.bench import machine_line

if TYPE_CHECKING:
    from beffroi.cli.bench import Bench

NEEDS_DATABASE = True
TOWNS = int(os.environ.get("BEFFROI_BENCH_TOWNS", 300))
PEOPLE = int(os.environ.get("BEFFROI_BENCH_PEOPLE", 300))
PREMISES = int(os.environ.get("BEFFROI_BENCH_PREMISES", 1_000))
CONNECTIONS, SIGN_INS, VIEWS, HOMES = 4, 160, 300, 40
SEEN = min(TOWNS, 120)  # whose maps are looked at: drawing those nobody asks for takes minutes
WORKERS = 2
AIM = 0.2  # seconds, at the 95th percentile


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


_beside("_bulk")
many, client = _beside("_many_towns"), _beside("_closed_loop")
web, visits = _beside("_web"), _beside("_visits")
_beside("_open_loop")
arriving = _beside("_morning")


def run(bench: Bench) -> None:
    label = f"{TOWNS} villes × {PEOPLE} personnes × {PREMISES:,} locaux (simulés)"
    bench.time(label, lambda: many.build(towns=TOWNS, people=PEOPLE, premises=PREMISES))
    beforehand(bench)
    settle()
    count_queries(bench)
    before = states_read()
    with web.served() as port:
        visitors = [client.Visitor("127.0.0.1", port) for _ in range(CONNECTIONS)]
        sign_ins(bench, port)
        for n, visitor in enumerate(visitors):
            visits.signed_in(visitor, n % TOWNS, n % PEOPLE)
        pages(bench, visitors)
        # the processes of a morning ran the day before
        arriving.morning(bench, port, towns=TOWNS, people=PEOPLE, aim=AIM)
    bench.count("fois où une page a relu l’état des locaux", states_read() - before, at_most=0)
    bench.tell("  à la fin : " + machine_line())


def settle() -> None:
    """What the base does the night after so much was written, and not while it is measured."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("CHECKPOINT")


def beforehand(bench: Bench) -> None:
    """What workers do: counts and charts of every town, the maps of those looked at, in French.

    Two processes share the towns, as two machines would; other languages come after, at leisure.
    """
    from django.db import connection

    connection.close()
    connection.close_pool()  # each process makes its own
    share = [Process(target=keep, args=[n, WORKERS]) for n in range(WORKERS)]

    def work() -> None:
        for one in share:
            one.start()
        for one in share:
            one.join()

    bench.time(f"chiffres et courbes de toutes les villes, cartes de {SEEN}, tenus prêts", work)
    if any(one.exitcode for one in share):
        raise RuntimeError("a worker failed")


def keep(share: int, among: int) -> None:
    """One worker's share of the towns."""
    from beffroi.territory import reads, writes
    from beffroi.territory.keeping import makers

    for maker in makers():
        if maker.rank <= 1:
            behind = reads.towns_behind(maker.name)
            if maker.name.startswith("map"):
                behind = behind.filter(slug__lt=f"ville-simulee-{SEEN:03d}")
            for town_id in behind.values_list("pk", flat=True):
                if town_id % among == share:
                    writes.keep(town_id, maker)


def states_read() -> int:
    """How often the table of premises' states was read so far; the web server must have ended."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT seq_scan + idx_scan FROM pg_stat_user_tables"
            " WHERE relname = 'premises_premisesstate'"
        )
        return int(cursor.fetchone()[0])


def sign_ins(bench: Bench, port: int) -> None:
    """The form posted with its password, each time by another person from nothing."""

    def visit(n: int) -> Callable[[], float]:
        # sign-ins are limited by address: these people sit in as many town halls
        fresh = client.Visitor("127.0.0.1", port, address=f"198.18.{n // 250}.{n % 250 + 1}")
        return lambda: visits.signed_in(fresh, n % TOWNS, n // TOWNS % PEOPLE)

    tell(
        bench, "connexion (formulaire et mot de passe)", _dealt([visit(n) for n in range(SIGN_INS)])
    )


def pages(bench: Bench, visitors: list[Any]) -> None:
    """Each town once, then again and again: its first reader finds what the workers made."""
    for label, path in (("tableau de bord", "indicateurs/"), ("page de la ville", "")):
        first = [
            [visits.view(visitor, town, path) for town in range(n, SEEN, CONNECTIONS)]
            for n, visitor in enumerate(visitors)
        ]
        tell(bench, f"{label}, première vue de chaque ville", first)
        again = [
            [visits.view(visitor, (n + k * 7) % SEEN, path) for k in range(VIEWS // CONNECTIONS)]
            for n, visitor in enumerate(visitors)
        ]
        tell(bench, f"{label}, vu de nouveau", again)
    home = [[visits.home(visitor)] * (HOMES // CONNECTIONS) for visitor in visitors]
    tell(bench, "première page", home)


def tell(bench: Bench, label: str, looks: list[list[Callable[[], float]]]) -> None:
    """The aim at the 95th percentile, and what decides it on a loaded machine: processor time."""
    began, spent = time.perf_counter(), web.spent()
    seconds = client.loop(looks)
    count = len(seconds)
    rate = count / (time.perf_counter() - began)
    middle = statistics.median(seconds) * 1000
    mine, base = ((now - then) / count * 1000 for now, then in zip(web.spent(), spent, strict=True))
    bench.tell(
        f"    {count} fois, {rate:.0f} par seconde (au plus vite, {CONNECTIONS} connexions), médiane "
        f"{middle:.0f} ms, processeur {mine:.0f} ms chacune (web) et {base:.0f} (base), "
        f"charge {os.getloadavg()[0]:.1f}"
    )
    bench.aim(f"{label}, au plus vite, 95 % sous", client.p95(seconds), below=AIM)


def _dealt(looks: list[Callable[[], float]]) -> list[list[Callable[[], float]]]:
    return [looks[n::CONNECTIONS] for n in range(CONNECTIONS)]


def count_queries(bench: Bench) -> None:
    """What may not grow with the installation; it fails the run, whatever the machine."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    visitor = Client(SERVER_NAME="127.0.0.1")
    with CaptureQueriesContext(connection) as asked:
        answer = visitor.post("/connexion/", visits.credentials(0, 0))
    if answer.status_code != 302:
        raise RuntimeError(f"sign-in: {answer.status_code}")
    bench.count("requêtes SQL d’une connexion", len(asked), at_most=10)
    for label, most in (("première vue", 8), ("vue de nouveau", 7)):
        with CaptureQueriesContext(connection) as asked:
            answer = visitor.get("/ville-simulee-000/indicateurs/")
        read = [one for one in asked if one["sql"].startswith("SELECT")]
        bench.count(f"lectures SQL du tableau de bord, {label}", len(read), at_most=most)
    connection.close()
    connection.close_pool()  # what it read is counted from here on

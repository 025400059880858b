"""300 towns × 300 people × 1,000 premises on one machine: sign-in and dashboard at two workers."""

from __future__ import annotations

import importlib.util
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from beffroi.cli.bench import Bench

NEEDS_DATABASE = True
TOWNS = int(os.environ.get("BEFFROI_BENCH_TOWNS", 300))
PEOPLE = int(os.environ.get("BEFFROI_BENCH_PEOPLE", 300))
PREMISES = int(os.environ.get("BEFFROI_BENCH_PREMISES", 1_000))
CONNECTIONS, SIGN_INS, VIEWS = 4, 160, 600
AIM = 0.2  # seconds, at the 95th percentile


def _beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


many, client = _beside("_many_towns"), _beside("_closed_loop")


def run(bench: Bench) -> None:
    label = f"{TOWNS} villes × {PEOPLE} personnes × {PREMISES:,} locaux (simulés)"
    bench.time(label, lambda: many.build(towns=TOWNS, people=PEOPLE, premises=PREMISES))
    bench.time("comptés d’avance par le travailleur, toutes les villes", keep)
    count_queries(bench)
    with served() as port:
        visitors = [client.Visitor("127.0.0.1", port) for _ in range(CONNECTIONS)]
        sign_ins(bench, port)
        for n, visitor in enumerate(visitors):
            signed_in(visitor, n % TOWNS, n % PEOPLE)
        dashboards(bench, visitors)


def keep() -> None:
    """What the worker does each minute with the towns whose data moved."""
    from beffroi.observatory import reads, writes

    for town_id in reads.towns_behind().values_list("pk", flat=True):
        writes.keep_panoramas(town_id)
    reads.forget()


def sign_ins(bench: Bench, port: int) -> None:
    """The form posted with its password, each time by another person from nothing."""

    def visit(n: int) -> Callable[[], float]:
        # sign-ins are limited by address: these people sit in as many town halls
        fresh = client.Visitor("127.0.0.1", port, address=f"198.18.{n // 250}.{n % 250 + 1}")
        return lambda: signed_in(fresh, n % TOWNS, n // TOWNS % PEOPLE)

    tell(
        bench, "connexion (formulaire et mot de passe)", _dealt([visit(n) for n in range(SIGN_INS)])
    )


def dashboards(bench: Bench, visitors: list[Any]) -> None:
    """Each town once, then again and again: the first reader of a town pays for the others."""
    first = [
        [_view(visitor, town) for town in range(n, TOWNS, CONNECTIONS)]
        for n, visitor in enumerate(visitors)
    ]
    tell(bench, "tableau de bord, première vue de chaque ville", first)
    again = [
        [_view(visitor, (n + k * 7) % TOWNS) for k in range(VIEWS // CONNECTIONS)]
        for n, visitor in enumerate(visitors)
    ]
    tell(bench, "tableau de bord, vu de nouveau", again)


def tell(bench: Bench, label: str, visits: list[list[Callable[[], float]]]) -> None:
    began = time.perf_counter()
    seconds = client.loop(visits)
    rate = len(seconds) / (time.perf_counter() - began)
    middle = statistics.median(seconds) * 1000
    bench.tell(f"    {len(seconds)} fois, {rate:.0f} par seconde, médiane {middle:.0f} ms")
    bench.aim(f"{label}, 95 % sous", client.p95(seconds), below=AIM)


def _dealt(visits: list[Callable[[], float]]) -> list[list[Callable[[], float]]]:
    return [visits[n::CONNECTIONS] for n in range(CONNECTIONS)]


def _view(visitor: Any, town: int) -> Callable[[], float]:
    def ask() -> float:
        status, text, seconds = visitor.ask(f"/ville-simulee-{town:03d}/indicateurs/")
        if status != 200 or "Simulée" not in text.replace("simulée", "Simulée"):
            raise RuntimeError(f"dashboard of {town}: {status}")
        return float(seconds)

    return ask


def signed_in(visitor: Any, town: int, person: int) -> float:
    """Sign in by the form; the seconds of its posting."""
    _status, page, _seconds = visitor.ask("/connexion/")
    form = credentials(town, person) | {"csrfmiddlewaretoken": client.HIDDEN.findall(page)[0]}
    status, text, seconds = visitor.ask("/connexion/", form)
    if status != 302 or not any("session" in name for name in visitor.cookies):
        raise RuntimeError(f"sign-in of {town}/{person}: {status} {text[:200]}")
    return float(seconds)


def credentials(town: int, person: int) -> dict[str, str]:
    address = many.email(town, person)
    return {"email": address, "login": address, "password": many.PASSWORD, "next": "/"}


def count_queries(bench: Bench) -> None:
    """What may not grow with the installation; it fails the run, whatever the machine."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    visitor = Client(SERVER_NAME="127.0.0.1")
    with CaptureQueriesContext(connection) as asked:
        answer = visitor.post("/connexion/", credentials(0, 0))
    if answer.status_code != 302:
        raise RuntimeError(f"sign-in: {answer.status_code}")
    bench.count("requêtes SQL d’une connexion", len(asked), at_most=13)
    for label, most in (("première vue", 10), ("vue de nouveau", 9)):
        with CaptureQueriesContext(connection) as asked:
            answer = visitor.get("/ville-simulee-000/indicateurs/")
        bench.count(f"requêtes SQL du tableau de bord, {label}", len(asked), at_most=most)
    connection.close()


@contextmanager
def served() -> Iterator[int]:
    """The application as `beffroi up --web-workers 2` serves it, on the bench's database."""
    from beffroi.cli.serving import free_port
    from beffroi.config.embedded.isolation import tied

    with tempfile.TemporaryDirectory(prefix="beffroi-bench-") as folder:
        env = os.environ | {
            "BEFFROI_STATE": folder, "BEFFROI_SECRET_KEY": secrets.token_urlsafe(48),
            "BEFFROI_HOSTS": "127.0.0.1", "BEFFROI_TLS_IN_FRONT": "no",
            "DJANGO_SETTINGS_MODULE": "beffroi.config.settings.production",
            "BEFFROI_LOG_LEVEL": "WARNING",
        }  # fmt: skip
        prepare = [sys.executable, "-m", "beffroi.config.prepare", "static"]
        subprocess.run(prepare, env=env, check=True)
        port = free_port("127.0.0.1", 18_900)
        command = [sys.executable, "-m", "granian", "beffroi.config.served:application"]
        command += ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--no-ws"]
        command += ["--workers", "2", "--blocking-threads", "8", "--log-level", "error"]
        child = subprocess.Popen(command, env=env, start_new_session=True, preexec_fn=tied())
        try:
            _await(port)
            yield port
        finally:
            child.terminate()
            child.wait(20)


def _await(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if client.Visitor("127.0.0.1", port).ask("/vivant/")[0] == 200:
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not answer")

"""`demo` and `up`: a database, a web server and a worker until Ctrl-C."""

from __future__ import annotations

import argparse
import http.client
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from beffroi.config.embedded import Server, claim, state_folder
from beffroi.config.supervisor import Stopped, Supervisor, ignore_signals, stop_on_signals

from .database import environment
from .errors import Refused
from .preparing import prepare
from .say import say
from .working import WORKERS, add_worker, forget_fetched, require_production_settings


@dataclass(frozen=True, slots=True)
class Service:
    """What is served: `steps` bring the database up to the code first."""

    verb: str
    settings: str
    steps: tuple[str, ...]
    port: int
    host: str = "127.0.0.1"
    web_workers: int = 1
    works: bool = True  # False: a web node, whose work is done on other machines

    @property
    def seen_from_here(self) -> str:
        return "127.0.0.1" if self.host == "0.0.0.0" else self.host  # noqa: S104 - compared only

    def url(self, port: int) -> str:
        return f"http://{self.seen_from_here}:{port}/"


def demo(options: argparse.Namespace, _rest: list[str]) -> int:
    """Serve the demo on loopback."""
    return _serve(Service("demo", "demo", ("migrate", "catalogues", "demo"), options.port))


def up(options: argparse.Namespace, _rest: list[str]) -> int:
    """Serve a real installation; refuses to start without its secrets."""
    require_production_settings()
    steps = ("settled", "catalogues", "static")
    host, workers = options.host, options.web_workers
    alone = not options.without_worker
    return _serve(Service("up", "production", steps, options.port, host, workers, alone))


def _serve(service: Service) -> int:
    began = time.monotonic()
    state = state_folder()
    mine = claim(state, service.verb)
    supervisor = Supervisor(None, say)
    stop_on_signals()
    try:
        env = _with_database(supervisor, state, service.settings)
        prepare(service.steps, env, supervisor.server)
        env = _with_address(env, service, port := free_port(service.host, service.port))
        _open_doors(supervisor, env, service, port)
        mine.announce(url=service.url(port), database_url=env["DATABASE_URL"])
        _await_page(supervisor, service.seen_from_here, port)
        for queues, at_once in WORKERS if service.works else ():  # after the first page
            add_worker(supervisor, env, queues, at_once)
        say(f"\nBeffroi est prêt ({time.monotonic() - began:.1f} s) : ouvrez {service.url(port)}")
        _say_how_to_go_on(service, env, service.url(port))
        supervisor.watch()
    except (KeyboardInterrupt, Stopped):
        say("\nArrêt…")
    finally:
        ignore_signals()  # a second Ctrl-C must not leave the stop half done
        supervisor.stop()
        mine.release()
    return 0


def _with_database(supervisor: Supervisor, state: Path, settings: str) -> Mapping[str, str]:
    url = os.environ.get("DATABASE_URL")
    if not url:
        supervisor.server = Server(state)
        supervisor.server.start()
        url = supervisor.server.url
    forget_fetched(state)
    (state / "static").mkdir(exist_ok=True)  # where `up` collects; the demo serves from the sources
    return environment(state, settings, url)


def _with_address(env: Mapping[str, str], service: Service, port: int) -> Mapping[str, str]:
    """The demo's port is known only now; mails name it, those of the workers too."""
    named = {"BEFFROI_ADDRESS": service.url(port)} if service.settings == "demo" else {}
    return {**named, **env}


def _open_doors(
    supervisor: Supervisor, env: Mapping[str, str], service: Service, port: int
) -> None:
    granian = [sys.executable, "-m", "granian", "beffroi.config.served:application"]
    granian += ["--interface", "wsgi", "--host", service.host, "--port", str(port), "--no-ws"]
    granian += ["--workers", str(service.web_workers), "--respawn-failed-workers"]
    granian += ["--blocking-threads", "8"]  # as many as the pool holds connections
    counted = {"PROMETHEUS_MULTIPROC_DIR": str(_measures_folder(Path(env["BEFFROI_STATE"])))}
    supervisor.add("le serveur web", [*granian, "--log-level", "error"], {**env, **counted})


def _measures_folder(state: Path) -> Path:
    """Where web processes count together; emptied, because counts begin with the server."""
    folder = state / "measures"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700)
    return folder


def _say_how_to_go_on(service: Service, env: Mapping[str, str], address: str) -> None:
    """How to stop; on a real installation that nobody administers yet, the link to open, once."""
    say("Ctrl-C pour arrêter.")
    if service.verb != "up":
        return
    command = [sys.executable, "-m", "django", "first_link", "--address", address]
    told = subprocess.run(command, env=dict(env), capture_output=True, text=True, check=False)
    if told.returncode == 0 and told.stdout.strip():
        say("Personne ne tient encore cette installation. Ouvrez ce lien (il sert une fois,")
        say(f"pendant 48 heures) : {told.stdout.strip()}")


def free_port(host: str, wanted: int) -> int:
    """`wanted`, else the next one nobody listens on."""
    for port in range(wanted, wanted + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
            return port
    raise Refused(
        f"Aucun port libre entre {wanted} et {wanted + 99} : choisissez-en un par --port."
    )


def _await_page(supervisor: Supervisor, host: str, port: int, limit: float = 60.0) -> None:
    """Until the web server has answered once, whatever the answer (a redirection counts)."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        try:
            door = http.client.HTTPConnection(host, port, timeout=limit)
            door.request("GET", "/")
            door.getresponse().read()
            door.close()
        except OSError:
            supervisor.look_after()
            time.sleep(0.03)
        else:
            return
    raise Refused(f"Le serveur web n’a pas répondu en {limit:.0f} s : voir ci-dessus.")

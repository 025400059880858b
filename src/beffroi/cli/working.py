"""`work`: background workers on a database that other machines share; and how any worker starts."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from beffroi.config.embedded import state_folder
from beffroi.config.supervisor import Stopped, Supervisor, ignore_signals, stop_on_signals

from .database import environment
from .errors import Refused
from .preparing import prepare
from .say import say

# Queues of each worker, and how many jobs it does at once. Files are read apart: nobody waits for
# a file of two hours, and a publication does not wait for the counts of every town.
WORKERS = (("imports", 1), ("publications,mail,digests,upkeep", 2))


def add_worker(
    supervisor: Supervisor,
    env: Mapping[str, str],
    queues: str,
    concurrency: int = 1,
    patience: float = 5.0,
) -> None:
    """One process for these queues; asked to stop, it has `patience` seconds, then hands back."""
    worker = [sys.executable, "-m", "django", "procrastinate", "worker", "--queues", queues]
    worker += ["--concurrency", str(concurrency)]
    # two seconds to hand back what did not end by itself
    worker += ["--shutdown-graceful-timeout", str(max(1.0, patience - 2.0))]
    supervisor.add(f"les travaux de fond ({queues})", worker, env)


def forget_fetched(state: Path) -> None:
    """Files of object storage that a machine held when it lost power; before its workers begin."""
    shutil.rmtree(state / "fetched", ignore_errors=True)


def work(options: argparse.Namespace, _rest: list[str]) -> int:
    """Background workers only, on the database everybody shares, until Ctrl-C."""
    require_production_settings()
    if not os.environ.get("DATABASE_URL"):
        raise Refused("« work » sert une base partagée : indiquez-la dans DATABASE_URL.")
    state = state_folder()
    env = environment(state, "production", os.environ["DATABASE_URL"])
    prepare(("settled", "catalogues"), env, None)
    forget_fetched(state)
    supervisor = Supervisor(None, say, patience=options.patience)
    stop_on_signals()
    try:
        add_worker(supervisor, env, options.queues, options.concurrency, options.patience)
        say("Les travaux de fond tournent. Ctrl-C pour arrêter.")
        supervisor.watch()
    except (KeyboardInterrupt, Stopped):
        say("\nArrêt : les travaux en cours finissent ou sont rendus…")
    finally:
        ignore_signals()
        supervisor.stop()
    return 0


def require_production_settings() -> None:
    missing = [name for name in ("BEFFROI_SECRET_KEY", "BEFFROI_HOSTS") if not os.environ.get(name)]
    if missing:
        raise Refused(
            f"Il manque {' et '.join(missing)} dans l’environnement. BEFFROI_SECRET_KEY : une clé "
            "d’au moins 40 caractères que vous gardez secrète ; BEFFROI_HOSTS : les noms du site, "
            "séparés par des espaces (par exemple « commerce.ma-ville.fr »)."
        )
    if len(os.environ["BEFFROI_SECRET_KEY"]) < 40:
        raise Refused("BEFFROI_SECRET_KEY est trop courte : il faut au moins 40 caractères.")

"""The launcher: from nothing to a database, and a second start."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from beffroi.config.embedded import Server

if TYPE_CHECKING:
    from beffroi.cli.bench import Bench


def run(bench: Bench) -> None:
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        first, server = bench.time("premier démarrage (création comprise)", Server(state).start)
        server.stop()
        bench.aim("premier démarrage", first, below=2.0)
        again, server = bench.time("second démarrage", Server(state).start)
        server.stop()
        bench.aim("second démarrage", again, below=0.2)

"""pytest plugin: a throwaway database when DATABASE_URL is not set, fresh catalogues, and modules
compiled once, so that plain `pytest` works.

A plugin rather than a conftest, because pytest-django reads the settings before any conftest.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from beffroi.config.embedded import Server
from beffroi.ui.catalogues import compile_all

BYTECODE = Path(__file__).resolve().parents[3] / ".beffroi" / "bytecode"
_servers: list[Server] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: Any) -> None:
    """In the main process: start the server (xdist's workers inherit its address), compile."""
    gc.disable()  # what is imported and collected stays: a second of sweeps that find nothing
    _keep_bytecode()
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compile_all()
    asked = early_config.known_args_namespace
    if os.environ.get("DATABASE_URL") or asked.help or asked.version:
        return
    server = Server.temporary().start()
    _servers.append(server)
    os.environ["DATABASE_URL"] = server.url


def _keep_bytecode() -> None:
    """Where nothing may be written beside the sources, compiled modules go to a folder of ours.

    Else each worker and each process that a test starts compiles everything again: 10 s each.
    """
    if sys.dont_write_bytecode and "PYTHONPYCACHEPREFIX" not in os.environ:
        os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix = str(BYTECODE)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What was imported and collected lives as long as the tests: no sweep looks at it again."""
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_unconfigure() -> None:
    gc.unfreeze()
    while _servers:
        _servers.pop().stop()
        os.environ.pop("DATABASE_URL", None)

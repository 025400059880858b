"""pytest plugin: a throwaway database when DATABASE_URL is not set, and fresh catalogues, so that
plain `pytest` works.

A plugin rather than a conftest, because pytest-django reads the settings before any conftest.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

from beffroi.config.embedded import Server
from beffroi.ui.catalogues import compile_all

_servers: list[Server] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: Any) -> None:
    """In the main process: start the server (xdist's workers inherit its address), compile."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        compile_all()
    asked = early_config.known_args_namespace
    if os.environ.get("DATABASE_URL") or asked.help or asked.version:
        return
    server = Server.temporary().start()
    _servers.append(server)
    os.environ["DATABASE_URL"] = server.url


def pytest_unconfigure() -> None:
    while _servers:
        _servers.pop().stop()
        os.environ.pop("DATABASE_URL", None)

"""pytest plugin: a throwaway database when DATABASE_URL is not set, so that plain `pytest` works.

A plugin rather than a conftest, because pytest-django reads the settings before any conftest.
"""

from __future__ import annotations

import os
from typing import Any

import pytest

from beffroi.config.embedded import Server

_servers: list[Server] = []


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: Any) -> None:
    """Start the server in the main process; xdist's workers inherit the address."""
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

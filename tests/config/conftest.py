"""Servers for the launcher's tests, started in processes that can be killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

import psycopg
import pytest

from beffroi.config.embedded import Server

PARENT = Path(__file__).with_name("parent.py")


@dataclass
class Owner:
    """A process that owns a server, and where that server answers."""

    process: subprocess.Popen[str]
    server_pid: int
    url: str

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


@pytest.fixture(scope="session")
def other_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Another machine's server; its database, as it is the first time, is kept as `untouched`."""
    with Server(tmp_path_factory.mktemp("bare"), throwaway=True) as server:
        _ask(server, "CREATE DATABASE untouched TEMPLATE beffroi")
        yield server


@pytest.fixture
def bare_url(other_server: Server) -> str:
    """A database where nothing ever was: a server for each test took longer than the test."""
    _ask(other_server, "DROP DATABASE IF EXISTS beffroi WITH (FORCE)")
    _ask(other_server, "CREATE DATABASE beffroi TEMPLATE untouched")
    return other_server.url


def _ask(server: Server, statement: LiteralString) -> None:
    with psycopg.connect(server.layout.url_of("postgres"), autocommit=True) as opened:
        opened.execute(statement)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Callable[[Path], Owner]]:
    """Start an owner on a state folder; what is left is killed at the end."""
    owners: list[Owner] = []

    def start(state: Path) -> Owner:
        command = [sys.executable, str(PARENT), str(state)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        pid, url = process.stdout.readline().split()
        owners.append(Owner(process, int(pid), url))
        return owners[-1]

    yield start
    for owner in owners:
        owner.kill()
        assert owner.process.stdout is not None
        owner.process.stdout.close()
        await_death(owner.server_pid)


def alive(pid: int) -> bool:
    """Whether a process exists and is not a zombie."""
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except FileNotFoundError:
        return False


def await_death(pid: int, limit: float = 20.0) -> bool:
    deadline = time.monotonic() + limit
    while alive(pid):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def kill9(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def reconnect(url: str, limit: float = 20.0) -> psycopg.Connection:
    """A connection as soon as the server answers again."""
    deadline = time.monotonic() + limit
    while True:
        try:
            return psycopg.connect(url, autocommit=True)
        except psycopg.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)

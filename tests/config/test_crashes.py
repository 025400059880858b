"""Killed without warning: no server left behind, no acknowledged row lost."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from .conftest import Owner, await_death, kill9, reconnect

Start = Callable[[Path], Owner]


def test_no_server_outlives_its_killed_parent(own: Start, tmp_path: Path) -> None:
    owner = own(tmp_path)
    owner.kill()
    assert await_death(owner.server_pid)


def test_next_command_waits_for_the_orphan_then_finds_the_rows(own: Start, tmp_path: Path) -> None:
    first = own(tmp_path)
    with psycopg.connect(first.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    busy = psycopg.connect(first.url)  # a session in the middle of its work
    busy.execute("SELECT 1")
    first.kill()
    second = own(tmp_path)
    busy.close()
    assert second.server_pid != first.server_pid
    with psycopg.connect(second.url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)


def test_killed_server_comes_back_at_the_same_address(own: Start, tmp_path: Path) -> None:
    owner = own(tmp_path)
    with psycopg.connect(owner.url) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS n")
    kill9(owner.server_pid)
    assert await_death(owner.server_pid)
    with reconnect(owner.url) as connection:
        assert connection.execute("SELECT n FROM kept").fetchone() == (7,)


class Writer(threading.Thread):
    """Inserts numbers one by one and remembers those the server acknowledged."""

    def __init__(self, url: str, number: int) -> None:
        super().__init__(daemon=True)
        self.url, self.next, self.acknowledged = url, number * 1_000_000, set[int]()
        self.stopped = threading.Event()

    def run(self) -> None:
        while not self.stopped.is_set():
            try:
                with psycopg.connect(self.url, autocommit=True) as connection:
                    while not self.stopped.is_set():
                        self.next += 1
                        connection.execute("INSERT INTO numbers VALUES (%s)", [self.next])
                        self.acknowledged.add(self.next)
            except psycopg.Error:
                time.sleep(0.01)  # the server is being killed: that is the test


def _stored(url: str) -> set[int]:
    with reconnect(url) as connection:
        return {row[0] for row in connection.execute("SELECT n FROM numbers")}


@pytest.mark.long
@pytest.mark.parametrize("victim", ["server", "parent"])
def test_no_acknowledged_row_is_lost_under_four_writers(
    own: Start, tmp_path: Path, victim: str
) -> None:
    owner = own(tmp_path)
    with psycopg.connect(owner.url) as connection:
        connection.execute("CREATE TABLE numbers (n bigint)")
    writers = [Writer(owner.url, number) for number in range(4)]
    for writer in writers:
        writer.start()
    for _ in range(4):
        time.sleep(0.7)
        if victim == "parent":
            owner.kill()
            owner = own(tmp_path)
        else:
            pid = int((tmp_path / "pg-18" / "postmaster.pid").read_text().split()[0])
            kill9(pid)
            reconnect(owner.url).close()
    for writer in writers:
        writer.stopped.set()
        writer.join(10)
    acknowledged = set[int]().union(*(writer.acknowledged for writer in writers))
    assert len(acknowledged) > 100
    assert acknowledged <= _stored(owner.url)

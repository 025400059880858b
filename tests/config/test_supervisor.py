"""The supervisor restarts what dies and ends everything together."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from beffroi.config.embedded import ServerFailed
from beffroi.config.supervisor import Supervisor

from .conftest import alive, await_death, kill9

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]


@pytest.fixture
def supervisor() -> Iterator[Supervisor]:
    made = Supervisor(None, lambda _text: None)
    yield made
    made.stop()


def pid_of(supervisor: Supervisor) -> int:
    process = supervisor.children[0].process
    assert process is not None
    return process.pid


def test_killed_child_is_started_again(supervisor: Supervisor) -> None:
    supervisor.add("a child", SLEEP, os.environ)
    first = pid_of(supervisor)
    kill9(first)
    assert await_death(first)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        supervisor.look_after()
        if supervisor.children[0].process is not None:
            break
        time.sleep(0.05)
    assert pid_of(supervisor) != first


def test_child_that_keeps_dying_waits_longer_each_time(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    # a clock that stands still: a busy machine takes nothing off a pause, makes no death a late one
    clock = SimpleNamespace(monotonic=lambda: 100.0)
    monkeypatch.setattr("beffroi.config.supervisor.time", clock)
    supervisor.add("a faulty child", [sys.executable, "-c", "raise SystemExit(1)"], os.environ)
    child, pauses = supervisor.children[0], []
    for _ in range(3):
        while not child.dead():
            time.sleep(0.01)
        child.bury()
        pauses.append(child.not_before - clock.monotonic())
        child.start()
    assert pauses == sorted(pauses) and pauses[-1] > 2 * pauses[0]


def test_stop_ends_a_child_that_does_not_listen(
    supervisor: Supervisor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("beffroi.config.supervisor._PATIENCE", 0.3)
    deaf = (
        "import signal, time; signal.signal(15, signal.SIG_IGN); print(flush=True); time.sleep(60)"
    )
    supervisor.add("a deaf child", [sys.executable, "-c", deaf], os.environ)
    pid = pid_of(supervisor)
    supervisor.stop()
    assert await_death(pid)


def test_children_and_grandchildren_die_with_a_killed_supervisor(tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(
        textwrap.dedent("""
        import os, time
        from beffroi.config.embedded.isolation import tie_to_group_leader
        pid = os.fork()
        if pid == 0:
            tie_to_group_leader()
            print(os.getppid(), os.getpid(), flush=True)
        time.sleep(60)
        """)
    )
    command = tmp_path / "command.py"
    command.write_text(
        textwrap.dedent(f"""
        import os, sys
        from beffroi.config.supervisor import Supervisor
        supervisor = Supervisor(None, print)
        supervisor.add("web", [sys.executable, {str(worker)!r}], os.environ)
        supervisor.watch()
        """)
    )
    process = subprocess.Popen([sys.executable, command], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    family = [int(pid) for pid in process.stdout.readline().split()]
    assert len(family) == 2 and all(map(alive, family))
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert all(map(await_death, family))


def test_worker_whose_master_died_before_it_was_tied_ends_at_once() -> None:
    orphan = textwrap.dedent("""
        import os, time
        from beffroi.config.embedded.isolation import tie_to_group_leader
        os.setsid()
        if os.fork() == 0:
            while os.getppid() == os.getpgrp():
                time.sleep(0.01)
            tie_to_group_leader()
            print("still here", flush=True)
        """)
    done = subprocess.run(
        [sys.executable, "-c", orphan], capture_output=True, text=True, timeout=30
    )
    assert done.stdout == ""


def test_database_killed_while_it_recovers_is_started_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Fragile:
        starts = 0

        def alive(self) -> bool:
            return self.starts >= 3

        def start(self) -> None:
            self.starts += 1
            if self.starts < 3:
                raise ServerFailed("killed while it recovered")

    monkeypatch.setattr("beffroi.config.supervisor._REVIVALS", (0.0, 0.0, 0.0))
    said: list[str] = []
    server = Fragile()
    Supervisor(server, said.append).look_after()  # type: ignore[arg-type]
    assert server.starts == 3 and "repartie" in said[-1]
    server.starts = -9
    with pytest.raises(ServerFailed):
        Supervisor(server, said.append).look_after()  # type: ignore[arg-type]

"""Keeps a database, a web server and a worker alive together, and ends them together."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from .embedded import Server, ServerFailed
from .embedded.isolation import tied

_PATIENCE = 5.0  # seconds a child has to end by itself
_LONGEST_PAUSE = 30.0  # seconds between two attempts at a child that keeps dying
_REVIVALS = (0.5, 2.0, 8.0, 30.0)  # seconds between two attempts at a database that fails
_STEADY = 60.0  # seconds after which an earlier death is forgotten
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(Exception):
    """The user or the system asked us to stop."""


@dataclass(slots=True)
class Child:
    """A command kept running; it has its own process group so that a Ctrl-C reaches only us."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    deaths: int = 0
    not_before: float = 0.0
    started: float = 0.0

    def start(self) -> None:
        self.process = subprocess.Popen(
            self.command,
            env=dict(self.env),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=tied(),
        )
        self.started = time.monotonic()

    def dead(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def bury(self) -> None:
        """Note a death and when the next attempt may be; sweep what the group left behind."""
        self._signal_group(signal.SIGKILL)
        if time.monotonic() - self.started > _STEADY:
            self.deaths = 0
        pause = min(0.2 * 2**self.deaths, _LONGEST_PAUSE)
        self.deaths += 1
        self.not_before = time.monotonic() + pause
        self.process = None

    def ask_to_stop(self) -> None:
        if self.process is not None:
            self._signal_group(signal.SIGTERM)

    def make_stop(self, deadline: float) -> None:
        if self.process is None:
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(0.0, deadline - time.monotonic()))
        self._signal_group(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def _signal_group(self, number: signal.Signals) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


@dataclass(slots=True)
class Supervisor:
    """`server` is None when the database is somebody else's."""

    server: Server | None
    say: Callable[[str], None]
    children: list[Child] = field(default_factory=list)
    patience: float = 0.0  # seconds children have to end by themselves; 0: the usual five

    def add(self, name: str, command: Sequence[str], env: Mapping[str, str]) -> None:
        child = Child(name, command, env)
        self.children.append(child)
        child.start()

    def watch(self) -> None:
        """Restart whatever dies, until `Stopped` or KeyboardInterrupt is raised by a signal."""
        while True:
            self.look_after()
            time.sleep(0.2)

    def look_after(self) -> None:
        if self.server is not None and not self.server.alive():
            self.say("La base s’est arrêtée : redémarrage…")
            self._revive(self.server)
            self.say("La base est repartie, aucune donnée validée n’est perdue.")
        for child in self.children:
            if child.dead():
                self.say(f"« {child.name} » s’est arrêté : redémarrage…")
                child.bury()
            if child.process is None and time.monotonic() >= child.not_before:
                child.start()

    def _revive(self, server: Server) -> None:
        """Start again, several times: a server killed while it recovers would else end us all."""
        for pause in _REVIVALS:
            try:
                server.start()
            except ServerFailed as failed:
                self.say(f"{failed}\nNouvel essai dans {pause:.0f} s…")
                time.sleep(pause)
            else:
                return
        server.start()

    def stop(self) -> None:
        """End the children, then the database, within seconds."""
        for child in self.children:
            child.ask_to_stop()
        deadline = time.monotonic() + (self.patience or _PATIENCE)
        for child in self.children:
            child.make_stop(deadline)
        if self.server is not None:
            self.server.stop()


def stop_on_signals() -> None:
    """Make SIGTERM and SIGHUP (terminal closed) end us as Ctrl-C does.

    SIGINT too: a shell starts a background command with it ignored.
    """

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise Stopped

    for number in _ENDINGS:
        signal.signal(number, stop)


def ignore_signals() -> None:
    for number in _ENDINGS:
        signal.signal(number, signal.SIG_IGN)

"""`bench`: discovers the scripts of benches/, runs each and prints machine, times and ratios.

A script is a file of benches/ with a docstring and `run(bench: Bench)`. `NEEDS_DATABASE = True`
gives it a migrated throwaway server (durable, as in production) in DATABASE_URL and Django set up.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from beffroi.config.embedded import Server

from .errors import Refused
from .preparing import PACKAGE
from .say import say

BENCHES = PACKAGE.parents[1] / "benches"
T = TypeVar("T")


@dataclass
class Bench:
    """What a script measures with. A missed ratio fails the run; a missed aim is only printed."""

    failures: list[str] = field(default_factory=list)
    tell: Callable[[str], None] = say

    def time(self, label: str, work: Callable[[], T], *, repeat: int = 1) -> tuple[float, T]:
        """Median seconds of `repeat` runs and the last result."""
        times = []
        for _ in range(repeat):
            began = time.perf_counter()
            result = work()
            times.append(time.perf_counter() - began)
        middle = statistics.median(times)
        self.tell(
            f"  {label} : {middle * 1000:,.1f} ms" + (f" (médiane de {repeat})" * (repeat > 1))
        )
        return middle, result

    def ratio(self, label: str, ours: float, theirs: float, *, at_least: float) -> float:
        """Two rates measured in this same run; ours / theirs decides."""
        found = ours / theirs
        kept = found >= at_least
        self.tell(f"  {label} : rapport {found:.2f} (il faut {at_least:.2f}) {_mark(kept)}")
        if not kept:
            self.failures.append(label)
        return found

    def aim(self, label: str, seconds: float, *, below: float) -> bool:
        """An absolute figure is an aim: it depends on the machine and its load."""
        kept = seconds < below
        told = f"{seconds * 1000:,.1f} ms (visé < {below * 1000:,.0f} ms)"
        self.tell(f"  {label} : {told} {_mark(kept)}")
        return kept

    def count(self, label: str, found: int, *, at_most: int) -> None:
        """A count that must not be exceeded, such as SQL queries or bytes: it fails the run."""
        self.tell(f"  {label} : {found:,} (au plus {at_most:,}) {_mark(found <= at_most)}")
        if found > at_most:
            self.failures.append(label)


def bench(options: argparse.Namespace, _rest: list[str]) -> int:
    """Run one bench or all; 1 if a ratio or a count was missed."""
    names = discover()
    if options.list:
        for name in names:
            say(f"{name} : {(load(name).__doc__ or '').strip().splitlines()[0]}")
        return 0
    if options.name and options.name not in names:
        raise Refused(f"Je ne connais pas « {options.name} ». Mesures : {', '.join(names)}.")
    failures: list[str] = []
    for name in [options.name] if options.name else names:
        failures += run_one(name)
    if failures:
        say("\nManqué : " + " ; ".join(failures))
    return 1 if failures else 0


def discover(folder: Path = BENCHES) -> list[str]:
    return sorted(path.stem for path in folder.glob("*.py") if not path.name.startswith("_"))


def load(name: str, folder: Path = BENCHES) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benches_{name}", folder / f"{name}.py")
    assert spec is not None and spec.loader is not None  # noqa: S101 - a path was given
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def run_one(name: str, folder: Path = BENCHES) -> list[str]:
    """Run a bench and return what it missed."""
    module = load(name, folder)
    say(f"\n{name} — {(module.__doc__ or '').strip().splitlines()[0]}")
    say("  " + machine_line())
    found = Bench()
    if not getattr(module, "NEEDS_DATABASE", False):
        module.run(found)
        return found.failures
    with Server.temporary(durable=True) as server:
        _set_up_django(server.url)
        module.run(found)
    return found.failures


def _set_up_django(url: str) -> None:
    os.environ["DATABASE_URL"] = url
    os.environ["DJANGO_SETTINGS_MODULE"] = "beffroi.config.settings.demo"
    from beffroi.config import prepare

    prepare.main(["migrate"])


def machine_line() -> str:
    """Processor, cores, memory, load, versions: a figure without them says nothing."""
    cpu = _field("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()
    memory = int((_field("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) / 1024**2
    load_1, load_5, _ = os.getloadavg()
    commit = _commit()
    return (
        f"machine : {cpu}, {os.cpu_count()} cœurs, {memory:.1f} Gio, charge {load_1:.2f} "
        f"({load_5:.2f} sur 5 min), Python {platform.python_version()}, révision {commit}"
    )


def _field(path: str, name: str) -> str:
    for line in Path(path).read_text().splitlines():
        if line.startswith(name):
            return line.split(":", 1)[1].strip()
    return ""


def _commit() -> str:
    command = ["git", "-C", str(BENCHES.parent), "rev-parse", "--short", "HEAD"]
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout.strip() or "inconnue"
    except OSError:
        return "inconnue"


def _mark(kept: bool) -> str:
    return "✓" if kept else "✗"

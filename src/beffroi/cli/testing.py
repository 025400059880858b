"""`test`: pytest on a throwaway database, and an honest account of what was not run."""

from __future__ import annotations

import argparse
import ctypes
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from beffroi.config.embedded import Server
from beffroi.config.embedded.isolation import tied

from .preparing import PACKAGE
from .say import say

NOT_RUN = {"journey": "parcours dans un navigateur", "shared": "essais sur données non diffusables"}


def test(options: argparse.Namespace, rest: list[str]) -> int:
    """Run pytest; its exit code is ours."""
    missing = get_browser()
    with database_for_tests(options.database) as url, TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        env = {
            **os.environ,
            "DATABASE_URL": url,
            "BEFFROI_STATE": str(Path(folder) / "state"),
            "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD": "1",
        }
        code = _run(pytest_command(options.long, rest, report), env)
        _tell_what_was_not_run(report, missing)
    return code


def pytest_command(long: bool, rest: list[str], report: Path) -> list[str]:
    """`-n 2`: the suite must pass in three minutes on two cores, and in any order.

    `worksteal`: neither of the two waits for the other's slow tests, and files stay together.
    """
    command = [sys.executable, "-m", "pytest", f"--junitxml={report}", "-o", "junit_family=xunit1"]
    if not {"-n", "-p", "--pdb"} & set(rest):
        command += ["-n", "2", "--dist", "worksteal"]
    if not long and "-m" not in rest:
        command += ["-m", "not long"]
    return [*command, *rest]


@contextmanager
def database_for_tests(given: str | None) -> Iterator[str]:
    if given:
        yield given
        return
    with Server.temporary() as server:
        yield server.url


def missing_for_journeys() -> list[str]:
    """Debian packages a browser journey needs and this machine lacks."""
    missing = [] if shutil.which("chromium") else ["chromium"]
    try:
        ctypes.CDLL("libatomic.so.1")  # the driver that playwright brings along is linked to it
    except OSError:
        missing.append("libatomic1")
    return missing


def get_browser() -> list[str]:
    """As root install what the journeys need; returns what is still missing."""
    missing = missing_for_journeys()
    if not missing or os.geteuid() != 0 or not shutil.which("apt-get"):
        return missing
    say(f"Installation de {' et '.join(missing)} (apt), pour les parcours dans un navigateur…")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", "-o", "DPkg::Lock::Timeout=120"]
    subprocess.run([*apt, "update"], env=env, stdout=subprocess.DEVNULL)
    install = [*apt, "install", "-y", "--no-install-recommends", *missing]
    subprocess.run(install, env=env, stdout=subprocess.DEVNULL)
    return missing_for_journeys()


def _run(command: list[str], env: Mapping[str, str]) -> int:
    root = PACKAGE.parents[1]
    child = subprocess.Popen(command, env=dict(env), cwd=root, preexec_fn=tied())
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # pytest was told too, and ends with its own summary


def _tell_what_was_not_run(report: Path, missing: list[str]) -> None:
    if not report.exists():
        return
    counts = count_not_run(ET.parse(report).iter("testcase"))  # noqa: S314 - written by our pytest
    for kind, words in NOT_RUN.items():
        if counts[kind]:
            say(f"Non lancés : {counts[kind]} {words}.")
    if counts["journey"] and missing:
        say(f"  Il manque des paquets Debian ; en root : apt-get install -y {' '.join(missing)}")
    if counts["shared"]:
        say("  Indiquez par BEFFROI_SHARED le dossier au-dessus de « data ».")


def count_not_run(cases: Iterable[ET.Element]) -> Counter[str]:
    """Skipped tests by mark; conftest writes the marks as the property `marks`."""
    counts: Counter[str] = Counter()
    for case in cases:
        if case.find("skipped") is None:
            continue
        marks = {
            mark
            for prop in case.iter("property")
            if prop.get("name") == "marks"
            for mark in prop.get("value", "").split()
        }
        counts.update(kind for kind in NOT_RUN if kind in marks)
    return counts

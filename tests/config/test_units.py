"""The units of the how-to say what the command understands, and wait longer than its patience."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from beffroi.cli.verbs import build_parser
from beffroi.kernel.jobs import QUEUES
from tests.house.floors import ROOT

UNITS = sorted((ROOT / "docs" / "how-to" / "units").glob("*.service"))


def unit(path: Path) -> ConfigParser:
    read = ConfigParser(interpolation=None)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read_string(path.read_text())
    return read


def command(path: Path) -> list[str]:
    return shlex.split(unit(path)["Service"]["ExecStart"])


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_the_command_understands_its_unit(path: Path) -> None:
    program, *words = command(path)
    assert program == "/opt/beffroi/bin/beffroi"
    build_parser().parse_args(words)  # argparse leaves with 2 on a word it does not know


def test_every_queue_is_served_and_every_worker_has_time_to_hand_back() -> None:
    served: list[str] = []
    for path in UNITS:
        _program, *words = command(path)
        if words[0] == "work":
            asked = build_parser().parse_args(words)
            served += asked.queues.split(",")
            assert int(unit(path)["Service"]["TimeoutStopSec"]) > asked.patience
    assert sorted(served) == sorted(QUEUES)
    assert len(UNITS) == 3


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not on this machine")
@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_reads_the_unit(path: Path, tmp_path: Path) -> None:
    here = tmp_path / path.name
    # The program and the environment of the real machine are not on this one.
    told = path.read_text().replace("/opt/beffroi/bin/beffroi", "/bin/true")
    here.write_text(
        told.replace("EnvironmentFile=/", "EnvironmentFile=-/").replace("User=beffroi\n", "")
    )
    done = subprocess.run(
        ["systemd-analyze", "verify", str(here)], capture_output=True, text=True, check=False
    )
    assert path.name not in done.stderr, done.stderr

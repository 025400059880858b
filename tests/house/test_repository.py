"""The repository names no registry host, no path of a machine, no workplace tool."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .floors import ROOT

# written in halves, so that this file does not name what it refuses
_HOSTS = ["pypi\\." + "org", "python" + "hosted\\.", "npm" + "js\\.", "deb\\.debian\\." + "org"]
_HOSTS += ["security\\.debian\\." + "org", "unpkg\\." + "com", "jsdelivr\\." + "net"]
_PATHS = ["/wo" + "rk/(?:wt|main|shared|tools|venv|land|\\.)", "/home/[a-z]", "/opt/" + "pypi"]
_TOOLS = ["\\bfar" + "m-[a-z]+", "helper" + " session", "BEGIN [A-Z ]*PRIVATE" + " KEY"]
FORBIDDEN = re.compile("|".join([*_HOSTS, *_PATHS, *_TOOLS]))
BINARY = {".png", ".gz", ".woff2", ".pbf", ".pdf", ".parquet", ".zip", ".ico", ".jpg", ".webp"}


def named(text: str) -> list[str]:
    """What the text must not name, as "line: words"."""
    return [
        f"{number}: {match.group()}"
        for number, line in enumerate(text.splitlines(), 1)
        for match in FORBIDDEN.finditer(line)
    ]


def tracked() -> Iterator[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: nothing is tracked")
    for name in filter(None, listed.stdout.split("\0")):
        path = ROOT / name
        if path.suffix not in BINARY and path.is_file():
            yield path


def test_repository_names_no_host_path_or_tool() -> None:
    faults = {}
    for path in tracked():
        if found := named(path.read_text(errors="replace")):
            faults[str(path.relative_to(ROOT))] = found[:3]
    assert faults == {}


@pytest.mark.parametrize(
    "planted",
    [
        "https://files.python" + "hosted.org/packages/a.whl",
        "--index-url https://pypi." + "org/simple",
        "cd /wo" + "rk/wt/infra",
        "started by far" + "m-runner",
    ],
)
def test_planted_name_is_caught(planted: str) -> None:
    assert named(planted)


def test_innocent_words_pass() -> None:
    assert named("homework/main, a farm, https://example.org/pypi") == []

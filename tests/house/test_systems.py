"""A row of `/systemes` that says "works" has a test that runs its proof."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from .floors import ROOT, SOURCES

_MARK = re.compile(r"mark\.system\(\s*((?:[\"'][^\"']+[\"']\s*,?\s*)+)\)")
_ID = re.compile(r"[\"']([^\"']+)[\"']")
SYSTEMS = SOURCES / "portal" / "systems"
STATES = {"works", "partly", "not_yet"}


def unproved(states: Mapping[str, str], proved: Iterable[str]) -> set[str]:
    """The rows in state "works" that no test proves."""
    return {row for row, state in states.items() if state == "works"} - set(proved)


def marks_in(source: str) -> set[str]:
    return {name for found in _MARK.findall(source) for name in _ID.findall(found)}


def proved_by_tests() -> set[str]:
    tests = [*(ROOT / "tests").rglob("*.py"), *(ROOT / "chalandise" / "tests").rglob("*.py")]
    ours = [path for path in tests if path.name != Path(__file__).name]
    return set().union(*(marks_in(path.read_text()) for path in ours))


def rows() -> dict[str, str]:
    """Row id → state, from the tables the page is drawn from; unsaid means not yet."""
    with (SYSTEMS / "systems.csv").open(newline="") as lines:
        found = {row["id"]: "not_yet" for row in csv.DictReader(lines)}
    if (SYSTEMS / "states.toml").exists():
        told = tomllib.loads((SYSTEMS / "states.toml").read_text())
        found |= {row: facts.get("state", "not_yet") for row, facts in told.items()}
    return found


def test_what_works_is_proved() -> None:
    states = rows()
    assert len(states) == 92
    assert set(states.values()) <= STATES
    assert unproved(states, proved_by_tests()) == set()


def test_tests_prove_only_rows_that_exist() -> None:
    assert proved_by_tests() <= set(rows())


def test_planted_claim_without_proof_is_caught() -> None:
    states = {"000-01": "works", "000-02": "partly", "000-03": "works"}
    source = '@pytest.mark.system("000-01")\ndef test_a(): ...'
    assert unproved(states, marks_in(source)) == {"000-03"}
    assert marks_in("@pytest.mark.system('000-01', '000-02')") == {"000-01", "000-02"}

"""`docs/security.md` is whole, and each of its proofs exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

from .floors import ROOT

PAGE = ROOT / "docs" / "security.md"
NUMBERS = Path(__file__).with_name("asvs_5_level_2.txt")  # of the standard, numbers alone
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
GAPS = 0  # may only fall


def rows(text: str) -> dict[str, tuple[str, str]]:
    """What holds each requirement, and its proof."""
    return {number: (held, proof) for number, held, proof in ROW.findall(text)}


@cache
def names_of(path: Path) -> frozenset[str]:
    """The names of the tests of a file."""
    tree = ast.parse(path.read_text())
    return frozenset(n.name for n in ast.walk(tree) if isinstance(n, ast.FunctionDef))


def fault(proof: str) -> str:
    """Why a proof is none, or ""."""
    if proof in {"absent", "gap"}:
        return ""
    named = re.fullmatch(r"`(tests/[\w/]+\.py)::(test_\w+)`", proof)
    if named:
        path = ROOT / named[1]
        return "" if path.is_file() and named[2] in names_of(path) else f"no test {proof}"
    linked = re.fullmatch(r"(?:operator: )?\[[^\]]+\]\(([^)]+)\)", proof)
    if not linked:
        return f"no proof: {proof}"
    target, _, anchor = linked[1].partition("#")
    page = PAGE if not target else PAGE.parent / target
    if not page.is_file():
        return f"no page {target}"
    return "" if not anchor or anchor in anchors(page.read_text()) else f"no heading #{anchor}"


def anchors(text: str) -> set[str]:
    """The headings of a page, as links name them."""
    titles = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_requirement_of_level_2_has_a_line() -> None:
    expected = NUMBERS.read_text().split()
    found = ROW.findall(PAGE.read_text())
    assert len(expected) == 253
    assert sorted(number for number, _, _ in found) == sorted(expected)


def test_every_proof_exists() -> None:
    found = rows(PAGE.read_text())
    assert {number: fault(proof) for number, (_, proof) in found.items() if fault(proof)} == {}


def test_gaps_only_fall() -> None:
    assert sum(proof == "gap" for _, proof in rows(PAGE.read_text()).values()) == GAPS


def test_planted_proofs_are_judged() -> None:
    assert fault("`tests/house/test_security.py::test_planted_proofs_are_judged`") == ""
    assert fault("`tests/house/test_security.py::test_gone`").startswith("no test")
    assert fault("[here](gone.md)") == "no page gone.md"
    assert fault("[here](#gone)") == "no heading #gone"
    assert fault("trust us") == "no proof: trust us"

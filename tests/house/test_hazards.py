"""Words that open holes stand nowhere in what is served; each exception has its reason here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .floors import ROOT

SOURCES = ROOT / "src" / "beffroi"

PYTHON = {
    "runs text as code": r"(?<![\w.])(?:eval|exec|compile|__import__)\(",
    "reads objects of anybody's making": r"\b(?:pickle|marshal|shelve|dill)\b|yaml\.(?:unsafe_)?load\(",
    "gives a line to a shell": r"shell=True|os\.system\(|os\.popen\(",
    "takes every field a form is sent": r"fields\s*=\s*[\"']__all__|exclude\s*=\s*\[",
    "lets a form in without its proof of origin": r"csrf_exempt",
    "asks an address of the outside": r"\burlopen\(|(?m:^\s*(?:import|from) (?:requests|httpx|aiohttp|urllib3)\b)",
    "hashes weakly": r"hashlib\.(?:md5|sha1)\(",
    "writes SQL past the ORM": r"\.(?:raw|extra)\(|RawSQL\(",
}
TEMPLATES = {
    "leaves text unescaped": r"\|\s*safe\b|autoescape\s+off",
    "carries code or style": r"<script(?![^>]*\bsrc=)|<style|\son\w+=\"|javascript:",
}
SCRIPTS = {
    "runs text as code": r"\beval\(|new Function\(|setTimeout\(\s*[\"']",
    "writes text as markup": r"\.innerHTML\s*=|\.outerHTML\s*=|document\.write|insertAdjacentHTML",
    "listens to any window": r"addEventListener\(\s*[\"']message",
    "keeps things in the browser": r"\b(?:localStorage|sessionStorage|indexedDB)\b",
}
# path → hazard → why it is harmless there
REASONS: dict[tuple[str, str], str] = {
    ("accounts/templates/accounts/letters/frame.html", "carries code or style"): (
        "a mail, never served: mail programs know no style sheet, and it writes our own tokens only"
    ),
    ("accounts/views/unsubscribing.py", "lets a form in without its proof of origin"): (
        "RFC 8058: mail programs post there; the signed token is the proof, and it only silences"
    ),
    ("cli/tools.py", "asks an address of the outside"): "our own server, on this machine",
    ("marketplace/templates/marketplace/shop.html", "carries code or style"): (
        "a block of data for engines (application/ld+json): browsers run none, its text is escaped"
    ),
    ("premises/static/premises/walk/store.js", "keeps things in the browser"): (
        "the walk without network: a round's doors and notes, nobody's secrets (ADR 14)"
    ),
    ("premises/static/premises/walk/spill.js", "keeps things in the browser"): (
        "notes of a phone whose database is full, until they are sent"
    ),
    ("territory/reads/rights.py", "writes SQL past the ORM"): "constant text, values as parameters",
    ("territory/reads/towns.py", "writes SQL past the ORM"): "constant text, numbers as parameters",
    ("ui/static/ui/js/map.js", "writes text as markup"): "a symbol of our own page, copied",
}


def hazards(text: str, words: dict[str, str]) -> list[str]:
    """The hazards that a text holds."""
    return [told for told, pattern in words.items() if re.search(pattern, text)]


def found(paths: Iterable[Path], words: dict[str, str]) -> Iterator[tuple[str, str]]:
    """(path, hazard) of each file."""
    for path in paths:
        for told in hazards(path.read_text(), words):
            yield path.relative_to(SOURCES).as_posix(), told


def ours(pattern: str) -> list[Path]:
    """Our own files: what others made is locked by its digest."""
    return [p for p in SOURCES.rglob(pattern) if not {"migrations", "vendor"} & set(p.parts)]


def test_no_hazard_without_a_reason() -> None:
    seen = [*found(ours("*.py"), PYTHON), *found(ours("*.html"), TEMPLATES)]
    scripts = ours("*.js") + ours("*.mjs")
    assert scripts, "no script was looked at"
    seen += found(scripts, SCRIPTS)
    assert sorted(set(seen) - set(REASONS)) == []
    assert sorted(set(REASONS) - set(seen)) == [], "a reason that nothing needs any more"


def test_planted_hazards_are_caught() -> None:
    assert hazards("subprocess.run(line, shell=True)", PYTHON) == ["gives a line to a shell"]
    assert hazards("hashlib.md5(b'x')\neval(text)", PYTHON) == [
        "runs text as code",
        "hashes weakly",
    ]
    assert hazards("{{ name|safe }}", TEMPLATES) == ["leaves text unescaped"]
    assert hazards("a.innerHTML = name", SCRIPTS) == ["writes text as markup"]
    assert hazards("evaluate(model); self.compile_(x); re.compile(x)", PYTHON) == []

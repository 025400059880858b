"""Nothing secret is drawn by a generator that can be guessed; no certificate goes unchecked."""

from __future__ import annotations

import re
from pathlib import Path

import beffroi

SOURCES = Path(beffroi.__file__).parent
# where `random` draws a story, not a secret
STORIES = ("portal/demo/",)
UNCHECKED = r"verify\s*=\s*False|CERT_NONE|check_hostname\s*=\s*False|_create_unverified_context"


def files() -> dict[str, str]:
    found = {p.relative_to(SOURCES).as_posix(): p.read_text() for p in SOURCES.rglob("*.py")}
    assert len(found) > 200, "the sources were not looked at"
    return found


def test_nothing_secret_comes_from_random() -> None:
    drawn = re.compile(r"^\s*(?:import random|from random import)|\bnp\.random\b", re.MULTILINE)
    wrong = [name for name, text in files().items() if drawn.search(text)]
    assert [name for name in wrong if not name.startswith(STORIES)] == []
    assert wrong, "the demo's own draw was not seen"


def test_no_certificate_check_is_turned_off() -> None:
    assert [name for name, text in files().items() if re.search(UNCHECKED, text)] == []
    assert re.search(UNCHECKED, "get(url, verify=False)")

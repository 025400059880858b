"""The licence is whole: its fifteen articles and its appendix, unaltered since it was checked."""

from __future__ import annotations

import hashlib
import re
import tomllib

from .floors import ROOT

CHECKED = "31e9af559401f10c814b5120f2bcb54a5111347d033a8e0e645077c0c80e5216"  # digest of the words, agreed by three published copies of the official text


def test_licence_is_the_official_text() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert text.split()[:6] == ["EUROPEAN", "UNION", "PUBLIC", "LICENCE", "v.", "1.2"]
    assert [int(n) for n in re.findall(r"^(\d+)\. [A-Z]", text, re.MULTILINE)] == [*range(1, 16)]
    assert hashlib.sha256(" ".join(text.split()).encode()).hexdigest() == CHECKED


def test_both_distributions_name_it() -> None:
    for path in (ROOT / "pyproject.toml", ROOT / "chalandise" / "pyproject.toml"):
        assert tomllib.loads(path.read_text())["project"]["license"] == "EUPL-1.2"

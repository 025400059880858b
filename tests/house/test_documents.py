"""Documents lead somewhere: links resolve, commands exist."""

from __future__ import annotations

from beffroi.cli.verbs import VERBS

from .documents import broken, commands, documents
from .floors import ROOT


def test_every_relative_link_resolves() -> None:
    paths = documents()
    assert {"README.md", "ARCHITECTURE.md", "CHANGELOG.md"} <= {path.name for path in paths}
    faults = {str(p.relative_to(ROOT)): broken(p, p.read_text()) for p in paths}
    assert {name: found for name, found in faults.items() if found} == {}


def test_every_command_names_a_verb() -> None:
    named = {str(p.relative_to(ROOT)): commands(p.read_text()) for p in documents()}
    assert named["README.md"] >= {"demo", "test"}, "the commands were not looked at"
    assert {name: verbs - set(VERBS) for name, verbs in named.items() if verbs - set(VERBS)} == {}


def test_readme_names_every_verb() -> None:
    table = (ROOT / "README.md").read_text().partition("## Verbs")[2].partition("\n## ")[0]
    assert [verb for verb in VERBS if f"| `{verb}" not in table] == []


def test_planted_broken_link_is_caught() -> None:
    text = "[here](README.md) [gone](docs/gone.md#part) ![no](no.png) [web](https://example.org)"
    assert broken(ROOT / "X.md", text) == ["docs/gone.md#part", "no.png"]


def test_planted_unknown_verb_is_caught() -> None:
    text = "```\nA=b ./beffroi fly --high\n./beffroi test\n```\nand `./beffroi swim`"
    assert commands(text) == {"fly", "test", "swim"}

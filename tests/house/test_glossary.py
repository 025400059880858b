"""Each code name of the glossary is a word of the sources."""

from __future__ import annotations

from .documents import absent, glossary_names
from .floors import ROOT, SOURCES


def our_words() -> str:
    trees = [SOURCES, ROOT / "chalandise" / "src"]
    paths = [path for tree in trees for path in tree.rglob("*.py")]
    tables = SOURCES.rglob("countries/fr/*.csv")
    return "\n".join(path.read_text() for path in [*paths, *tables])


def test_code_names_exist() -> None:
    names = glossary_names((ROOT / "docs" / "glossary.md").read_text())
    assert len(names) > 40, "the glossary was not read"
    assert list(absent(names, our_words())) == []


def test_planted_name_is_caught() -> None:
    planted = "| French | code name | x |\n|---|---|---|\n| étal | `MarketStall`, `Town` | no |\n"
    assert list(absent(glossary_names(planted), our_words())) == ["MarketStall"]

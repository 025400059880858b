"""What the documents say that can be checked: links, commands, code names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from .floors import ROOT

_LINK = re.compile(r"(?<!\\)\[[^\]\n]*\]\(<?([^)\s>]+)>?\)")
_FENCE = re.compile(r"^\s*```.*?^\s*```", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"```.*?```|`([^`\n]+)`", re.DOTALL)
_COMMAND = re.compile(r"^\s*(?:\w+=\S+\s+)*\./beffroi +([\w-]+)", re.MULTILINE)
SKIPPED = {".venv", ".beffroi", ".git", "node_modules", "look-out"}


def documents() -> list[Path]:
    """Every Markdown file of the repository."""
    found = ROOT.rglob("*.md")
    return sorted(p for p in found if not SKIPPED & set(p.relative_to(ROOT).parts))


def links(text: str) -> list[str]:
    """Relative targets of links and pictures, outside code."""
    return [
        target
        for target in _LINK.findall(_FENCE.sub("", text))
        if not re.match(r"[a-z]+:|#", target)
    ]


def broken(path: Path, text: str) -> list[str]:
    """The links of a document that lead nowhere."""
    return [
        target for target in links(text) if not (path.parent / target.partition("#")[0]).exists()
    ]


def commands(text: str) -> set[str]:
    """The verbs of `./beffroi …` in command blocks and inline code."""
    inline = "\n".join(code for code in _CODE.findall(text) if code)
    blocks = "\n".join(_FENCE.findall(text))
    return set(_COMMAND.findall(blocks)) | set(_COMMAND.findall(inline))


def glossary_names(text: str) -> set[str]:
    """Code names of the glossary: what stands in backquotes in the second column."""
    rows = (line.split("|") for line in text.splitlines() if line.startswith("| "))
    cells = (row[2] for row in rows if len(row) > 3)
    return {name for cell in cells for name in re.findall(r"`([^`]+)`", cell)}


def absent(names: Iterable[str], sources: str) -> Iterator[str]:
    """The names that are no whole word of the sources."""
    return (name for name in sorted(names) if not re.search(rf"\b{re.escape(name)}\b", sources))

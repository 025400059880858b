"""Models of articles: a file of Markdown cut into articles, with blanks and blocks.

`## slug | Title` begins an article. `{town}` is a blank filled once, when the article is copied;
`[[axes]]` alone on its line is a block that pages and documents draw from the records, so that
nothing is typed twice. Texts are French: they are law, not interface.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

BLOCKS = frozenset(
    {"parties", "axes", "engagements", "montants", "actions", "instances", "communes"}
)
_HEAD = re.compile(r"^## (?P<slug>[a-z0-9-]+) \| (?P<title>.+)$", re.MULTILINE)
_BLANK = re.compile(r"\{(\w+)\}")
_BLOCK = re.compile(r"^\[\[(\w+)\]\]$", re.MULTILINE)
UNKNOWN = "…"  # a blank nobody could fill stays visible


class ClauseError(ValueError):
    """A model that cannot be read: no article, a slug twice, an unknown block."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One article as a model or a text holds it."""

    slug: str
    title: str
    body: str


def read_clauses(text: str) -> tuple[str, list[Clause]]:
    """The preamble and the articles of a model; raises `ClauseError`."""
    heads = list(_HEAD.finditer(text))
    if not heads:
        raise ClauseError("a model needs articles")
    ends = [head.start() for head in heads[1:]] + [len(text)]
    found = [
        Clause(head["slug"], head["title"].strip(), text[head.end() : end].strip())
        for head, end in zip(heads, ends, strict=True)
    ]
    if len({one.slug for one in found}) != len(found):
        raise ClauseError("an article stands twice")
    for one in found:
        if wrong := set(blocks_of(one.body)) - BLOCKS:
            raise ClauseError(f"{one.slug}: unknown block {sorted(wrong)}")
    return text[: heads[0].start()].strip(), found


def blocks_of(body: str) -> list[str]:
    """The blocks an article calls for, in order."""
    return _BLOCK.findall(body)


def pieces(body: str) -> list[tuple[str, str]]:
    """An article as ("text", Markdown) and ("block", name), in order; unknown blocks stay text."""
    found: list[tuple[str, str]] = []
    last = 0
    for match in _BLOCK.finditer(body):
        if match[1] not in BLOCKS:
            continue
        found += [("text", body[last : match.start()].strip()), ("block", match[1])]
        last = match.end()
    found.append(("text", body[last:].strip()))
    return [(kind, text) for kind, text in found if text]


def fill(text: str, words: Mapping[str, str]) -> str:
    """The blanks filled; one that nothing fills shows « … »."""
    return _BLANK.sub(lambda match: words.get(match[1]) or UNKNOWN, text)

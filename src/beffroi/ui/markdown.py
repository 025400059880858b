"""Markdown that people type: paragraphs, lists, emphasis, links and tables; no markup of theirs.

Headings, images, raw HTML and code are left as text: a text of ours has its own headings, and no
third party is asked for a picture. Links lead to the web or to mail only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

_OFF = ["heading", "lheading", "image", "html_block", "html_inline", "code", "fence", "backticks"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words set alike."""

    text: str
    bold: bool = False
    italic: bool = False
    url: str = ""


@dataclass(slots=True)
class Block:
    """A paragraph, a list item (`depth` from 1, `number` of a numbered one) or a table's row."""

    kind: str
    runs: list[Run] = field(default_factory=list)
    depth: int = 0
    number: int = 0
    cells: list[list[Run]] = field(default_factory=list)


@cache
def _reader() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False, "typographer": False})
    made.enable("table").disable(_OFF)
    made.validateLink = lambda url: url.startswith(("https://", "http://", "mailto:"))  # type: ignore[method-assign]
    return made


def html(text: str) -> SafeString:
    """The text as HTML: every `<` a person typed is escaped."""
    return mark_safe(_reader().render(text))  # noqa: S308 — html is off, links are judged


def blocks(text: str) -> list[Block]:
    """The text as paragraphs, list items and table rows, for what is no HTML."""
    return _Walk().over(_reader().parse(text))


class _Walk:
    """Where one stands in nested lists and tables."""

    def __init__(self) -> None:
        self.lists: list[int] = []  # next number of each open list; 0 when not numbered
        self.found: list[Block] = []
        self.row: Block | None = None
        self.item = False

    def over(self, tokens: list[Token]) -> list[Block]:
        for token in tokens:
            self._take(token)
        return self.found

    def _take(self, token: Token) -> None:
        kind = token.type
        if kind in ("bullet_list_open", "ordered_list_open"):
            self.lists.append(int(token.attrs.get("start", 1)) if kind[0] == "o" else 0)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif kind == "list_item_open":
            self.item = True
        elif kind == "tr_open":
            self.row = Block("row")
        elif kind == "tr_close" and self.row is not None:
            self.found.append(self.row)
            self.row = None
        elif kind == "inline":
            self._words(runs_of(token.children or []))

    def _words(self, runs: list[Run]) -> None:
        if self.row is not None:
            self.row.cells.append(runs)
        elif self.item and self.lists:
            number, self.item = self.lists[-1], False
            self.found.append(Block("item", runs, len(self.lists), number))
            self.lists[-1] += 1 if number else 0
        else:
            self.found.append(Block("paragraph", runs, len(self.lists)))


def runs_of(tokens: list[Token]) -> list[Run]:
    """The words of a line with how they are set."""
    runs, bold, italic, url = [], 0, 0, ""
    for token in tokens:
        bold += {"strong_open": 1, "strong_close": -1}.get(token.type, 0)
        italic += {"em_open": 1, "em_close": -1}.get(token.type, 0)
        if token.type in ("link_open", "link_close"):
            url = str(token.attrs.get("href", ""))
        text = {"softbreak": " ", "hardbreak": "\n"}.get(token.type, token.content)
        if text:
            runs.append(Run(text, bool(bold), bool(italic), url))
    return runs

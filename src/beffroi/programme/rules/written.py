"""What a text is made of once it is set: numbered articles of prose, tables and lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `numeric` columns are set to the right; `total` is its last row."""

    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numeric: frozenset[int] = frozenset()
    total: tuple[str, ...] = ()
    note: str = ""

    def labelled(self) -> list[list[tuple[str, str, bool]]]:
        """Each row as (label of its column, cell, is it a number)."""
        return [self._line(row) for row in self.rows]

    def labelled_total(self) -> list[tuple[str, str, bool]]:
        """The last row, the same way."""
        return self._line(self.total)

    def _line(self, row: tuple[str, ...]) -> list[tuple[str, str, bool]]:
        pairs = zip(self.head, row, strict=True)
        return [(label, cell, n in self.numeric) for n, (label, cell) in enumerate(pairs)]


@dataclass(frozen=True, slots=True)
class Piece:
    """Prose (Markdown), a table, or lines with their depth; what is missing is said."""

    text: str = ""
    grid: Grid | None = None
    lines: list[tuple[int, str, str]] = field(default_factory=list)  # depth, name, about


@dataclass(frozen=True, slots=True)
class Written:
    """One article."""

    number: int
    slug: str
    title: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Text:
    """A whole text, ready to be set."""

    title: str
    preamble: str
    articles: list[Written]
    parties: list[dict[str, Any]]

"""What a table shows: columns, rows, the order asked for. Sorting itself belongs to the reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import urlencode

from django.utils.functional import Promise

Kind = Literal["text", "number", "money", "percent", "date", "family", "state"]
Text = str | Promise
NUMERIC = {"number", "money", "percent"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `places` decimals for numbers and percentages (a percentage is a ratio 0 to 1).

    `sort` is the value of the query parameter, empty when the column cannot be sorted.
    """

    key: str
    label: Text
    kind: Kind = "text"
    sort: str = ""
    places: int | None = None
    unit: Text = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A value with an address, or with words beside it."""

    value: Any
    href: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class Header:
    """One column's head as the page shows it."""

    column: Column
    numeric: bool
    href: str
    aria_sort: str
    icon: str


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` map a column's key to a value or a `Cell`; the first column heads its row.

    `sort` is the order shown ("name", or "-name" for descending); `query` what the links keep.
    """

    columns: Sequence[Column]
    rows: Sequence[Mapping[str, Any]]
    caption: Text = ""
    sort: str = ""
    sort_param: str = "tri"
    query: Mapping[str, Any] = field(default_factory=dict)
    exports: Sequence[tuple[Text, str]] = ()
    total: Mapping[str, Any] | None = None
    note: Text = ""
    empty: Text = ""
    tall: bool = False

    def headers(self) -> list[Header]:
        return [self._header(column) for column in self.columns]

    def sortable(self) -> bool:
        return any(column.sort for column in self.columns)

    def lines(self) -> list[list[tuple[Column, bool, Cell]]]:
        """Each row as (column, is it a number, cell), in the order of the columns."""
        return [self._line(row) for row in self.rows]

    def total_line(self) -> list[tuple[Column, bool, Cell]]:
        return self._line(self.total) if self.total else []

    def kept(self) -> list[tuple[str, str]]:
        """The query parameters a sort form repeats."""
        return [(name, str(value)) for name, value in self.query.items() if name != self.sort_param]

    def _line(self, row: Mapping[str, Any]) -> list[tuple[Column, bool, Cell]]:
        cells = []
        for column in self.columns:
            value = row.get(column.key)
            cell = value if isinstance(value, Cell) else Cell(value)
            cells.append((column, column.kind in NUMERIC, cell))
        return cells

    def _header(self, column: Column) -> Header:
        numeric = column.kind in NUMERIC
        if not column.sort:
            return Header(column, numeric, "", "", "")
        ascending, descending = self.sort == column.sort, self.sort == f"-{column.sort}"
        # Numbers are asked for from the greatest; words from A.
        first = f"-{column.sort}" if numeric else column.sort
        target = f"-{column.sort}" if ascending else column.sort if descending else first
        href = "?" + urlencode({**self.query, self.sort_param: target}, doseq=True)
        state = "ascending" if ascending else "descending" if descending else ""
        icon = "up" if ascending else "down" if descending else "sort"
        return Header(column, numeric, href, state, icon)

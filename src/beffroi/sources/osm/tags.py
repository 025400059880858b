"""The table tag → family of a country pack, and what one element's tags say by it.

The order of the rows is their priority: of two trades on one element the first row wins.
"""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

COLUMNS = (
    "key",
    "value",
    "subfamily",
    "family",
    "in_field",
    "low_flow",
    "personal_service",
    "note",
)
FIELDS = {"1": "in", "check": "check", "0": "out", "-": "furniture"}
GENERIC = {"yes"}  # says that something trades here, not what

# OSM's lifecycle prefixes that mean "the cell is there, nobody trades in it". `was:`,
# `demolished:` and `removed:` do not: the place may have become a home or a hole.
EMPTY_PREFIXES = ("disused:", "abandoned:", "vacant:", "closed:")
EMPTY_FLAGS = ("vacant", "disused", "abandoned")

Field = Literal["in", "check", "out", "furniture"]


class BadTagTable(Exception):
    """The table of the country pack is wrong: ours to mend, never the user's."""


@dataclass(frozen=True, slots=True)
class TagRow:
    """One row: `field` is in (a premises), check (one, to be seen), out, furniture (no place)."""

    key: str
    value: str
    subfamily: str
    family: str
    field: Field
    low_flow: bool
    personal_service: bool
    note: str
    rank: int

    @property
    def in_field(self) -> bool:
        return self.field in ("in", "check")


@dataclass(frozen=True, slots=True)
class Trade:
    """A row met on an element; `known` is false when only a wildcard row answered."""

    tag: str  # "shop=bakery"
    row: TagRow
    known: bool

    @property
    def order(self) -> tuple[int, bool, int]:
        standing = {"in": 0, "check": 0, "out": 1, "furniture": 2}[self.row.field]
        vague = not self.known or self.tag.partition("=")[2] in GENERIC
        return standing, vague, self.row.rank


class TagTable:
    """The rows of one table, found by key and value; `*` answers for the rest of a key."""

    def __init__(self, rows: list[TagRow], version: str) -> None:
        self.rows = tuple(rows)
        self.version = version
        self.keys = tuple(dict.fromkeys(row.key for row in rows))
        prefixed = {prefix + key for prefix in EMPTY_PREFIXES for key in self.keys}
        self.telling = frozenset({*self.keys, *prefixed, *EMPTY_FLAGS})
        self._by_tag = {(row.key, row.value): row for row in rows}
        if len(self._by_tag) != len(rows):
            raise BadTagTable("two rows for one tag")

    @classmethod
    def load(cls, path: Path) -> TagTable:
        """Read a table of the columns `COLUMNS`.

        Its version is the name given in `versions.toml` beside it and the start of the
        content's SHA-256, so that an edited table never passes for the published one.
        """
        content = path.read_bytes()
        reader = csv.DictReader(content.decode("utf-8").splitlines())
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise BadTagTable(f"{path.name}: columns {reader.fieldnames}, expected {COLUMNS}")
        rows = [_row(rank, cells) for rank, cells in enumerate(reader)]
        return cls(rows, f"{_named_version(path)}+{hashlib.sha256(content).hexdigest()[:8]}")

    def row(self, key: str, value: str) -> TagRow | None:
        """The row of this very tag, or None."""
        return self._by_tag.get((key, value))

    def silent(self, tags: Mapping[str, str]) -> bool:
        """Whether no key of these tags concerns a premises."""
        return self.telling.isdisjoint(tags)

    def trades(self, tags: Mapping[str, str], prefix: str = "") -> list[Trade]:
        """Every trade the tags tell (`a;b` tells two), the deciding one first.

        With `prefix` ("disused:") read the keys that bear it.
        """
        return sorted(self._met(tags, prefix), key=lambda trade: trade.order)

    def _met(self, tags: Mapping[str, str], prefix: str) -> Iterator[Trade]:
        for key in self.keys:
            for value in split_values(tags.get(prefix + key, "")):
                exact = self._by_tag.get((key, value))
                row = exact or self._by_tag.get((key, "*"))
                if row is not None:
                    yield Trade(f"{prefix}{key}={value}", row, exact is not None)


def split_values(text: str) -> list[str]:
    """OSM's `a;b` lists, lower case, without empty parts."""
    return [part for raw in text.split(";") if (part := raw.strip().lower())]


def _row(rank: int, cells: dict[str, str]) -> TagRow:
    field = FIELDS.get(cells["in_field"])
    if field is None:
        raise BadTagTable(f"row {rank + 2}: in_field {cells['in_field']!r}")
    return TagRow(
        key=cells["key"],
        value=cells["value"],
        subfamily=cells["subfamily"],
        family=cells["family"],
        field=field,  # type: ignore[arg-type]
        low_flow=cells["low_flow"] == "1",
        personal_service=cells["personal_service"] == "1",
        note=cells["note"],
        rank=rank,
    )


def _named_version(path: Path) -> str:
    names = path.with_name("versions.toml")
    if not names.exists():
        return path.stem
    return str(tomllib.loads(names.read_text(encoding="utf-8")).get(path.stem, path.stem))

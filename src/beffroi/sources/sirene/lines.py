"""Lines of a CSV file, as an editor numbers them, from the rank of its rows.

The header stands on line 1. Where every record fills one line the rank is enough; cells that span
lines and empty lines are followed in a pass over the bytes, made only when there are some.
"""

from __future__ import annotations

import gzip
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

import numpy as np

from beffroi.sources.sirene.files import is_gzip
from beffroi.sources.sirene.rejects import Reject

_CHUNK = 4 * 1024 * 1024
_NEWLINE, _QUOTE = 10, 34
_EMPTY_LINE = 2  # bytes at most, its end included

Starts = tuple[np.ndarray, np.ndarray]  # first byte (from 0) and line (from 1) of records


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines of wanted rows by ordinal, and of the rejects in their order."""

    of_ordinal: Mapping[int, int]
    of_reject: Sequence[int]


def lines_of(
    path: Path, rows: Mapping[int, int], rejects: Sequence[Reject], *, rows_read: int
) -> Lines:
    """Lines of rows (ordinal to rank among the rows that could be cut, from 1) and of rejects.

    Where quotes are so broken that records cannot be followed, a record counts for one line.
    """
    records = 1 + rows_read + len(rejects)
    with _unpacked(path) as stream:
        plain = _newlines(stream) in (records, records - 1)  # the last line may lack its end
    if not plain:
        with _unpacked(path) as stream:
            found = _followed(stream, rows, rejects, records)
        if found is not None:
            return found
    # the n-th reject is record R: rows from number R - 1 - n on are one record further
    steps = [reject.record - 1 - n for n, reject in enumerate(rejects)]
    of_ordinal = {ordinal: row + 1 + bisect_right(steps, row) for ordinal, row in rows.items()}
    return Lines(of_ordinal, [reject.record for reject in rejects])


def _unpacked(path: Path) -> BinaryIO:
    return cast(BinaryIO, gzip.open(path, "rb") if is_gzip(path) else path.open("rb"))


def _newlines(stream: BinaryIO) -> int:
    return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(_CHUNK), b""))


def _followed(
    stream: BinaryIO, rows: Mapping[int, int], rejects: Sequence[Reject], records: int
) -> Lines | None:
    """Lines by walking the records; None when their number is not the one the scan found."""
    cut_off = np.array([reject.near for reject in rejects], dtype=np.int64)
    of_reject: list[int] = []
    line_of: dict[int, int] = {}  # by row number; the header is row 0
    asked = np.unique(np.array(list(rows.values()), dtype=np.int64))
    passed = 0
    for starts, lines in _records(stream):
        rows_before = passed - len(of_reject)
        at = np.searchsorted(starts, cut_off[len(of_reject) :])
        rejected = at[at < len(starts)]
        kept = np.delete(lines, rejected)
        of_reject += lines[rejected].tolist()
        here = asked[(asked >= rows_before) & (asked < rows_before + len(kept))]
        line_of |= dict(zip(here.tolist(), kept[here - rows_before].tolist(), strict=True))
        passed += len(starts)
    if passed != records or len(of_reject) != len(rejects):
        return None
    return Lines({ordinal: line_of[row] for ordinal, row in rows.items()}, of_reject)


def _records(stream: BinaryIO) -> Iterator[Starts]:
    """Where records begin, chunk by chunk; a newline between quotes ends none, empty lines are none."""
    offset, line, quotes_before = 0, 1, 0
    begun: Starts = (np.array([0]), np.array([1]))
    for chunk in iter(lambda: stream.read(_CHUNK), b""):
        data = np.frombuffer(chunk, dtype=np.uint8)
        quotes = np.flatnonzero(data == _QUOTE)
        newlines = np.flatnonzero(data == _NEWLINE)
        outside = (np.searchsorted(quotes, newlines) + quotes_before) % 2 == 0
        starts = np.concatenate([begun[0], offset + 1 + newlines[outside]])
        lines = np.concatenate([begun[1], line + 1 + np.flatnonzero(outside)])
        full = np.diff(starts) > _EMPTY_LINE
        yield starts[:-1][full], lines[:-1][full]
        begun = (starts[-1:], lines[-1:])
        offset += len(data)
        line += len(newlines)
        quotes_before += len(quotes)
    if offset > begun[0][0]:
        yield begun

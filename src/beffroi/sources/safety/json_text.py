"""JSON as bytes: how deep and how many positions, before anything is built of it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import numpy as np

from beffroi.sources.safety import refusals

MAX_BYTES = 60_000_000
DEPTH = 24  # a FeatureCollection's deepest coordinate lies at 8; properties may nest a little
POSITIONS = 1_000_000
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_NOT_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEPS = bytes(1 if sign in b"[{" else 255 if sign in b"]}" else 0 for sign in range(256))


def check(path: Path) -> None:
    """Refuse nesting and numbers of points that no outline has; bounded in time and memory."""
    if path.stat().st_size > MAX_BYTES:
        return  # its reader refuses it by size alone
    text = _text(path)
    brackets = _STRING.sub(b"", text).translate(None, _NOT_BRACKETS)
    if brackets.count(b"[") > POSITIONS:
        raise refusals.too_many_positions(path)
    steps = np.frombuffer(brackets.translate(_STEPS), dtype=np.int8)
    if len(steps) and int(np.cumsum(steps, dtype=np.int32).max()) > DEPTH:
        raise refusals.too_deep(path)


def _text(path: Path) -> bytes:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    if not packed:
        return path.read_bytes()
    with gzip.open(path) as stream:
        return stream.read(MAX_BYTES + 1)

"""Tables written as text: packed or not, in the encodings people send."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from typing import TextIO


def opened(path: Path) -> TextIO:
    """The text of a file, packed or not; UTF-8, else the encoding of Windows."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    stream = gzip.open(path, "rb") if packed else path.open("rb")  # noqa: SIM115 - closed by its wrapper
    head = stream.read(256 * 1024)
    stream.seek(0)
    try:
        head[: head.rfind(b"\n") + 1].decode("utf-8-sig")
        encoding = "utf-8-sig"
    except UnicodeDecodeError:
        encoding = "cp1252"
    return io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")


def separator(line: str) -> str:
    """The sign between the cells of a line."""
    return max(";,\t|", key=line.count)

"""Archives: how much they unpack to, counted or declared, and that they hold no other archive."""

from __future__ import annotations

import bz2
import gzip
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from beffroi.sources.safety import refusals

CHUNK = 1 << 20
RATIO = 250  # CSV and XML shrink 5 to 20 times; a bomb, a thousand times
SMALL = 64 * CHUNK  # below this nobody is harmed, whatever the ratio
MEMBERS = 200  # the register's archives hold one file
HEAD = 64 * 1024
# zip, gzip, bzip2, xz, 7z, rar, zstd
MAGIC = (
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
)
ENCRYPTED = 0x1
TAIL = 66_000  # a .zip ends with its directory's place, within this many bytes
LISTING = 1 << 20  # bytes of the directory
ZIP64 = 0xFFFFFFFF  # "see the larger field", which is there or the archive is damaged


def check(path: Path, head: bytes, *, most_unpacked: int) -> bytes:
    """The first bytes of the content, unpacked; `head` itself for a plain file.

    Raises `UnreadableSource` for bombs, nested or locked archives. A damaged one gives b"".
    """
    most = min(most_unpacked, max(SMALL, path.stat().st_size * RATIO))
    try:
        if head.startswith(b"PK\x03\x04"):
            return _zip(path, most)
        if head.startswith(b"\x1f\x8b"):
            return _stream(path, gzip.open, most)
        if head.startswith(b"BZh"):
            return _stream(path, bz2.open, most)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError):
        return b""  # cut or damaged: its reader says so, with its own advice
    return head


def _stream(path: Path, opener: Callable[..., Any], most: int) -> bytes:
    """Unpack and count, a chunk at a time, until the end or until it is too much."""
    with opener(path) as file:
        start = bytes(file.read(HEAD))
        _refuse_nested(path, start)
        size = len(start)
        while size <= most and (chunk := file.read(CHUNK)):
            size += len(chunk)
    if size > most:
        raise refusals.bomb(path)
    return start


def refuse_crowd(path: Path) -> None:
    """Refuse a .zip whose list of files is itself huge, before Python builds that list."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - TAIL))
        tail = file.read(TAIL)
    plain, large = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    declared = int.from_bytes(tail[plain + 12 : plain + 16], "little") if plain >= 0 else 0
    if large >= 0:
        declared = int.from_bytes(tail[large + 40 : large + 48], "little")
    if declared != ZIP64 and declared > LISTING:
        raise refusals.crowded(path)


def _zip(path: Path, most: int) -> bytes:
    """Sizes as declared: Python's reader never gives more than a member declares."""
    refuse_crowd(path)
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > MEMBERS:
            raise refusals.crowded(path)
        if sum(one.file_size for one in members) > most:
            raise refusals.bomb(path)
        if any(one.flag_bits & ENCRYPTED for one in members):
            raise refusals.locked(path)
        tables = [one for one in members if one.filename.lower().endswith(".csv")]
        if len(tables) != 1:
            return b""  # said by the reader of the register
        with archive.open(tables[0]) as file:
            start = file.read(HEAD)
    _refuse_nested(path, start)
    return start


def _refuse_nested(path: Path, start: bytes) -> None:
    if start.startswith(MAGIC):
        raise refusals.nested(path)

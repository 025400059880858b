"""The frame of a .pbf: each block's length, packed and unpacked, against what the format allows.

A file is a row of (length, BlobHeader, Blob); only the headers and the first bytes of each blob
are read, so that a region of 600 MB takes a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from beffroi.sources.safety import refusals

HEADER = 64 * 1024  # the format's own limits
BLOB = 32 * 1024 * 1024
RAW_SIZE, DATA_SIZE = 2, 3  # fields of Blob and of BlobHeader
BYTES, NUMBER = 2, 0  # wire types of protobuf


def is_pbf(head: bytes) -> bool:
    """Whether these first bytes open a .pbf."""
    return b"OSMHeader" in head[:64]


def check(path: Path, *, most_unpacked: int) -> None:
    """Refuse blocks beyond the format's limits, and a sum beyond ours (bytes)."""
    unpacked = 0
    with path.open("rb") as file:
        size = path.stat().st_size
        while len(start := file.read(4)) == 4:
            header = int.from_bytes(start, "big")
            if header > HEADER:
                raise refusals.big_block(path)
            packed = _field(file.read(header), DATA_SIZE)
            if packed > BLOB:
                raise refusals.big_block(path)
            unpacked += _unpacked(path, file, packed)
            if unpacked > most_unpacked:
                raise refusals.bomb(path)
            if file.tell() > size:
                return  # cut: its reader says so


def _unpacked(path: Path, file: BinaryIO, packed: int) -> int:
    """Bytes this blob declares once unpacked; the file stands after it."""
    at = file.tell()
    raw = _field(file.read(min(packed, 32)), RAW_SIZE)
    if raw > BLOB:
        raise refusals.big_block(path)
    file.seek(at + packed)
    return raw or packed


def _field(message: bytes, wanted: int) -> int:
    """A number of a protobuf message; 0 when it is not there or the message is cut."""
    try:
        for number, value in _fields(message):
            if number == wanted:
                return value
    except IndexError:
        return 0
    return 0


def _fields(message: bytes) -> Iterator[tuple[int, int]]:
    """Numbers of a message by field; byte strings are stepped over."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        value, at = _varint(message, at)
        if key & 7 == BYTES:
            at += value
        elif key & 7 == NUMBER:
            yield key >> 3, value
        else:
            return


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128 or shift > 63:
            return value, at

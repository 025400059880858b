"""Run pg_dump's plain script through psycopg, on a server that may be older than pg_dump."""

from __future__ import annotations

import re
from collections.abc import Iterator

import psycopg

# A newer pg_dump sets these at the head of its script; an older server does not know them.
_SINCE = {"transaction_timeout": 17}
_SETTING = re.compile(rb"SET (\w+) = [^;]*;\s*")
_META = (b"\\restrict ", b"\\unrestrict ")  # words for psql, which we are not
_COPY = re.compile(rb"COPY .* FROM stdin;\n")


def run(connection: psycopg.Connection, script: Iterator[bytes]) -> None:
    """Run pg_dump's script: statements up to a COPY, then its rows, and again."""
    major = connection.info.server_version // 10000
    lines, statements = _lines(script), bytearray()
    cursor = connection.cursor()
    for line in lines:
        if _COPY.fullmatch(line):
            cursor.execute(bytes(statements))
            statements.clear()
            with cursor.copy(line) as copy:
                for row in _rows(lines):
                    copy.write(row)
        elif _understood(line, major):
            statements += line
    cursor.execute(bytes(statements))


def _understood(line: bytes, major: int) -> bool:
    setting = _SETTING.fullmatch(line)
    known = setting is None or major >= _SINCE.get(setting.group(1).decode(), 0)
    return known and not line.startswith(_META)


def _rows(lines: Iterator[bytes]) -> Iterator[bytes]:
    held = bytearray()
    for line in lines:
        if line == b"\\.\n":
            break
        held += line
        if len(held) > 1 << 16:
            yield bytes(held)
            held.clear()
    yield bytes(held)


def _lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        *whole, rest = (rest + piece).split(b"\n")
        yield from (line + b"\n" for line in whole)
    if rest:
        yield rest

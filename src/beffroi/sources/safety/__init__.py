"""What a stranger's file may not be, told before any reader meets it.

Owns: bounds on what a file unpacks to, nests, declares and counts. Leaves to the readers: what the
content means. Every refusal is an `UnreadableSource` with a sentence that says what to do; nothing
is ever extracted by the name an archive gives it. Face: `inspect`.
"""

from __future__ import annotations

from pathlib import Path

from beffroi.sources.safety import json_text, packed, pbf, tables, xml_text

HEAD = 64 * 1024
XML = (b"<", b"\xff\xfe", b"\xfe\xff")  # as text, or in UTF-16


def inspect(path: Path, *, most_unpacked: int) -> None:
    """Refuse a file that would harm its reader; `most_unpacked` in bytes.

    Raises `UnreadableSource`. Damaged archives pass: their reader has its own advice for them.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"PAR1"):
        tables.check_parquet(path)
        return
    if pbf.is_pbf(head):
        pbf.check(path, most_unpacked=most_unpacked)
        return
    if head.startswith(b"SQLite format 3\x00"):
        return  # bounded by its reader, which alone opens it (`survey.geopackage`)
    content = packed.check(path, head, most_unpacked=most_unpacked)
    start = content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(XML):
        xml_text.check(path, start)
    elif start.startswith((b"{", b"[")):
        json_text.check(path)
    else:
        tables.check_header(path, content)

"""Opening a register file: CSV, CSV.gz, Parquet, or a .zip of one CSV as the register publishes.

Everything that makes a file unreadable as a whole is told here, before the first row, with a
sentence that says what to do.
"""

from __future__ import annotations

import csv
import gzip
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from beffroi.sources.sirene import refusals
from beffroi.sources.sirene.columns import Form, Kind, form_of

_HEAD = 256 * 1024  # bytes looked at before reading
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,  # else DuckDB tries the network
    "autoload_known_extensions": False,
    "threads": 2,
    "memory_limit": "400MB",
}


@dataclass(frozen=True, slots=True)
class Table:
    """A file ready to be scanned: what DuckDB reads, its form and its header."""

    path: Path
    is_parquet: bool
    form: Form
    header: tuple[str, ...]


def recognise(path: Path | str) -> Kind:
    """The kind of register file at `path`, by its header; `UnreadableSource` when it is none."""
    path = _existing(path)
    if _is_parquet(path):
        return form_of(_parquet_header(path)).kind
    return form_of(_csv_header(_head(path))).kind


@contextmanager
def opened(path: Path | str) -> Iterator[Table]:
    """A scannable table; the CSV of a .zip is unpacked beside the system's temporary files."""
    path = _existing(path)
    if _is_parquet(path):
        header = _parquet_header(path)
        yield Table(path, True, form_of(header), tuple(header))
        return
    header = _csv_header(_head(path))
    form = form_of(header)
    if not zipfile.is_zipfile(path):
        yield Table(path, False, form, tuple(header))
        return
    with tempfile.TemporaryDirectory(prefix="beffroi-sirene-") as folder:
        yield Table(_unpacked(path, Path(folder)), False, form, tuple(header))


def _existing(path: Path | str) -> Path:
    path = Path(path)
    if not path.is_file():
        raise refusals.absent(path.name)
    if path.stat().st_size == 0:
        raise refusals.empty(path.name)
    return path


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(4) == b"PAR1"


def is_gzip(path: Path) -> bool:
    """By its first bytes: a file may have lost its ending on the way."""
    with path.open("rb") as stream:
        return stream.read(2) == b"\x1f\x8b"


def _parquet_header(path: Path) -> list[str]:
    con = duckdb.connect(config=OFFLINE)
    try:
        found = con.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
    except duckdb.Error as error:
        raise refusals.damaged_parquet(path.name) from error
    finally:
        con.close()
    return [row[0] for row in found]


def _head(path: Path) -> bytes:
    """The first bytes of the table, whatever holds it."""
    try:
        with path.open("rb") as stream:
            magic = stream.read(2)
        if magic == b"\x1f\x8b":
            with gzip.open(path, "rb") as unzipped:
                head = unzipped.read(_HEAD)
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive, archive.open(_only_table(archive)) as member:
                head = member.read(_HEAD)
        elif magic == b"PK":
            raise zipfile.BadZipFile
        else:
            with path.open("rb") as stream:
                head = stream.read(_HEAD)
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile) as error:
        raise refusals.truncated(path.name) from error
    if not head.strip():
        raise refusals.empty(path.name)
    return head


def _only_table(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    tables = [info for info in archive.infolist() if info.filename.lower().endswith(".csv")]
    if len(tables) != 1:
        raise refusals.not_one_table(len(tables))
    return tables[0]


def _unpacked(path: Path, folder: Path) -> Path:
    with zipfile.ZipFile(path) as archive:
        info = _only_table(archive)
        if info.file_size > shutil.disk_usage(folder).free:
            raise refusals.no_space(info.file_size)
        target = folder / "table.csv"
        try:
            with archive.open(info) as packed, target.open("wb") as plain:
                shutil.copyfileobj(packed, plain, 1024 * 1024)
        except (zipfile.BadZipFile, EOFError, zlib.error) as error:
            raise refusals.truncated(path.name) from error
    return target


def _csv_header(head: bytes) -> list[str]:
    text = _decoded(head)
    if text.lstrip()[:200].casefold().startswith(("<!doctype", "<html", "<?xml", "<head")):
        raise refusals.web_page()
    first_line = text.lstrip("\r\n").splitlines()[0]
    header = [name.strip() for name in next(csv.reader([first_line]))]
    _check_delimiter(first_line, header)
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise refusals.twice_named(twice[0])
    return header


def _decoded(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in head[:1000]:
        raise refusals.bad_encoding("UTF-16")
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # a character may be cut by the end of what was read: that is no fault
        if error.start < len(head) - 4:
            raise refusals.bad_encoding() from error
        return head[: error.start].decode("utf-8-sig")


def _check_delimiter(first_line: str, header: list[str]) -> None:
    if len(header) >= 4:
        return
    for sign in (";", "\t", "|"):
        if first_line.count(sign) >= 4:
            raise refusals.bad_delimiter(sign)

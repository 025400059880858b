"""Tables: as many columns and rows as one can know of, and a first line that ends."""

from __future__ import annotations

from pathlib import Path

import duckdb

from beffroi.sources.safety import refusals

COLUMNS = 300  # the widest official table, StockUniteLegale and its like, has about 60
LINE = 32 * 1024
ROWS = 400_000_000  # the register's whole history has about 100 million
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,  # else DuckDB tries the network
    "autoload_known_extensions": False,
    "threads": 1,
    "memory_limit": "200MB",
}


def check_header(path: Path, content: bytes) -> None:
    """Refuse a first line without end, or of absurdly many columns."""
    first, _end, _rest = content.lstrip(b"\r\n").partition(b"\n")
    if len(first) > LINE:
        raise refusals.long_line(path)
    if max(first.count(sign) for sign in (b",", b";", b"\t", b"|")) > COLUMNS:
        raise refusals.wide_table(path, COLUMNS)


def check_parquet(path: Path) -> None:
    """The same from the file's foot; a damaged one is left to its reader."""
    try:
        with duckdb.connect(config=OFFLINE) as connection:
            rows = connection.execute(
                "SELECT sum(num_rows) FROM parquet_file_metadata(?)", [str(path)]
            ).fetchone()
            columns = connection.execute(
                "SELECT count(*) FROM parquet_schema(?)", [str(path)]
            ).fetchone()
    except duckdb.Error:
        return
    if columns and columns[0] > COLUMNS:
        raise refusals.wide_table(path, COLUMNS)
    if rows and (rows[0] or 0) > ROWS:
        raise refusals.long_table(path)

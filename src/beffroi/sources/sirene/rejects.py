"""Rows that DuckDB could not cut into columns, as faults."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from beffroi.kernel.wording import to_store
from beffroi.sources.records import Fault
from beffroi.sources.sirene import refusals

MAX_REJECTS = 1000  # kept; DuckDB passes over the others


@dataclass(frozen=True, slots=True)
class Reject:
    """One row left out by the scan: its rank among the records of the file, and about where it is."""

    record: int  # the header is 1; empty lines count, a record over several lines counts once
    near: int  # byte of the unpacked file, from 0: its first, or one of the ends of line before it
    fault: Fault  # still without its line


def rejects_of(con: duckdb.DuckDBPyConnection) -> list[Reject]:
    """What a scan with `store_rejects` left out, in file order, one fault a row."""
    found = con.execute(
        "SELECT line, any_value(line_byte_position), error_type, any_value(left(csv_line, 80)), "
        "any_value(error_message) FROM reject_errors GROUP BY line, error_type "
        "ORDER BY line, error_type LIMIT ?",
        [MAX_REJECTS],
    ).fetchall()
    one_per_line = {row[0]: row for row in reversed(found)}
    return [_reject(row) for _, row in sorted(one_per_line.items())]


_WORDS: Mapping[str, str] = {
    "TOO MANY COLUMNS": to_store("La ligne a plus de colonnes que l’en-tête."),
    "MISSING COLUMNS": to_store("La ligne a moins de colonnes que l’en-tête."),
    "UNQUOTED VALUE": to_store("Un guillemet ouvert sur cette ligne n’est pas refermé."),
    "LINE SIZE OVER MAXIMUM": to_store(
        "La ligne est trop longue : un guillemet n’est sans doute pas refermé."
    ),
}


def _reject(row: tuple[int, int, str, str, str]) -> Reject:
    record, position, kind, text, message = row
    if "UNICODE" in kind or "ENCOD" in kind:
        raise refusals.bad_encoding()
    fault = Fault(
        code="bad_row",
        sentence=_WORDS.get(kind) or to_store("La ligne ne se découpe pas en colonnes."),
        value=text,
        expected=message,
    )
    return Reject(record, position - 1, fault)  # DuckDB counts bytes from 1

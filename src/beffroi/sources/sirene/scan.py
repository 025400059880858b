"""Streaming the wanted rows of a register table out of DuckDB, with their line in the file.

A row comes as a tuple `(line, wanted, *columns)`, every column as text or None. Besides the
wanted rows one row in 1,024 passes, unwanted, so that progress and the total are known although
the filter runs inside DuckDB. Lines count rows: the header is line 1; a row that spans several
lines counts for one, as in DuckDB's own messages.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import duckdb

from beffroi.sources.records import Fault, UnreadableSource
from beffroi.sources.sirene.files import OFFLINE, Table, bad_encoding, truncated

_TICK = 1024
_FETCH = 2048
_REJECTS = 1000

Row = tuple  # (line: int, wanted: bool, *columns: str | None)


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are wanted; nothing set means every row."""

    communes: Collection[str] = ()
    departement: str = ""
    sirets: Collection[str] | None = None

    def sql(self, commune_column: str | None) -> tuple[str, list[object]]:
        """Condition on the scanned table and its parameters."""
        clauses: list[str] = []
        values: list[object] = []
        if commune_column and self.communes:
            clauses.append(f'"{commune_column}" IN (SELECT unnest(?::VARCHAR[]))')
            values.append(sorted(self.communes))
        if commune_column and self.departement:
            clauses.append(f'starts_with("{commune_column}", ?)')
            values.append(self.departement)
        if self.sirets is not None:
            clauses.append('"siret" IN (SELECT siret FROM wanted)')
        return " AND ".join(clauses) or "true", values


class Scan:
    """One pass over a table; `rows_read` and `rejects` are known as it goes and when it ends."""

    def __init__(self, table: Table, columns: Sequence[str], wanted: Filter, commune: str | None):
        self._table = table
        self._con = duckdb.connect(config=OFFLINE)
        self._by_name = {name.casefold(): name for name in table.header}
        self._columns = columns
        self._wanted = wanted
        self._commune = commune
        self.rows_read = 0

    def batches(self) -> Iterator[list[Row]]:
        """Rows in file order, a few thousand at a time; `UnreadableSource` when the file breaks.

        One batch is scanned ahead in a second thread while the caller works on the last one.
        """
        ahead = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sirene")
        try:
            fetched = ahead.submit(self._start)
            while rows := fetched.result():
                fetched = ahead.submit(self._con.fetchmany, _FETCH)
                self.rows_read = rows[-1][0]
                yield rows
        except (duckdb.Error, UnicodeDecodeError) as error:
            raise self._in_words(error) from error
        finally:
            self._con.interrupt()  # a scan left half-way must not be waited for
            ahead.shutdown()

    def _start(self) -> list[Row]:
        self._load_sirets()
        self._con.execute(*self._query())
        return self._con.fetchmany(_FETCH)

    def rejects(self) -> list[Fault]:
        """Rows DuckDB could not cut into columns, once the scan has ended."""
        if self._table.is_parquet:
            return []
        found = self._con.execute(
            "SELECT line, error_type, any_value(left(csv_line, 80)), any_value(error_message) "
            "FROM reject_errors GROUP BY ALL ORDER BY line LIMIT ?",
            [_REJECTS],
        ).fetchall()
        one_per_line = {row[0]: row for row in reversed(found)}
        return [_reject(row) for _, row in sorted(one_per_line.items())]

    def close(self) -> None:
        """Free DuckDB's memory; also ends a scan left half-way."""
        self._con.close()

    def _load_sirets(self) -> None:
        if self._wanted.sirets is not None:
            self._con.execute(
                "CREATE TEMP TABLE wanted AS SELECT unnest(?::VARCHAR[]) AS siret",
                [list(self._wanted.sirets)],
            )

    def _query(self) -> tuple[str, list[object]]:
        condition, values = self._wanted.sql(self._commune)
        chosen = ", ".join(self._expression(name) for name in self._columns)
        # names are quoted, values are parameters: no text of the file enters the query
        inner = f"SELECT {chosen}, row_number() OVER () AS line, lead(1) OVER () IS NULL AS is_last"
        outer = f"SELECT line, {condition} AS wanted, {', '.join(map(_quoted, self._columns))}"
        rows = f"({inner} FROM {self._source()})"
        sql = f"{outer} FROM {rows} WHERE wanted OR line % {_TICK} = 0 OR is_last"
        return sql, values

    def _expression(self, name: str) -> str:
        present = self._by_name.get(name.casefold())
        value = f"CAST({_quoted(present)} AS VARCHAR)" if present else "CAST(NULL AS VARCHAR)"
        return f"{value} AS {_quoted(name)}"

    def _source(self) -> str:
        path = str(self._table.path).replace("'", "''")
        if self._table.is_parquet:
            return f"read_parquet('{path}')"
        types = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in self._table.header)
        return (
            f"read_csv('{path}', auto_detect=false, header=true, delim=',', quote='\"', "
            f"escape='\"', columns={{{types}}}, store_rejects=true, rejects_limit={_REJECTS})"
        )

    def _in_words(self, error: Exception) -> UnreadableSource:
        message = str(error).casefold()
        name = self._table.path.name
        if "gzip" in message:
            return truncated(name)
        if "unicode" in message or "utf-8" in message or isinstance(error, UnicodeDecodeError):
            return bad_encoding("Latin-1 ou Windows-1252")
        return UnreadableSource(
            f"Le fichier « {name} » ne se lit pas jusqu’au bout : {str(error).splitlines()[0]}",
            code="unreadable",
        )


class LineNumbers:
    """Lines in the file from row numbers: rejected rows have a line but no row number."""

    def __init__(self, rejected_lines: Sequence[int]) -> None:
        # the n-th reject stands at line L: rows from number L - 1 - n on are one line further
        self._thresholds = [line - 1 - n for n, line in enumerate(sorted(rejected_lines))]

    def __call__(self, row_number: int) -> int:
        return row_number + 1 + bisect_right(self._thresholds, row_number)


_REJECT_WORDS: Mapping[str, str] = {
    "TOO MANY COLUMNS": "La ligne a plus de colonnes que l’en-tête.",
    "MISSING COLUMNS": "La ligne a moins de colonnes que l’en-tête.",
    "UNQUOTED VALUE": "Un guillemet ouvert sur cette ligne n’est pas refermé.",
    "LINE SIZE OVER MAXIMUM": "La ligne est trop longue : un guillemet n’est sans doute pas refermé.",
}


def _reject(row: tuple[int, str, str, str]) -> Fault:
    line, kind, text, message = row
    if "UNICODE" in kind or "ENCOD" in kind:
        raise bad_encoding("Latin-1 ou Windows-1252")
    return Fault(
        code="bad_row",
        sentence=_REJECT_WORDS.get(kind, "La ligne ne se découpe pas en colonnes."),
        line=line,
        value=text,
        expected=message,
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"

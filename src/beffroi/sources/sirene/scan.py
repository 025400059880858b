"""Streaming the wanted rows of a register table out of DuckDB, in file order, on both its threads.

A row comes as a tuple `(ordinal, *columns)`: its rank among the wanted rows from 1, and every
column as text or None. Numbering the rows of the file would tie the scan to one thread, so lines
are looked for afterwards, in a second pass, only for the rows that a fault names. A sequence
counts the rows that pass the filter's door: progress and total are known while it runs inside
DuckDB.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import duckdb

from beffroi.sources.records import UnreadableSource
from beffroi.sources.sirene import refusals
from beffroi.sources.sirene.files import OFFLINE, Table, is_gzip
from beffroi.sources.sirene.lines import Lines, lines_of
from beffroi.sources.sirene.rejects import MAX_REJECTS, Reject, rejects_of
from beffroi.sources.sirene.report import Progress

_FETCH = 2048
_PATIENCE = 0.5  # seconds between two words of progress while no row comes

Row = tuple  # (ordinal: int, *columns: str | None)
T = TypeVar("T")


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
    """One pass over a table; `rows_read` as it goes, `rejects` and `lines` once it has ended."""

    def __init__(
        self,
        table: Table,
        columns: Sequence[str],
        wanted: Filter,
        commune: str | None,
        progress: Progress | None = None,
    ) -> None:
        self._table = table
        self._con = duckdb.connect(config=OFFLINE)
        self._ahead = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sirene")
        self._by_name = {name.casefold(): name for name in table.header}
        self._columns = columns
        self._wanted = wanted
        self._commune = commune
        self._progress = progress
        self._matched = 0
        self.rows_read = 0

    def batches(self) -> Iterator[list[Row]]:
        """Rows in file order, a few thousand at a time; `UnreadableSource` when the file breaks.

        One batch is scanned ahead in a second thread while the caller works on the last one.
        """
        try:
            self._prepare()
            fetched = self._ahead.submit(self._start)
            while rows := self._awaited(fetched):
                fetched = self._ahead.submit(self._con.fetchmany, _FETCH)
                first = self._matched + 1
                self._matched += len(rows)
                yield [(first + index, *row) for index, row in enumerate(rows)]
        except (duckdb.Error, UnicodeDecodeError) as error:
            raise self._in_words(error) from error
        self._count()

    def rejects(self) -> list[Reject]:
        """Rows DuckDB could not cut into columns, once the scan has ended."""
        return [] if self._table.is_parquet else rejects_of(self._con)

    def lines(self, ordinals: Collection[int], rejects: Sequence[Reject]) -> Lines:
        """Where wanted rows and rejects stand in the file; a pass of its own, none if none is asked."""
        rows = self._row_numbers(ordinals) if ordinals else {}
        if self._table.is_parquet or not (rows or rejects):
            return Lines({ordinal: row + 1 for ordinal, row in rows.items()}, [])
        return lines_of(self._table.path, rows, rejects, rows_read=self.rows_read)

    def close(self) -> None:
        """Free DuckDB's memory and thread; also ends a scan left half-way."""
        self._con.interrupt()
        self._ahead.shutdown()
        self._con.close()

    def _awaited(self, fetched: Future[T]) -> T:
        """The result of the other thread; meanwhile tell how far it is (the teller may raise)."""
        while True:
            try:
                return fetched.result(timeout=_PATIENCE)
            except TimeoutError:
                self._count()
                if self._progress is not None:
                    self._progress(self.rows_read)

    def _count(self) -> None:
        with self._con.cursor() as beside:
            found = beside.execute("SELECT last_value FROM duckdb_sequences()").fetchall()
        self.rows_read = found[0][0] or 0

    def _prepare(self) -> None:
        self._con.execute("CREATE SEQUENCE passed")
        if self._wanted.sirets is not None:
            self._con.execute(
                "CREATE TABLE wanted AS SELECT unnest(?::VARCHAR[]) AS siret",
                [list(self._wanted.sirets)],
            )

    def _start(self) -> list[Row]:
        condition, values = self._wanted.sql(self._commune)
        chosen = ", ".join(map(self._expression, self._columns))
        # names are quoted, values are parameters: no text of the file enters the query. CASE: the
        # sequence must see each row once, and DuckDB reorders the terms of AND and OR at will
        door = f"CASE WHEN nextval('passed') > 0 THEN {condition} END"
        rows = f"(SELECT {chosen} FROM {self._source()})"  # noqa: S608 - see above
        self._con.execute(f"SELECT * FROM {rows} WHERE {door}", values)  # noqa: S608
        return self._con.fetchmany(_FETCH)

    def _row_numbers(self, ordinals: Collection[int]) -> dict[int, int]:
        """Ordinals among the wanted rows to numbers among the rows of the file, both from 1."""
        if self._matched == self.rows_read:
            return {ordinal: ordinal for ordinal in ordinals}
        condition, values = self._wanted.sql(self._commune)
        names = ", ".join(map(self._expression, filter(None, ("siret", self._commune))))
        numbered = f"{names}, row_number() OVER () AS number FROM {self._source()}"
        door = f"CASE WHEN number > 0 THEN {condition} END"
        query = f"SELECT number FROM (SELECT {numbered}) WHERE {door} LIMIT {max(ordinals)}"  # noqa: S608
        fetched = self._ahead.submit(lambda: self._con.execute(query, values).fetchnumpy())
        numbers = self._awaited(fetched)["number"]
        return {ordinal: int(numbers[ordinal - 1]) for ordinal in ordinals}

    def _expression(self, name: str) -> str:
        present = self._by_name.get(name.casefold())
        value = f"CAST({_quoted(present)} AS VARCHAR)" if present else "CAST(NULL AS VARCHAR)"
        return f"{value} AS {_quoted(name)}"

    def _source(self) -> str:
        path = str(self._table.path).replace("'", "''")
        if self._table.is_parquet:
            return f"read_parquet('{path}')"
        packed = "gzip" if is_gzip(self._table.path) else "none"
        types = ", ".join(f"{_literal(name)}: 'VARCHAR'" for name in self._table.header)
        return (
            f"read_csv('{path}', auto_detect=false, header=true, delim=',', quote='\"', "
            f"escape='\"', columns={{{types}}}, compression='{packed}', store_rejects=true, rejects_limit={MAX_REJECTS})"
        )

    def _in_words(self, error: Exception) -> UnreadableSource:
        message = str(error).casefold()
        name = self._table.path.name
        if "gzip" in message:
            return refusals.truncated(name)
        if "unicode" in message or "utf-8" in message or isinstance(error, UnicodeDecodeError):
            return refusals.bad_encoding()
        return refusals.broken_off(name, str(error).splitlines()[0])


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(name: str) -> str:
    return "'" + name.replace("'", "''") + "'"

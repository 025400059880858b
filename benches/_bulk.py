"""Loading many rows quickly: indexes made once at the end, foreign keys taken on trust.

What is loaded is right by its making. The exclusion constraints are put back, and thereby checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

CONSTRAINTS = """SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid = %s::regclass AND contype = 'x'"""
INDEXES = """SELECT relname, pg_get_indexdef(i.indexrelid) FROM pg_index i
JOIN pg_class c ON c.oid = i.indexrelid WHERE i.indrelid = %s::regclass
AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid)"""


@contextmanager
def bare(cursor: Any, *tables: str) -> Iterator[None]:
    """These tables without indexes and exclusion constraints meanwhile; keys and unique ones stay."""
    again = [statement for table in tables for statement in _stripped(cursor, table)]
    cursor.execute("SET session_replication_role = replica")
    yield
    cursor.execute("SET session_replication_role = DEFAULT")
    cursor.execute("SET maintenance_work_mem = '256MB'")
    for statement in again:
        cursor.execute(statement)


def _stripped(cursor: Any, table: str) -> list[str]:
    """Drop them; the statements that make them again."""
    again = []
    cursor.execute(CONSTRAINTS, [table])
    for name, definition in cursor.fetchall():
        cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        again.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
    cursor.execute(INDEXES, [table])
    for name, definition in cursor.fetchall():
        cursor.execute(f'DROP INDEX "{name}"')
        again.append(definition)
    return again

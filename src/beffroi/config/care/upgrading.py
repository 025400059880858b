"""What the code asks of a database, against what the database went through."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from .place import Place
from .snapshots import applied, table_names


@dataclass(frozen=True, slots=True)
class Gap:
    """Migrations the code has and the database has not (`pending`), and the reverse."""

    pending: list[str]
    unknown: list[str]


def gap(went_through: Iterable[str]) -> Gap:
    """Compare with the migrations of this code. Django must know its settings."""
    import django
    from django.db.migrations.loader import MigrationLoader

    django.setup()
    loader = MigrationLoader(None)
    held = set(went_through)
    known: set[str] = set()
    pending = []
    for (app, name), migration in loader.disk_migrations.items():
        older = {f"{one[0]}.{one[1]}" for one in migration.replaces}
        known |= {f"{app}.{name}"} | older
        if f"{app}.{name}" not in held and not (older and older <= held):
            pending.append(f"{app}.{name}")
    apps = {label.split(".")[0] for label in known}
    # A package we no longer have leaves its rows behind: that is no newer version of ours.
    unknown = [label for label in held - known if label.split(".")[0] in apps]
    return Gap(sorted(pending), sorted(unknown))


def standing(place: Place) -> list[str] | None:
    """The migrations of this database; None when it is empty; raises `Trouble` for a stranger."""
    with place.connection() as connection:
        return applied(connection) if table_names(connection) else None


def note(place: Place, verb: str, **facts: object) -> None:
    """Leave a line in the installation's audit: the health page reads the last backup there."""
    with place.connection() as connection:
        _note(connection, verb, facts)


def _note(connection: psycopg.Connection, verb: str, facts: dict[str, object]) -> None:
    """Without models: before an upgrade the table has fewer columns than the code knows."""
    told = {"verb": verb, "recorded_at": dt.datetime.now(dt.UTC), "data": Jsonb(facts)}
    rows = connection.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = 'public.kernel_auditentry'::regclass"
        " AND attnum > 0 AND NOT attisdropped AND attidentity = '' AND attnotnull"
    )
    values = {name: told.get(name, "") for (name,) in rows}
    connection.execute(
        sql.SQL("INSERT INTO public.kernel_auditentry ({}) VALUES ({})").format(
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(map(sql.Placeholder, values)),
        ),
        values,
    )

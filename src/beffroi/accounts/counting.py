"""The counters' cache: Django's in the database, at one statement a call and without pickles.

Django's asks three statements and a transaction for each value set, counts the whole table first,
and beyond 300 rows drops a third of them, live or not: a limit would then be forgotten. Here rows
go when they are out of date only, each night (`tasks.tidy_accounts`).
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.utils import timezone

_READ = """SELECT cache_key, value FROM accounts_counter
WHERE cache_key = ANY(%(keys)s) AND expires >= %(now)s"""
_PUT = """INSERT INTO accounts_counter AS kept (cache_key, value, expires)
VALUES (%(key)s, %(value)s, %(until)s)
ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"""
_WRITE = {
    "set": _PUT,
    "add": f"{_PUT} WHERE kept.expires < %(now)s",
    "touch": """UPDATE accounts_counter SET expires = %(until)s
        WHERE cache_key = %(key)s AND expires >= %(now)s""",
}


class SharedCounters(DatabaseCache):
    """Values are what JSON knows; what is written is seen by every web process at once."""

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        """What is not out of date, by key; one statement."""
        asked = {self.make_and_validate_key(key, version=version): key for key in keys}
        with connection.cursor() as cursor:
            cursor.execute(_READ, {"keys": list(asked), "now": timezone.now()})
            return {asked[key]: json.loads(value) for key, value in cursor.fetchall()}

    def _base_set(
        self, mode: str, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT
    ) -> bool:
        """Whether the row was written: "add" leaves a live one as it is, "touch" makes none."""
        values: dict[str, Any] = {
            "key": key,
            "value": json.dumps(value),
            "until": _until(self.get_backend_timeout(timeout)),
            "now": timezone.now(),
        }
        with connection.cursor() as cursor:
            cursor.execute(_WRITE[mode], values)
            return bool(cursor.rowcount == 1)


def _until(stamp: float | None) -> dt.datetime:
    """When a value is out of date; one kept for ever is so for eight thousand years."""
    if stamp is None:
        return dt.datetime(9999, 1, 1, tzinfo=dt.UTC)
    return dt.datetime.fromtimestamp(stamp, dt.UTC)

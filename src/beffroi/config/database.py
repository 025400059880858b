"""Django's DATABASES from one address: postgresql://user@host/name or a socket folder."""

from __future__ import annotations

from typing import Any

from psycopg.conninfo import conninfo_to_dict

# Compiling a query takes PostgreSQL 50 to 500 ms, decided on a guessed cost (jit_above_cost): our
# counts of a big town pass it, and take less than that to run. Unless the address has its own options.
WITHOUT_JIT = "-c jit=off"


def database_from(url: str, *, pool: bool = False) -> dict[str, Any]:
    """Translate a libpq address into Django's settings."""
    parts = {key: str(value) for key, value in conninfo_to_dict(url).items()}
    options: dict[str, Any] = {"pool": {"min_size": 1, "max_size": 8}} if pool else {}
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    found = {setting: parts.pop(word, "") for word, setting in known.items()}
    port = parts.pop("port", "")
    parts.setdefault("options", WITHOUT_JIT)
    return {
        "ENGINE": "django.db.backends.postgresql",
        **found,
        "PORT": port,
        "OPTIONS": {**parts, **options},
        # Persistent connections and a pool exclude each other in Django.
        "CONN_MAX_AGE": 0,
    }

"""The database a verb works on: given, already running, or started for the time of the verb."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from beffroi.config.embedded import AlreadyRunning, Server, claim, running


@contextmanager
def database(state: Path, verb: str) -> Iterator[str]:
    """Yield an address: DATABASE_URL, that of a running demo, else of a server of our own."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    card = running(state)
    if card is not None:
        if not card.get("database_url"):
            raise AlreadyRunning(card.get("verb", ""), "")
        yield card["database_url"]
        return
    mine = claim(state, verb)
    try:
        with Server(state) as server:
            mine.announce(database_url=server.url)
            yield server.url
    finally:
        mine.release()


def environment(state: Path, settings: str, database_url: str) -> Mapping[str, str]:
    """The environment of a child that runs Django."""
    return {
        **os.environ,
        "BEFFROI_STATE": str(state),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": f"beffroi.config.settings.{settings}",
        "PYTHONUNBUFFERED": "1",
    }

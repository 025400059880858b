"""The names this site answers to: those of its settings, and the domains declared for towns."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError


class Hosts(list[str]):
    """`ALLOWED_HOSTS` that also holds the declared domains, asked only for a name not its own.

    With the database away only the installation's own names are answered.
    """

    def __iter__(self) -> Iterator[str]:
        yield from super().__iter__()
        try:
            yield from self.declared()
        except DatabaseError:
            return

    @staticmethod
    def declared() -> list[str]:
        from beffroi.territory import reads  # settings are read before any application is ready

        return list(reads.hosts())

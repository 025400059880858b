"""A GET writes nothing, and the database enforces it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class ReadOnlyMiddleware:
    """Run views of safe methods in a read-only transaction.

    Views that touch no table pay nothing: the transaction begins with the first query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in SAFE:
            return self.get_response(request)
        if connection.in_atomic_block:  # within another, as in tests: said for the savepoint
            with transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION READ ONLY")
                return self.get_response(request)
        with _begun_read_only(), transaction.atomic():
            return self.get_response(request)


@contextmanager
def _begun_read_only() -> Iterator[None]:
    """The transaction begun within this is READ ONLY, said by its BEGIN: no statement more."""
    connection.ensure_connection()
    held: Any = connection.connection  # psycopg's
    held.read_only = True
    try:
        yield
    finally:
        if not held.closed:
            held.read_only = None  # it goes back to the pool, for whoever writes next

"""A column is one of many values, sent as one array."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import F, Func


class AnyOf(Func):
    """`column = ANY(array)`: one value to send and to plan, where `__in` sends hundreds."""

    output_field = models.BooleanField()

    def __init__(self, column: F, values: list[Any], kind: str) -> None:
        super().__init__(column)
        self.values, self.kind = values, kind

    def as_sql(self, compiler: Any, *_more: Any, **_context: Any) -> tuple[str, tuple[Any, ...]]:
        column, given = compiler.compile(self.source_expressions[0])
        return f"{column} = ANY(%s::{self.kind}[])", (*given, self.values)


def any_of(name: str, values: Iterable[Any], kind: str) -> AnyOf:
    """The column is one of these values; `kind` is their type in PostgreSQL ("bigint", "text")."""
    return AnyOf(F(name), list(values), kind)

"""Values of ours as JSON and back: dataclasses, named tuples, dates, texts, numbers.

A type is written by its fields in order and read by its annotations; what is read is data and
nothing else, so that a text from anywhere can build no other thing than the type asked for.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

Kind = TypeVar("Kind")
AS_IS = (str, int, float, bool, NoneType)


def written(value: Any) -> str:
    """A value as JSON; `TypeError` for a type we cannot read back."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def read(kind: type[Kind], text: str) -> Kind:
    """The value of `written`; `ValueError` or `TypeError` when the text holds no `kind`."""
    return cast("Kind", _reader(cast("Any", kind))(json.loads(text)))


def _plain(value: Any) -> Any:
    if type(value) in AS_IS:
        return value
    if type(value) is dt.date:
        return value.isoformat()
    if is_dataclass(value):
        return [_plain(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    raise TypeError(f"{type(value).__name__} is not written as JSON")


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """What turns JSON into a `kind`; made once a type, from its annotations."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _optional([part for part in parts if part is not NoneType])
    if origin is tuple:
        return _tuple(parts)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        value = _reader(parts[1])
        return lambda plain: {key: value(one) for key, one in plain.items()}
    if kind is dt.date:
        return dt.date.fromisoformat
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _fields(kind)
    return lambda plain: plain


def _optional(parts: list[Any]) -> Callable[[Any], Any]:
    (part,) = parts  # a union of two types could not tell which was written
    value = _reader(part)
    return lambda plain: None if plain is None else value(plain)


def _tuple(parts: tuple[Any, ...]) -> Callable[[Any], Any]:
    if parts[-1] is Ellipsis:
        value = _reader(parts[0])
        return lambda plain: tuple([value(one) for one in plain])
    each = [_reader(part) for part in parts]
    return lambda plain: tuple(read(one) for read, one in zip(each, plain, strict=True))


def _fields(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else kind._fields
    each = [_reader(hints[name]) for name in names]
    return lambda plain: kind(*[read(one) for read, one in zip(each, plain, strict=True)])

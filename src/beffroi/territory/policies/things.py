"""What a right is asked about: an object of any context, told in words this floor knows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Form(StrEnum):
    """In which form the data would be read."""

    ROW = "row"
    SUMMARY = "summary"
    COUNT = "count"
    MEDIAN = "median"
    AGGREGATE = "aggregate"


@dataclass(frozen=True, slots=True)
class Thing:
    """An object, or a value made of several.

    `key` as "shop:ABC123"; `at` longitude and latitude in degrees; `bodies` and `people` are the
    keys of those whose own it is; `units` how many make a value; `shared`: the town gave it
    to read to its chamber.
    """

    key: str = ""
    at: tuple[float, float] | None = None
    bodies: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    form: Form = Form.ROW
    units: int = 0
    published: bool = False
    shared: bool = False


Teller = Callable[[Any], Thing]
Finder = Callable[[Any, str], Any]
_tellers: dict[type, Teller] = {}
_finders: dict[str, Finder] = {}


class UnknownThing(TypeError):
    """A right was asked about an object that no context has told of."""


def tells(model: type, teller: Teller) -> None:
    """Say, once a context is ready, what an object of its model is to a right."""
    _tellers[model] = teller


def thing_of(obj: Any) -> Thing:
    """The object as a right sees it; raises `UnknownThing` for a model nobody told of."""
    if obj is None or isinstance(obj, Thing):
        return obj or Thing()
    for kind in type(obj).__mro__:
        if kind in _tellers:
            return _tellers[kind](obj)
    raise UnknownThing(f"no context tells what a {type(obj).__name__} is to a right")


def finds(part: str, finder: Finder) -> None:
    """Say how the object that a part of a path names ("public_id") is found in its town."""
    _finders[part] = finder


def find(part: str, town: Any, value: str) -> Any:
    """The object named in a path; raises `UnknownThing` for a part nobody answers for."""
    if part not in _finders:
        raise UnknownThing(f"no context finds the object of a path by its {part!r}")
    return _finders[part](town, value)

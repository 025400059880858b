"""Which sentence each verb makes, and who knows the names of the objects."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Keys = frozenset[str]
Namer = Callable[[Keys], Mapping[str, str]]  # names of the objects of these keys, in one query
Words = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class JournalError(ValueError):
    """A verb or a kind of object told twice."""


def _no_words(_data: Mapping[str, Any]) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Verb:
    """`sentence` may name %(who)s, %(what)s, %(town)s and what the entry's data hold.

    `label` stands in the list of filters; `about` is the kind of object (whose namer gives %(what)s);
    `more` says which data are keys of objects, by kind; `words` turns codes of the data into words. `passing`: forgotten after
    the stated time (kernel.journal.retention).
    """

    sentence: Any  # translated when shown
    label: Any
    about: str = ""
    more: tuple[tuple[str, str], ...] = ()
    words: Words = _no_words
    passing: bool = False


_verbs: dict[str, Verb] = {}
_namers: dict[str, tuple[Namer, Any]] = {}


def tell(verbs: Mapping[str, Verb]) -> None:
    """Say how these verbs read; raises `JournalError` for one that somebody else told."""
    for key, told in verbs.items():
        if key in _verbs and str(_verbs[key].sentence) != str(told.sentence):
            raise JournalError(f"verb {key!r} is told twice")
        _verbs[key] = told


def name(kind: str, names: Namer, *, gone: Any) -> None:
    """Say who knows the names of a kind of object, and what is said of one that is no more."""
    _namers[kind] = (names, gone)


def verb(key: str) -> Verb | None:
    """How a verb reads; None for one that nobody tells of (any more)."""
    return _verbs.get(key)


def verbs() -> dict[str, Verb]:
    """Every verb that is told, in the order of its keys."""
    return dict(sorted(_verbs.items()))


def namer(kind: str) -> tuple[Namer, Any] | None:
    """Who knows the names of this kind, and what is said of the one that is no more."""
    return _namers.get(kind)

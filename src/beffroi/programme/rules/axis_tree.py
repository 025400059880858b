"""Axes as a tree: children under their parent, in order; what an axis comes from."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Node(Generic[Key]):
    """An axis as the tree sees it."""

    key: Key
    parent: Key | None
    order: int
    code: str


def walk(nodes: Iterable[Node[Key]]) -> list[tuple[int, Key]]:
    """(depth, key) of each axis, a parent before its parts; an orphan stands at the top.

    Parents that turn in a circle are broken where they are first met: every axis comes once.
    """
    listed = sorted(nodes, key=lambda one: (one.order, one.code))
    known = {one.key for one in listed}
    below: dict[Key | None, list[Key]] = {}
    for one in listed:
        parent = one.parent if one.parent in known else None
        below.setdefault(parent, []).append(one.key)
    seen: set[Key] = set()
    found = list(_down(below, None, 0, seen))
    for one in listed:  # what only a circle leads to
        if one.key not in seen:
            seen.add(one.key)
            found += [(0, one.key), *_down(below, one.key, 1, seen)]
    return found


def _down(
    below: Mapping[Key | None, list[Key]], parent: Key | None, depth: int, seen: set[Key]
) -> Iterator[tuple[int, Key]]:
    for key in below.get(parent, ()):
        if key not in seen:
            seen.add(key)
            yield depth, key
            yield from _down(below, key, depth + 1, seen)


def root_of(key: Key, inherits: Mapping[Key, Key | None]) -> Key:
    """The axis that this one is a copy of, copy after copy; itself when it is none's."""
    seen = {key}
    while (above := inherits.get(key)) is not None and above not in seen:
        seen.add(above)
        key = above
    return key

"""Amendments as differences between two texts, field by field; the text in force on any day.

A text is a tree of mappings whose leaves are plain JSON values (`None` included). A change names a
leaf or a whole branch by its path ("articles/duree/body") with what stood there and what stands
now; an absent `before` adds, an absent `after` takes away. A change applies only where its
`before` is what stands there: an amendment drawn on another text is refused, never guessed.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

Tree = dict[str, Any]
Change = dict[str, Any]
BEFORE, AFTER = "before", "after"


class ConsolidationError(ValueError):
    """A change that does not fit the text it is applied to: `path`, what it expected, what stands."""

    def __init__(self, path: str, expected: Any, found: Any) -> None:
        super().__init__(f"{path}: expected {expected!r}, found {found!r}")
        self.path, self.expected, self.found = path, expected, found


class _Absent:
    def __repr__(self) -> str:
        return "nothing"


ABSENT = _Absent()


@dataclass(frozen=True, slots=True)
class Signed:
    """An amendment as consolidation reads it."""

    number: int
    effective_on: dt.date
    changes: Sequence[Change]
    rank: int = 0  # which came when it was signed


@dataclass(frozen=True, slots=True)
class Consolidated:
    """The text on a day, and the numbers of the amendments that made it."""

    content: Tree
    applied: tuple[int, ...] = field(default=())


def diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The changes that lead from one text to the other, in the order of their paths."""
    return list(_diff(dict(before), dict(after), ()))


def _diff(before: Any, after: Any, path: tuple[str, ...]) -> Iterator[Change]:
    if isinstance(before, dict) and isinstance(after, dict):
        for key in sorted({*before, *after}):
            yield from _diff(before.get(key, ABSENT), after.get(key, ABSENT), (*path, key))
    elif not same(before, after):
        change: Change = {"path": written(path)}
        if before is not ABSENT:
            change[BEFORE] = deepcopy(before)
        if after is not ABSENT:
            change[AFTER] = deepcopy(after)
        yield change


def apply(content: Mapping[str, Any], changes: Iterable[Change]) -> Tree:
    """A new text with these changes; raises `ConsolidationError` where the base is another."""
    made = deepcopy(dict(content))
    for change in changes:
        _apply(made, change)
    return made


def _apply(tree: Tree, change: Change) -> None:
    *way, last = steps(change["path"])
    branch: Any = tree
    for key in way:
        branch = branch.get(key, ABSENT) if isinstance(branch, dict) else ABSENT
    found = branch.get(last, ABSENT) if isinstance(branch, dict) else ABSENT
    expected = change.get(BEFORE, ABSENT)
    if not isinstance(branch, dict) or not same(found, expected):
        raise ConsolidationError(change["path"], expected, found)
    if AFTER in change:
        branch[last] = deepcopy(change[AFTER])
    else:
        del branch[last]


def renewed(base: Mapping[str, Any], changes: Iterable[Change]) -> list[Change]:
    """The same changes drawn again on another text: each keeps what it makes of a passage.

    What the text says already, and what it has no place for any more, is left out.
    """
    target = deepcopy(dict(base))
    for change in changes:
        *way, last = steps(change["path"])
        branch: Any = target
        for key in way:
            branch = branch.get(key) if isinstance(branch, dict) else None
        if isinstance(branch, dict):
            branch.pop(last, None)
            if AFTER in change:
                branch[last] = deepcopy(change[AFTER])
    return diff(base, target)


def consolidate(
    signed: Mapping[str, Any], amendments: Iterable[Signed], on: dt.date
) -> Consolidated:
    """The text in force on a day: the signed one and each amendment that has taken effect.

    They apply in the order of their effect, then of their signature. Raises `ConsolidationError`.
    """
    content, applied = deepcopy(dict(signed)), []
    for one in sorted(amendments, key=lambda one: (one.effective_on, one.rank, one.number)):
        if one.effective_on <= on:
            content = apply(content, one.changes)
            applied.append(one.number)
    return Consolidated(content, tuple(applied))


def same(one: Any, other: Any) -> bool:
    """Equality of JSON values: 1 is not true, and not 1.0."""
    if ABSENT in (one, other):
        return one is other
    return _canonical(one) == _canonical(other)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def written(path: Iterable[str]) -> str:
    """A path as one text; a slash within a key is told apart."""
    return "/".join(key.replace("~", "~0").replace("/", "~1") for key in path)


def steps(path: str) -> list[str]:
    """The keys of a path."""
    return [key.replace("~1", "/").replace("~0", "~") for key in path.split("/")]

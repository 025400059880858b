"""What the parts of a text rest on: an axis on the one above it, an envelope on its axis and payer,
a promise on the party that makes it. A part is not taken away while another rests on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# branch of what rests, its field, branch of what it rests on
RESTS = (
    ("axes", "parent", "axes"),
    ("envelopes", "axis", "axes"),
    ("envelopes", "payer", "parties"),
    ("commitments", "body", "parties"),
)


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """`branch`/`key` rests on `on_branch`/`on_key`."""

    branch: str
    key: str
    on_branch: str
    on_key: str


def links(content: Mapping[str, Any]) -> Iterator[Link]:
    """All that rests on something in a text."""
    for branch, field, on_branch in RESTS:
        for key, told in content.get(branch, {}).items():
            if told.get(field):
                yield Link(branch, key, on_branch, told[field])


def resting_on(content: Mapping[str, Any], branch: str, key: str) -> list[Link]:
    """What rests on one part of a text."""
    return sorted(one for one in links(content) if (one.on_branch, one.on_key) == (branch, key))


def loosened(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Link]:
    """What rests on nothing in the second text and did not in the first so."""
    return sorted(_loose(after) - _loose(before))


def _loose(content: Mapping[str, Any]) -> set[Link]:
    return {one for one in links(content) if one.on_key not in content.get(one.on_branch, {})}

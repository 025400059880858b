"""Two wordings side by side: what stays, what goes, what comes, word by word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Words in a row: `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


def spans(before: str, after: str) -> list[Span]:
    """The passage from one wording to the other; without "new" it is the first, without "gone" the second."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    found: list[Span] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Span("same", "".join(old[a:b])))
            continue
        if b > a:
            found.append(Span("gone", "".join(old[a:b])))
        if d > c:
            found.append(Span("new", "".join(new[c:d])))
    return found

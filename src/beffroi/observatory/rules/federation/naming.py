"""What an observatory calls things, and which of its words have no common name."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from beffroi.sources.observatories import ToldTerm


@dataclass(frozen=True, slots=True)
class Lost:
    """A word that no common figure counts; `decided`: somebody said that it has no equivalent.

    `count` is of premises, None where the observatory does not count by its own codes.
    """

    term: ToldTerm
    decided: bool
    count: int | None


def names_of(
    terms: Iterable[ToldTerm], kind: str, on: dt.date
) -> Mapping[str, tuple[ToldTerm, ...]]:
    """Common code → the words that mean it on a day, several to one."""
    found: dict[str, list[ToldTerm]] = defaultdict(list)
    for term in terms:
        common = term.on(on) if term.kind == kind else None
        if common:
            found[common].append(term)
    return {common: tuple(words) for common, words in found.items()}


def lost_of(
    terms: Iterable[ToldTerm], on: dt.date, known: Collection[str], local: Mapping[str, int]
) -> list[Lost]:
    """The words without a common name on a day, the most counted first.

    `known` are the common codes we have: an equivalent we never heard of is none to us.
    """
    found = []
    for term in terms:
        common = term.on(on)
        if not common or common not in known:
            found.append(Lost(term, common is not None, local.get(term.code)))
    return sorted(found, key=lambda one: (-(one.count or 0), one.term.code))

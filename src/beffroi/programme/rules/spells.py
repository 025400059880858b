"""When a commune was in a programme, from dated lists: no list says more than it shows.

A number that changes between two lists, or a commune that the next no longer names, is closed on
the day of the list that shows it; the true day lies somewhere since the list before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """How the numbers `first` to `last` came in: on a known day, or `seen` by a day."""

    first: int
    last: int
    source: str
    on: dt.date | None = None
    seen: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """A list we hold: what it is called, the day it speaks of."""

    source: str
    on: dt.date
    short: str


@dataclass(frozen=True, slots=True)
class Spell:
    """A time in the programme as one town of it. `start` None: unknown, seen first `seen`.

    `deduced`: the day or the town was deduced, no source says it of this commune by name.
    """

    ref: str
    start: dt.date | None
    end: dt.date | None
    seen: dt.date | None
    source: str
    deduced: bool


def reference(text: str) -> str:
    """A town's reference as one form: "acv-008" and "ACV008" are the same."""
    return text.upper().replace("-", "")


def number_of(ref: str) -> int:
    """The number in a reference, 0 without one."""
    digits = "".join(filter(str.isdigit, ref))
    return int(digits) if digits else 0


def spells(
    told: Mapping[str, str], lists: Sequence[Listing], entries: Sequence[Entry]
) -> list[Spell]:
    """The times of one commune: `told` maps the source of each list that names it to its reference.

    `lists` in the order of their days.
    """
    found: list[Spell] = []
    for one in lists:
        ref = reference(told[one.source]) if one.source in told else ""
        last = found[-1] if found else None
        if last and last.end is None:
            if ref == last.ref:
                found[-1] = _named(last, one)
                continue
            found[-1] = _closed(last, one, ref)
            if ref:
                found.append(Spell(ref, one.on, None, None, _moved(one), True))
        elif ref:
            found.append(_begun(ref, one, entries))
    return found


def _begun(ref: str, one: Listing, entries: Sequence[Entry]) -> Spell:
    number = number_of(ref)
    for entry in entries:
        if entry.first <= number <= entry.last:
            source = f"{one.short} ; {entry.source}"
            return Spell(ref, entry.on, None, None if entry.on else entry.seen, source, True)
    return Spell(ref, None, None, one.on, one.short, False)


def _named(spell: Spell, one: Listing) -> Spell:
    source = f"{one.short}, {spell.source}"
    return Spell(spell.ref, spell.start, None, spell.seen, source, spell.deduced)


def _closed(spell: Spell, one: Listing, ref: str) -> Spell:
    why = "rattachée à une autre ville du programme dans la" if ref else "absente de la"
    source = f"{spell.source} ; {why} {one.short}, jour inconnu"
    return Spell(spell.ref, spell.start, one.on, spell.seen, source, spell.deduced)


def _moved(one: Listing) -> str:
    return f"{one.short} ; jour du changement inconnu"

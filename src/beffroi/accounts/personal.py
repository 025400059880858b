"""What each context holds of a person: the registry that « Mes données » reads.

A context registers itself in its AppConfig: what it holds, why, how long, how it hands it over, and
what becomes of it at erasure. Accounts know none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from beffroi.accounts.models import Person

Rows = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Holding:
    """One kind of data about a person.

    `rows(person)` gives plain values, keys readable by the person; `erase(person)` deletes or
    anonymises, and is None where the law keeps the data (`kept_because`). `refuses(person)` gives
    a sentence while the person may not be erased (the last administrator).
    """

    key: str
    label: Any  # translated when shown, as the three next
    why: Any
    how_long: Any
    rows: Callable[[Person], Rows]
    erase: Callable[[Person], None] | None = None
    kept_because: Any = ""
    refuses: Callable[[Person], str | None] | None = None


class PersonalError(Exception):
    """A holding that cannot be registered; the sentence says why."""


_holdings: dict[str, Holding] = {}


def register(holding: Holding) -> None:
    """Add one holding; a key twice is an error, and so is data kept without a reason."""
    if _holdings.get(holding.key, holding) != holding:
        raise PersonalError(f"personal data {holding.key!r} is registered twice")
    if holding.erase is None and not holding.kept_because:
        raise PersonalError(f"personal data {holding.key!r} is kept without a reason")
    _holdings[holding.key] = holding


def holdings() -> list[Holding]:
    """All of them, in the order they were registered: lower contexts first."""
    return list(_holdings.values())


def refusals(person: Person) -> list[str]:
    """Why this person cannot be erased now; empty when nothing stands against it."""
    asked = (holding.refuses(person) for holding in holdings() if holding.refuses)
    return [sentence for sentence in asked if sentence]

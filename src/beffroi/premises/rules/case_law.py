"""The dated law beside each step of a case: which texts were in force on its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Text:
    """A text of law or doctrine: counts from `since` until `until` (half open; None: still)."""

    key: str
    name: str
    since: dt.date
    until: dt.date | None
    superseded_by: str
    says: str
    steps: frozenset[str]
    source: str
    found: str = ""  # in a procedure, counts only for premises so qualified

    def in_force(self, on: dt.date) -> bool:
        """Whether it counted on this day."""
        return self.since <= on and (self.until is None or on < self.until)


def texts(told: Mapping[str, Any]) -> tuple[Text, ...]:
    """The texts of a country's table (`online_sales.toml`), oldest first."""
    rows: Iterable[Mapping[str, Any]] = told["texts"]
    found = [
        Text(
            row["key"], row["name"], row["since"], row.get("until"),
            row.get("superseded_by", ""), row["says"], frozenset(row["for"]), row["source"], row.get("found", ""),
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda text: text.since))


def law_of(step: str, on: dt.date, known: Iterable[Text], found: str = "") -> list[Text]:
    """The texts that speak of a step and were in force on its day.

    `found` is the step that qualified the premises, "" before: what a kitchen is founds nothing
    against a warehouse.
    """
    told = [text for text in known if step in text.steps and text.in_force(on)]
    return [text for text in told if not found or text.found in ("", found)]


def superseded(step: str, on: dt.date, known: Iterable[Text]) -> list[Text]:
    """Texts that spoke of this step and no longer counted: not to be leant on."""
    return [text for text in known if step in text.steps and text.until and text.until <= on]

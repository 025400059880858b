"""What merchants say and the observatory counts, as the lines of the checking list."""

from __future__ import annotations

from dataclasses import dataclass

from beffroi.merchants import reads as merchants
from beffroi.merchants.models import ShopStatement
from beffroi.premises.models import Premises
from beffroi.premises.reads.shop_doors import doors_of
from beffroi.premises.shop_words import fact_value, said_by
from beffroi.territory.models import Town


@dataclass(frozen=True, slots=True)
class SaidLine:
    """One correction that waits: what it says, what was known, where."""

    row: ShopStatement
    value: str
    known: str
    by: str
    door: Premises | None


def merchants_say(town: Town) -> list[SaidLine]:
    """The corrections to check, the longest waiting first. Two queries."""
    rows = merchants.to_check(town)
    doors = doors_of([row.shop for row in rows])
    return [
        SaidLine(
            row, fact_value(row.word, row.value), _known(row, doors.get(row.shop_id)),
            said_by(row), doors.get(row.shop_id),
        )
        for row in rows
    ]  # fmt: skip


def _known(row: ShopStatement, door: Premises | None) -> str:
    """What the record says, where it does not say it already."""
    known = fact_value(row.word, getattr(row.shop, row.word, ""))
    return "" if known == fact_value(row.word, row.value) else known

"""What the register of establishments says of a town, in the values indicators take."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from beffroi.merchants import reads as merchants
from beffroi.merchants.reads import RegisterFacts
from beffroi.merchants.rules import register as rules
from beffroi.merchants.rules.register import Movements
from beffroi.observatory.reads.cache import remembered
from beffroi.observatory.rules.figures import Churn, Spell, Spells
from beffroi.territory import reads as territory
from beffroi.territory.models import Town

YEARS = 10  # calendar years shown, the year of reading among them
COHORT = 10  # establishments opened in the ten years before the reading are followed


@dataclass(frozen=True, slots=True)
class Register:
    """The trades of a town according to the register, year by year.

    `settled` is the last full calendar year whose closures are known; `opened` are the
    establishments opened since `opened_from`, for survival.
    """

    facts: RegisterFacts
    reference: dt.date
    settled_until: dt.date
    years: tuple[Movements, ...]
    settled: Movements | None
    opened_from: dt.date
    opened: Spells

    def churn(self, year: int | None = None) -> Churn | None:
        """A calendar year as indicators take it; the last settled one unless told."""
        named = [row for row in self.years if row.start.year == year]
        row = named[0] if named else self.settled
        if row is None:
            return None
        return Churn(
            row.start,
            row.end,
            row.stock_start,
            row.openings,
            row.closures,
            provisional=row.provisional,
            floor=self.facts.is_floor,
        )


@remembered
def register_of(town: Town) -> Register | None:
    """The register's account of a town; None when no register was imported. Some ten queries, one without."""
    if not territory.live_sources(town).filter(kind__startswith="sirene").exists():
        return None
    facts = merchants.register_facts(town)
    if facts.reference is None or facts.settled_until is None or not facts.periods:
        return None
    reference, settled_until = facts.reference, facts.settled_until
    found = merchants.town_spells(town)
    first = reference.year - YEARS + 1
    years = tuple(rules.yearly(found, first, reference.year, reference=reference))
    settled = [row for row in years if not row.provisional]
    opened_from = dt.date(settled_until.year - COHORT, 1, 1)
    return Register(
        facts, reference, settled_until, years, settled[-1] if settled else None, opened_from,
        _opened(found, opened_from, settled_until),
    )  # fmt: skip


def _opened(found: list[rules.Spell], since: dt.date, until: dt.date) -> Spells:
    """Spells opened since a day, read no further than `until`.

    Those the register lost without saying closed are left out: nobody knows how they ended.
    """
    kept = [
        Spell(spell.start, spell.end)
        for spell in found
        if spell.start is not None and since <= spell.start <= until and spell.outcome != "lost"
    ]
    return Spells(until, tuple(kept))

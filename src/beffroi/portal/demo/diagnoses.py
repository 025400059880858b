"""One diagnosis for each town of the demo, so that a visitor finds something to open and print."""

from __future__ import annotations

from collections.abc import Iterable

from beffroi.accounts.models import Person
from beffroi.observatory import reads, writes
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


def load_diagnoses(towns: Iterable[Town], *, by: Person) -> int:
    """Publish where nothing is published and premises are known; returns how many."""
    published = 0
    for town in towns:
        days, perimeter = premises.known_days(town), territory.perimeter(town)
        if not days or perimeter is None or reads.diagnoses(town).exists():
            continue
        writes.publish_diagnosis(town=town, perimeter=perimeter, on=days[-1], by=by)
        published += 1
    return published

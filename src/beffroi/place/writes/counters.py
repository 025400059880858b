"""What is said of a counter: its name, place, procedure, and weeks of reference."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.place.models import Counter
from beffroi.territory.writes import touch


@transaction.atomic
def describe_counter(*, counter: Counter, by: Person, **facts: Any) -> Counter:
    """Change what is said of a counter (name, technology, street, lon, lat, reference_from/to, note)."""
    for name, value in facts.items():
        setattr(counter, name, value)
    counter.save(update_fields=list(facts))
    audit.record(
        "place.counter_described", by=by, town=counter.town.insee_code, on=f"counter/{counter.slug}",
        counter=counter.name,
    )  # fmt: skip
    touch(counter.town)
    return counter

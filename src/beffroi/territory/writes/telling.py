"""Tell people of the roles they hold, and of what a hand-over passes to them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable

from django.utils import timezone

from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.kernel.models import AuditEntry
from beffroi.territory import subjects
from beffroi.territory.models import RoleAssignment

GIVEN, DELEGATED, ENDED, ENDING, REDATED = "given", "delegated", "ended", "ending", "redated"


def tell_of_role(held: RoleAssignment, what: str, *, by: Person | None) -> None:
    """Tell the person of a role: `what` is given, delegated, ended, ending or redated.

    Not told: whoever did it to themselves, whoever is still to open the invitation that names the
    role, and the demonstration's people while it is laid out (`by` None).
    """
    person = held.person
    laid_out = by is None and person.is_fictional
    if laid_out or (by is not None and by.pk == person.pk):
        return
    if what == GIVEN and not person.has_entered:
        return
    start, end = held.valid.lower, held.valid.upper
    last = end - dt.timedelta(days=1) if end else None
    accounts.tell(
        [person],
        subjects.ROLES,
        sentence=what,
        params={
            "role": held.role, "scope": held.scope, "where": place_of(held),
            "start": start if start and start > timezone.localdate() else "", "last": last or "",
        },
        url=subjects.page("role", held.key),
        town_key=held.town.insee_code if held.town else "",
        object_key=f"role/{held.key}",
        once=f"role/{held.key}/{what}/{last or ''}",
        by=by,
    )  # fmt: skip


def place_of(held: RoleAssignment) -> str:
    """The place by its name; "" leaves it to the scope's own words."""
    if held.town:
        return held.town.name
    return held.organisation.name if held.organisation else held.region


def tell_of_handover(entry: AuditEntry, takers: Iterable[Person], *, by: Person) -> None:
    """Each who takes something over learns how much, with the page that says what and from whom."""
    given = list(takers)
    numbers = Counter(person.pk for person in given)
    for person in {person.pk: person for person in given}.values():
        if person.pk == by.pk:
            continue
        accounts.tell(
            [person],
            subjects.ROLES,
            sentence="handed_over",
            params={"n": numbers[person.pk]},
            url=subjects.page("handover", entry.object_key, entry.pk),
            object_key=f"handover/{entry.pk}",
            once=f"handover/{entry.pk}",
            by=by,
        )

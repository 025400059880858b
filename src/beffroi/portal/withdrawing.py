"""Set a source aside: its sightings go, figures that rest on it are to redo, publishers learn it."""

from __future__ import annotations

from django.db import transaction

from beffroi.accounts.models import Person
from beffroi.observatory import writes as observatory
from beffroi.premises import writes as premises
from beffroi.territory.models import Source


@transaction.atomic
def withdraw(*, source: Source, by: Person, reason: str) -> int:
    """Returns how many published figures are to redo."""
    redo = premises.withdraw_source(source=source, by=by, reason=reason)
    if redo:
        observatory.tell_to_redo(source=source, by=by)
    return redo

"""Withdraw a source, or put it back: what it alone told goes, or comes again."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.merchants import writes as merchants
from beffroi.premises.models import Observation
from beffroi.premises.writes.timelines import rebuild
from beffroi.territory import writes as territory
from beffroi.territory.models import Source


@transaction.atomic
def withdraw_source(*, source: Source, by: Person, reason: str) -> int:
    """Take a source's sightings out of every timeline; returns how many figures are to redo.

    Its rows are closed, not deleted: what was published before can still be read as it was.
    """
    to_redo = territory.remove_source(source=source, by=by, reason=reason)
    _retell(source)
    return to_redo


@transaction.atomic
def restore_source(*, source: Source, by: Person) -> int:
    """Undo a withdrawal; returns how many published figures hold again."""
    held_again = territory.restore_source(source=source, by=by)
    _retell(source)
    return held_again


def _retell(source: Source) -> None:
    """Rebuild the timelines of the premises this source spoke of, and the records of shops."""
    merchants.retell(source)
    told = Observation.objects.across_towns().filter(source=source)
    rebuild(source.town, told.values_list("premises_id", flat=True), known_at=timezone.now())

"""Several days of one producer at once: every sighting is written, then timelines are rebuilt once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from beffroi.premises.models import SurveyRound
from beffroi.premises.writes.occupants import name_shops, situation_of
from beffroi.premises.writes.placing import place_within_all
from beffroi.premises.writes.sightings import SightingCounts, cells_of, describe, not_seen, note
from beffroi.premises.writes.timelines import rebuild
from beffroi.sources.records import PremisesSeen
from beffroi.territory.models import Source, Town
from beffroi.territory.writes import touch

GONE = "demolished_merged"


@dataclass(frozen=True, slots=True)
class WaveSeen:
    """What a source saw on one day, and the round it was."""

    source: Source
    round: SurveyRound
    on: dt.date
    seen: Sequence[PremisesSeen]


@transaction.atomic
def observe_waves(*, town: Town, scheme: str, waves: Sequence[WaveSeen]) -> list[SightingCounts]:
    """`observe` for each wave, oldest first; what nobody knew between two of them is not recorded.

    One wave after the other would leave states that were held for true for some seconds.
    """
    Town.objects.select_for_update().get(pk=town.pk)  # two imports of a town take turns
    moved: set[int] = set()
    gone: set[int] = set()
    counts = [_noted(town, scheme, wave, moved, gone) for wave in waves]
    rebuild(town, moved, known_at=timezone.now())
    for wave in waves:
        named = [one for one in wave.seen if one.name]
        cells, _made = cells_of(town, wave.source, scheme, named)
        name_shops(town=town, source=wave.source, cells=cells, seen=named, on=wave.on)
    if any(one.new_premises for one in counts):
        place_within_all(town=town)
    if moved:
        touch(town)
    return counts


def _noted(
    town: Town, scheme: str, wave: WaveSeen, moved: set[int], gone: set[int]
) -> SightingCounts:
    """Write one wave's sightings; the doors it says something new of join `moved`."""
    cells, created = cells_of(town, wave.source, scheme, wave.seen)
    situations = {cells[one.ref].pk: situation_of(one) for one in wave.seen}
    missing = not_seen(town, scheme, situations, wave.on) - gone
    gone |= {pk for pk, what in situations.items() if what.state == GONE}
    new = note(wave.source, wave.round, wave.on, situations, missing)
    described = describe(cells, wave.seen)
    if described:
        touch(town)
    moved |= new
    same = len(situations) - len(new - missing)
    changed = len(situations) - same - created
    return SightingCounts(len(wave.seen), created, changed, same, len(new & missing))

"""Sightings in, dated states and occupancies out. Nothing published is overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from beffroi.kernel.public_id import public_id
from beffroi.premises.models import Observation, Premises, PremisesRef, PremisesState, SurveyRound
from beffroi.premises.rules import Situation
from beffroi.premises.writes.in_bulk import move_cells
from beffroi.premises.writes.occupants import name_shops, situation_of
from beffroi.premises.writes.placing import place_within_all
from beffroi.premises.writes.timelines import rebuild
from beffroi.sources.records import PremisesSeen
from beffroi.territory.models import Source, Town
from beffroi.territory.writes import as_stored, touch


@dataclass(frozen=True, slots=True)
class SightingCounts:
    """What became of the sightings of one file or round."""

    read: int
    new_premises: int
    changed: int
    unchanged: int
    not_seen: int


@transaction.atomic
def observe(
    *,
    town: Town,
    source: Source,
    scheme: str,
    seen: Sequence[PremisesSeen],
    on: dt.date,
    round: SurveyRound | None = None,
    known_at: dt.datetime | None = None,
    partial: bool = False,
) -> SightingCounts:
    """Store what a source saw on a day; the same sightings twice change nothing.

    A premises of this scheme that the source no longer shows is not closed: it is noted as
    "not seen". A `partial` source (a notice, a report) never claimed to show the others.
    """
    Town.objects.select_for_update().get(pk=town.pk)  # two imports of a town take turns
    cells, created = cells_of(town, source, scheme, seen)
    situations = {cells[one.ref].pk: situation_of(one) for one in seen}
    missing = set() if partial else not_seen(town, scheme, situations, on)
    moved = note(source, round, on, situations, missing)
    rebuild(town, moved, known_at=known_at or timezone.now())
    described = describe(cells, seen)
    name_shops(town=town, source=source, cells=cells, seen=seen, on=on)
    if created:
        place_within_all(town=town)
    if moved or created or described:  # a footprint may be all that moved
        touch(town)
    same = len(situations) - len(moved - missing)
    changed = len(situations) - same - created
    return SightingCounts(len(seen), created, changed, same, len(moved & missing))


def observe_again(
    *,
    town: Town,
    source: Source,
    scheme: str,
    seen: Sequence[PremisesSeen],
    on: dt.date,
    known_at: dt.datetime | None = None,
) -> SightingCounts:
    """Correct some sightings of a source already stored; the doors not named keep theirs.

    What was published before `known_at` can still be read as it was.
    """
    with transaction.atomic():
        cells, created = cells_of(town, source, scheme, seen)
        situations = {cells[one.ref].pk: situation_of(one) for one in seen}
        moved = note(source, None, on, situations, set())
        rebuild(town, moved, known_at=known_at or timezone.now())
        touch(town)
    return SightingCounts(len(seen), created, len(moved), len(seen) - len(moved), 0)


def cells_of(
    town: Town, source: Source, scheme: str, seen: Sequence[PremisesSeen]
) -> tuple[dict[str, Premises], int]:
    """The premises of each reference, made where the reference is new."""
    refs = PremisesRef.objects.of(town).filter(scheme=scheme, value__in={s.ref for s in seen})
    cells = {ref.value: ref.premises for ref in refs.select_related("premises")}
    taken = set(Premises.objects.of(town).values_list("public_id", flat=True))
    fresh: dict[str, Premises] = {}
    for one in seen:
        if one.ref in cells or one.ref in fresh:
            continue
        made = public_id(town.insee_code, f"{scheme}|{one.ref}", taken=taken)
        taken.add(made)
        fresh[one.ref] = Premises(
            public_id=made, town=town, lon=one.lon, lat=one.lat, house_number=one.house_number,
            footprint=as_stored(one.footprint) if one.footprint else None,
            frontage_m=one.frontage_m,
        )  # fmt: skip
    Premises.objects.bulk_create(fresh.values(), batch_size=2000)
    PremisesRef.objects.bulk_create(
        PremisesRef(premises=cell, town=town, scheme=scheme, value=ref, source=source)
        for ref, cell in fresh.items()
    )
    return cells | fresh, len(fresh)


def not_seen(town: Town, scheme: str, situations: dict[int, Situation], on: dt.date) -> set[int]:
    """Premises this scheme showed before that day and shows no more; those gone are not missed."""
    refs = PremisesRef.objects.of(town).filter(
        scheme=scheme, premises__observations__seen_on__lt=on
    )
    gone = PremisesState.objects.of(town).as_of(on).filter(kind="demolished_merged")
    missed = refs.exclude(premises_id__in=gone.values("premises_id"))
    return set(missed.values_list("premises_id", flat=True)) - set(situations)


def note(
    source: Source,
    round: SurveyRound | None,
    on: dt.date,
    situations: dict[int, Situation],
    missing: set[int],
) -> set[int]:
    """Write the observations that say something new; return the premises they concern."""
    rows = Observation.objects.across_towns().filter(source=source, seen_on=on)
    noted = {row.premises_id: row for row in rows}
    said = {pk: (s.state, s.as_data()) for pk, s in situations.items()}
    said |= {pk: (Observation.NOT_SEEN, {}) for pk in missing}
    fresh, corrected = [], []
    for pk, (state, occupant) in said.items():
        row = noted.get(pk)
        if row is None:
            row = Observation(source=source, round=round, premises_id=pk, seen_on=on)
            fresh.append(row)
        elif (row.state, row.occupant) != (state, occupant):
            corrected.append(row)
        else:
            continue
        row.state, row.occupant = state, occupant
    Observation.objects.bulk_create(fresh, batch_size=2000)
    Observation.objects.across_towns().bulk_update(corrected, ["state", "occupant"])
    return {row.premises_id for row in (*fresh, *corrected)}


def describe(cells: dict[str, Premises], seen: Sequence[PremisesSeen]) -> int:
    """Keep where the cell stands as its latest sighting drew it; how many it moved."""
    moved = []
    for one in seen:
        cell = cells[one.ref]
        told = (
            one.lon,
            one.lat,
            one.house_number or cell.house_number,
            as_stored(one.footprint) if one.footprint else cell.footprint,
            one.frontage_m or cell.frontage_m,
        )
        if told != (cell.lon, cell.lat, cell.house_number, cell.footprint, cell.frontage_m):
            cell.lon, cell.lat, cell.house_number, cell.footprint, cell.frontage_m = told
            moved.append(cell)
    return move_cells(moved)

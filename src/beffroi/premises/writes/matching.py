"""Join the doors of a file to the premises known here, before they are observed."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from chalandise.projection import LocalProjection
from django.conf import settings
from django.db import transaction

from beffroi.kernel.country import country_pack
from beffroi.premises.models import Premises, PremisesRef, PremisesState
from beffroi.premises.rules.matching import Door, Match, matches
from beffroi.sources.addresses import StreetForms
from beffroi.sources.records import PremisesSeen
from beffroi.territory.models import Source, Town


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of the rows of a file: known by their name, matched now, doubtful, left alone.

    `matched` and `doubtful` hold (row, premises' public id, metres, by address).
    """

    known: int
    matched: tuple[Match, ...]
    doubtful: tuple[Match, ...]
    placeless: frozenset[str]  # rows without a place that no address found


@transaction.atomic
def join_known(
    *,
    town: Town,
    source: Source,
    scheme: str,
    seen: Sequence[PremisesSeen],
    same: Collection[str] = (),
) -> Joined:
    """Give the premises that rows mean the names those rows bear.

    `same`: rows that a person said to be the doubtful premises proposed. `seen`: one row a name.
    """
    names = {one.ref for one in seen}
    refs = PremisesRef.objects.of(town).filter(scheme=scheme)
    held = set(refs.filter(value__in=names).values_list("value", flat=True))
    premises = {row.public_id: row for row in _free(town, scheme)}
    found = matches(*_doors([one for one in seen if one.ref not in held], list(premises.values())))
    taken = [one for one in found if one.sure or one.row in same]
    _name(town, source, scheme, {one.row: premises[one.door] for one in taken})
    joined = held | {one.row for one in taken}
    placeless = {one.ref for one in seen if math.isnan(one.lon) and one.ref not in joined}
    doubtful = tuple(one for one in found if not one.sure and one.row not in same)
    return Joined(len(held), tuple(taken), doubtful, frozenset(placeless))


def _name(town: Town, source: Source, scheme: str, rows: Mapping[str, Premises]) -> None:
    """Give premises the names that rows bear."""
    PremisesRef.objects.bulk_create(
        PremisesRef(premises=row, town=town, scheme=scheme, value=name, source=source)
        for name, row in rows.items()
    )


def _free(town: Town, scheme: str) -> Any:
    """Premises that no row of this producer has named yet; what is no more, no file shows."""
    gone = (
        PremisesState.objects.of(town)
        .known()
        .filter(kind=PremisesState.Kind.DEMOLISHED_MERGED, valid__upper_inf=True)
    )
    free = Premises.objects.of(town).exclude(refs__scheme=scheme)
    return free.exclude(pk__in=gone.values("premises_id")).select_related("street")


def placed(town: Town, scheme: str, seen: Sequence[PremisesSeen]) -> list[PremisesSeen]:
    """The doors with a place: those of a known address stand where they are known to."""
    lost = [one.ref for one in seen if math.isnan(one.lon)]
    refs = PremisesRef.objects.of(town).filter(scheme=scheme, value__in=lost)
    where = {ref.value: ref.premises for ref in refs.select_related("premises")} if lost else {}
    return [
        replace(one, lon=where[one.ref].lon, lat=where[one.ref].lat) if one.ref in where else one
        for one in seen
        if not math.isnan(one.lon) or one.ref in where
    ]


def _doors(
    seen: Sequence[PremisesSeen], known: Sequence[Premises]
) -> tuple[list[Door], list[Door]]:
    """Both sides as the rules compare them, in metres around the premises known."""
    if not known or not seen:
        return [], []
    forms = StreetForms.load(country_pack(settings.BEFFROI_COUNTRY).path("street_types.csv"))
    plane = LocalProjection.around([(row.lon, row.lat) for row in known])

    def door(name: str, lon: float, lat: float, street: str, number: str) -> Door:
        lost = math.isnan(lon)
        x, y = (0.0, 0.0) if lost else plane.to_metres([[lon, lat]])[0]
        spot = None if lost else (float(x), float(y))
        return Door(name, spot, forms.key(street) if street else "", number.lower())

    rows = [door(one.ref, one.lon, one.lat, one.street_name, one.house_number) for one in seen]
    doors = [
        door(
            row.public_id, row.lon, row.lat, row.street.name if row.street else "", row.house_number
        )
        for row in known
    ]
    return rows, doors

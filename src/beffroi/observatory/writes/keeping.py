"""Panoramas counted by the worker before anybody asks."""

from __future__ import annotations

import datetime as dt

from django.db import connection, transaction

from beffroi.observatory.models import KeptPanorama
from beffroi.observatory.reads.kept import code_mark, key_of, sealed
from beffroi.observatory.reads.panorama import count_panorama
from beffroi.premises import reads as premises
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town


@transaction.atomic
def keep_panoramas(town_id: int) -> int:
    """Count the last day of a town in each of its perimeters; how many were kept.

    The town and what is counted are seen at one instant, so that a file read meanwhile is either
    wholly in both or in neither.
    """
    freeze()
    town = Town.objects.get(pk=town_id)
    days = premises.known_days(town)
    on = days[-1] if days else None
    perimeters: list[Perimeter | None] = [*territory.perimeters(town)]
    rows = [_counted(town, on, perimeter) for perimeter in perimeters or [None]]
    KeptPanorama.objects.of(town).delete()
    KeptPanorama.objects.bulk_create(rows)
    return len(rows)


def freeze() -> None:
    """See one instant until the end of the transaction that has just begun."""
    # inside another transaction (tests) the instant is that one's
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _counted(town: Town, on: dt.date | None, perimeter: Perimeter | None) -> KeptPanorama:
    return KeptPanorama(
        town=town,
        of=key_of(town, on, perimeter),
        data_version=town.data_version,
        code=code_mark(),
        value=sealed(count_panorama(town, on, perimeter=perimeter)),
    )

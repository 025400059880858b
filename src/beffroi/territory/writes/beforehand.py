"""What is worked out of a town before anybody asks."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.db import connection, transaction

from beffroi.kernel.jobs import passing
from beffroi.territory.keeping import Maker
from beffroi.territory.models import Kept, Town
from beffroi.territory.reads.beforehand import code_mark, sealed

log = logging.getLogger(__name__)


@transaction.atomic
def keep(town_id: int, maker: Maker) -> int:
    """Let a maker pass over a town; how many texts were kept.

    The town and what is counted are seen at one instant, so that a file read meanwhile is either
    wholly in both or in neither.
    """
    freeze()
    town = Town.objects.get(pk=town_id)
    texts = _made(town, maker)
    known = {"town": town, "data_version": town.data_version, "code": code_mark()}
    rows = [Kept(of=of, value=sealed(town, of, text), **known) for of, text in texts.items()]
    held = Kept.objects.of(town)
    (held.filter(of=maker.name) | held.filter(of__startswith=f"{maker.name}/")).delete()
    Kept.objects.bulk_create([Kept(of=maker.name, value=b"", **known), *rows])
    return len(rows)


def _made(town: Town, maker: Maker) -> Mapping[str, str]:
    try:
        with transaction.atomic():
            return maker.make(town)
    except Exception as error:
        if passing(error):
            raise
        # pages work it out for themselves; tried each minute, it would keep the other towns waiting
        log.exception("%s failed for town %s", maker.name, town.insee_code)
        return {}


def freeze() -> None:
    """See one instant until the end of the transaction that has just begun."""
    # inside another transaction (tests) the instant is that one's
    if not connection.savepoint_ids:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")

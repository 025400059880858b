"""Merges and splits of cells."""

from __future__ import annotations

import datetime as dt

from beffroi.premises.models import Lineage, PremisesRef
from beffroi.territory.models import Town


def record_lineage(
    *, town: Town, scheme: str, parent: str, child: str, happened_on: dt.date, split: bool
) -> Lineage:
    """This door comes from that one; told twice it is one fact."""
    refs = PremisesRef.objects.of(town).filter(scheme=scheme)
    row, _ = Lineage.objects.across_towns().get_or_create(
        parent=refs.get(value=parent).premises,
        child=refs.get(value=child).premises,
        defaults={
            "kind": Lineage.Kind.SPLIT if split else Lineage.Kind.MERGE,
            "happened_on": happened_on,
        },
    )
    return row

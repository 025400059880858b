"""Merges and splits of cells."""

from __future__ import annotations

import datetime as dt

from beffroi.premises.models import Lineage, Premises, PremisesRef
from beffroi.territory.models import Town


def record_lineage(
    *, town: Town, scheme: str, parent: str, child: str, happened_on: dt.date, split: bool
) -> Lineage:
    """This door comes from that one, by the names of a source; told twice it is one fact."""
    refs = PremisesRef.objects.of(town).filter(scheme=scheme)
    return link(
        parent=refs.get(value=parent).premises,
        child=refs.get(value=child).premises,
        happened_on=happened_on,
        split=split,
    )


def link(*, parent: Premises, child: Premises, happened_on: dt.date, split: bool) -> Lineage:
    """This door comes from that one; told twice it is one fact."""
    row, _ = Lineage.objects.across_towns().get_or_create(
        parent=parent,
        child=child,
        defaults={
            "kind": Lineage.Kind.SPLIT if split else Lineage.Kind.MERGE,
            "happened_on": happened_on,
        },
    )
    return row

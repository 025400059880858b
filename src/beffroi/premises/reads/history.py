"""One premises through the years."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from beffroi.premises.models import Lineage, Observation, Occupancy, Premises, PremisesState
from beffroi.territory.models import Street, Town


@dataclass(frozen=True, slots=True)
class History:
    """Everything known of one premises, oldest first."""

    premises: Premises
    states: list[PremisesState]
    occupancies: list[Occupancy]
    observations: list[Observation]
    refs: list[Any]
    parents: list[Premises]
    children: list[Premises]


def premises_or_404(town: Town, public_id: str) -> Premises:
    """The premises of this public id in this town."""
    rows = Premises.objects.of(town).select_related("street", "town", "building")
    found = rows.filter(public_id=public_id.upper()).first()
    if found is None:
        raise Http404
    return found


def history_of(premises: Premises) -> History:
    """States, occupancies, sightings and kin of a premises."""
    links = Lineage.objects.across_towns().select_related("parent", "child")
    return History(
        premises,
        list(_open(PremisesState, premises).select_related("source")),
        list(_open(Occupancy, premises).select_related("source", "network", "shop")),
        list(
            Observation.objects.across_towns()
            .filter(premises=premises)
            .select_related("source", "round")
            .order_by("seen_on")
        ),
        list(premises.refs.select_related("source").order_by("scheme", "value")),
        [link.parent for link in links.filter(child=premises)],
        [link.child for link in links.filter(parent=premises)],
    )


def _open(model: Any, premises: Premises) -> Any:
    """Rows still held for true, oldest first (an unknown start comes first)."""
    rows = model.objects.across_towns().known().filter(premises=premises)
    return rows.order_by("first_seen_on", "valid")


def street_histories(town: Town, street: Street) -> list[History]:
    """The doors of a street in walking order, side by side, each with its years. Four queries.

    Kin and references stay with the page of each door.
    """
    doors = list(
        Premises.objects.of(town)
        .filter(street=street, in_field=True)
        .select_related("street", "town")
        .order_by("side", "along_m", "pk")
    )
    states, occupancies = (_by_door(_known(model), doors) for model in (PremisesState, Occupancy))
    seen = _by_door(Observation.objects.across_towns().order_by("seen_on"), doors)
    return [
        History(door, states[door.pk], occupancies[door.pk], seen[door.pk], [], [], [])
        for door in doors
    ]


def _known(model: Any) -> Any:
    rows = model.objects.across_towns().known().filter(audience="public")
    return rows.order_by("first_seen_on", "valid")


def _by_door(rows: Any, doors: list[Premises]) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in rows.filter(premises__in=doors):
        found[row.premises_id].append(row)
    return found

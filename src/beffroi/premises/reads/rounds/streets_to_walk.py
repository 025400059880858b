"""The streets of a town in the order in which they are worth a walk."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from beffroi.premises.reads.sights import (
    LastSight,
    by_street,
    last_sights,
    reports_by_door,
    watched,
)
from beffroi.premises.rules.rounds.next_street import Reason, Sight, Watched, reason
from beffroi.premises.rules.rounds.tally import VACANT
from beffroi.territory import reads as territory
from beffroi.territory.models import Street, Town


@dataclass(frozen=True, slots=True)
class ToWalk:
    """One street, and why."""

    street: Street
    why: Reason


def streets_to_walk(town: Town, on: dt.date) -> tuple[list[ToWalk], Watched]:
    """Streets with doors, the most worth a walk first; what the hazard was read from. Three queries."""
    seen = watched(town)
    reports = reports_by_door(town)
    doors = by_street(last_sights(town, on))
    streets = territory.streets(town).filter(pk__in=list(doors)).defer("lines")
    found = [
        ToWalk(street, reason([_sight(d, reports) for d in doors[street.pk]], seen.hazard, on))
        for street in streets
    ]
    return sorted(found, key=lambda one: (-one.why.score, one.street.name)), seen


def _sight(door: LastSight, reports: dict[int, int]) -> Sight:
    return Sight(
        door.seen_on, door.state in VACANT, door.disagrees, reports.get(door.premises_id, 0)
    )

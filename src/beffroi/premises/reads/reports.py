"""The checking list: doors that passers-by reported, with how many and what is known of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count

from beffroi.premises.models import DoorReport, Premises
from beffroi.premises.reads.doors import last_seen
from beffroi.premises.rules.reports import State
from beffroi.territory.models import Town

MOST = 500  # doors of one list; a town checks the oldest first
LATELY = 40


@dataclass(frozen=True, slots=True)
class ReportedDoor:
    """One door, its reports in the order they came, and the day it was last seen."""

    premises: Premises
    reports: list[DoorReport]
    seen_on: dt.date | None

    @property
    def since(self) -> dt.datetime:
        """When the first of them came."""
        return self.reports[0].received_at

    @property
    def seen_again(self) -> bool:
        """Whether somebody has seen the door since the last report."""
        return self.seen_on is not None and self.seen_on > self.reports[-1].received_at.date()


def waiting_doors(town: Town) -> list[ReportedDoor]:
    """Doors with open reports: the most reported first, then the longest waiting. Two queries."""
    rows = DoorReport.objects.of(town).filter(state=State.OPEN)
    by_door: dict[int, list[DoorReport]] = {}
    for row in rows.select_related("premises__street", "premises__town"):
        by_door.setdefault(row.premises_id, []).append(row)
    seen = last_seen(town, by_door)
    doors = [ReportedDoor(held[0].premises, held, seen.get(pk)) for pk, held in by_door.items()]
    return sorted(doors, key=lambda door: (-len(door.reports), door.since))[:MOST]


def reports_of(premises: Premises) -> list[DoorReport]:
    """Every report of a door, answered or not, in the order they came."""
    return list(DoorReport.objects.of(premises.town).filter(premises=premises))


def answered_lately(town: Town) -> list[DoorReport]:
    """The reports answered last; duplicates are told with the one they repeat."""
    rows = DoorReport.objects.of(town).filter(state__in=[State.CONFIRMED, State.UNCONFIRMED])
    return list(rows.select_related("premises__street").order_by("-handled_at")[:LATELY])


def open_reports(town: Town) -> Mapping[int, int]:
    """How many reports wait on each door: what weighs in the choice of the next street. One query."""
    rows = DoorReport.objects.of(town).filter(state=State.OPEN).order_by()
    return dict(rows.values_list("premises_id").annotate(n=Count("pk")))

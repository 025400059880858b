"""Vacant premises of a town as places where a trade might open, with what is known of each."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.premises.models import DoorReport, Observation, TradeWish
from beffroi.premises.reads.asof import as_of_sql, known_sql, rows
from beffroi.premises.reads.cells import VACANT, Cell, cell_list
from beffroi.premises.reads.trades.plans import as_wish
from beffroi.premises.rules.reports import State
from beffroi.premises.rules.trades.places import Neighbour, Place, Ranked, rank
from beffroi.territory.models import Town


@dataclass(frozen=True, slots=True)
class Past:
    """Who was there last, until when."""

    name: str
    activity: str
    until: dt.date | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A vacant cell ranked, with the cell itself and who was there last."""

    cell: Cell
    ranked: Ranked
    past: Past | None


@dataclass(frozen=True, slots=True)
class Openings:
    """Where a trade might open: candidates, best first, and the shops of the trade already there."""

    candidates: list[Candidate]
    same: list[Cell]


# The two doors before and after on the same side; who stood there last; the sectors around.
AROUND = """
WITH here AS (
  SELECT p.id, p.public_id, p.street_id, s.kind,
    jsonb_build_array({near}) AS near
  {body} AND s.kind NOT IN ('demolished_merged', 'non_commercial_use')
  WINDOW side AS (PARTITION BY p.street_id, p.side ORDER BY p.along_m, p.id)
)
SELECT here.public_id, here.street_id, here.near, past.name, past.activity, past.family, past.until,
  ARRAY(SELECT w.perimeter_id FROM premises_within w WHERE w.premises_id = here.id)
FROM here
LEFT JOIN LATERAL (
  SELECT o.name, o.activity, o.family, upper(o.valid) AS until FROM premises_occupancy o
  WHERE o.premises_id = here.id AND {known} AND o.audience = 'public' AND upper(o.valid) <= %(on)s
  ORDER BY upper(o.valid) DESC LIMIT 1
) past ON true
WHERE here.kind = ANY(%(vacant)s)
"""
_DOOR = "jsonb_build_object('n', coalesce(o.name, ''), 'f', coalesce(o.family, ''), 'k', s.kind)"
_NEAR = ", ".join(
    f"{way}({_DOOR}, {step}) OVER side"
    for way, step in (("lag", 2), ("lag", 1), ("lead", 1), ("lead", 2))
)


def openings(
    town: Town, on: dt.date, *, activity: str, family: str, wishes: Sequence[TradeWish]
) -> Openings:
    """Every vacant premises of a town for this trade. Three queries.

    Nothing of owners or rents is read: what is known of those has its own audience.
    """
    empty = {
        cell.public_id: cell for cell in cell_list(town, on, vacant_only=True, footprints=True)
    }
    around = _around(town, on)
    same = _same(town, on, activity, family)
    told = rank(
        [_place(cell, around[key][0]) for key, cell in empty.items() if key in around],
        activity=activity, family=family, wishes=[as_wish(row) for row in wishes],
        same=[(cell.lon, cell.lat) for cell in same], on=on,
    )  # fmt: skip
    found = [
        Candidate(empty[one.place.public_id], one, around[one.place.public_id][1]) for one in told
    ]
    return Openings(found, same)


def _same(town: Town, on: dt.date, activity: str, family: str) -> list[Cell]:
    trading = cell_list(town, on, families=[family], footprints=True)
    return [cell for cell in trading if cell.activity == activity]


Around = dict[str, tuple[dict[str, Any], Past | None]]


def _around(town: Town, on: dt.date) -> Around:
    body, values = as_of_sql(town, on, None, None)
    sql = AROUND.format(body=body, near=_NEAR, known=known_sql("o", None))
    return {row[0]: _told(row) for row in rows(sql, values | {"vacant": list(VACANT)})}


def _told(row: tuple[Any, ...]) -> tuple[dict[str, Any], Past | None]:
    _key, street, near, name, activity, family, until, sectors = row
    doors = [door for door in json.loads(near) if door is not None] if street else []
    facts = {
        "street": street,
        "sectors": frozenset(sectors),
        "last_activity": activity or "",
        "last_family": family or "",
        "neighbours": tuple(Neighbour(d["n"], d["f"], d["k"] in VACANT) for d in doors),
    }
    return facts, Past(name, activity, until) if until else None


def _place(cell: Cell, facts: dict[str, Any]) -> Place:
    return Place(
        public_id=cell.public_id, lon=cell.lon, lat=cell.lat, state=cell.state, since=cell.since,
        **facts,
    )  # fmt: skip


def team_notes(town: Town) -> dict[str, list[str]]:
    """What only the team reads of vacant doors: remarks of rounds, reports that wait. Two queries."""
    found: dict[str, list[str]] = {}
    said = Observation.objects.of(town).exclude(comment="").filter(state__in=VACANT)
    latest = said.order_by("premises_id", "-seen_on").distinct("premises_id")
    for key, words in latest.values_list("premises__public_id", "comment"):
        found.setdefault(key, []).append(words)
    waiting = DoorReport.objects.of(town).filter(state=State.OPEN).exclude(words="")
    for key, words in waiting.values_list("premises__public_id", "words"):
        found.setdefault(key, []).append(words)
    return found

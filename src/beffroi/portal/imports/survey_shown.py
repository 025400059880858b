"""What a survey changes, as plain values for its pages: waves, figures, doors that changed, doubts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from beffroi.observatory import reads as observatory
from beffroi.observatory.rules.registry import compute
from beffroi.premises import reads
from beffroi.premises.models import Premises
from beffroi.premises.rules.matching import Match
from beffroi.premises.writes import SightingCounts
from beffroi.sources.records import PremisesSeen
from beffroi.sources.survey import Told
from beffroi.territory.models import Town

RATE = "vacancy_rate"


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave: counts as its producer publishes them, then what it changed here.

    `new` premises never seen here; `changed` whose state was held to be another on that day;
    `noted` sightings that were not known (0 when the same file is stored again).
    """

    key: str
    on: str
    supposed: bool
    coded: int
    vacant: int
    works: int
    undecided: int
    new: int
    changed: int
    unchanged: int
    not_seen: int
    noted: int
    same: int
    doors: list[dict[str, str]]


def changes(
    town: Town, told: Told, counts: SightingCounts, held: Mapping[int, str], most: int
) -> Wave:
    """A wave just stored, beside the states held before it for its day."""
    now = reads.states_on(town, told.on)
    moved = [pk for pk, state in now.items() if pk in held and held[pk] != state]
    return Wave(
        key=told.wave.key, on=told.on.isoformat(), supposed=told.wave.supposed,
        coded=told.coded, vacant=told.vacant, works=told.works, undecided=told.undecided,
        new=counts.new_premises, changed=len(moved),
        unchanged=counts.read - counts.new_premises - len(moved),
        not_seen=counts.not_seen, noted=counts.changed, same=counts.unchanged,
        doors=_doors(town, moved[:most], held, now),
    )  # fmt: skip


def _doors(
    town: Town, moved: Sequence[int], held: Mapping[int, str], now: Mapping[int, str]
) -> list[dict[str, str]]:
    rows = Premises.objects.of(town).filter(pk__in=moved).select_related("street")
    return [
        {
            "public_id": row.public_id, "where": _where(row),
            "before": held[row.pk], "after": now[row.pk],
        }
        for row in rows.order_by("street__name", "along_m", "pk")
    ]  # fmt: skip


def _where(row: Premises) -> str:
    street = row.street.name if row.street else ""
    return " ".join(part for part in (row.house_number, street) if part)


def figure_on(town: Town, on: dt.date | None) -> dict[str, Any]:
    """The vacancy rate of a day as the town's pages would give it: value, counts, verdict."""
    if on is None:
        return {}
    figure = compute(RATE, observatory.stock_of(town, on))
    return {
        "verdict": figure.verdict,
        "value": figure.value,
        "vacant": figure.inputs.get("vacant"),
        "total": figure.inputs.get("total"),
        "outside": figure.inputs.get("outside"),
    }


def doubts(
    town: Town, found: Sequence[Match], seen: Mapping[str, PremisesSeen]
) -> list[dict[str, Any]]:
    """Rows that may be a door known here: both addresses, and how far they stand."""
    rows = Premises.objects.of(town).filter(public_id__in=[one.door for one in found])
    doors = {row.public_id: _where(row) for row in rows.select_related("street")}
    return [
        {
            "ref": one.row, "door": one.door, "where": doors.get(one.door, ""),
            "said": " ".join(filter(None, (seen[one.row].house_number, seen[one.row].street_name))),
            "metres": None if one.metres is None else round(one.metres, 1),
        }
        for one in found
    ]  # fmt: skip

"""The doors that may be knocked on, with all that is known of each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from beffroi.observatory.models import Alert
from beffroi.observatory.reads.diagnoses import names
from beffroi.observatory.reads.stocks import stocks_by_street
from beffroi.observatory.rules.doors import (
    Door,
    Promise,
    Ranked,
    StreetRank,
    Wanted,
    best_streets,
    five,
    rests,
)
from beffroi.premises import reads as premises
from beffroi.premises.reads import Cell
from beffroi.premises.reads.doors import doors_by_id, ids_within, last_seen
from beffroi.premises.reads.reports import ReportedDoor, waiting_doors
from beffroi.premises.reads.trades import in_force, plan_seen, plans
from beffroi.premises.reads.visits import last_visits
from beffroi.premises.rules.reports import Kind
from beffroi.territory import policies
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town

# What a higher context promises at these doors, as this person may read it: public id → promise.
PromiseTeller = Callable[[Town, frozenset[str], Any], Mapping[str, Promise]]
_tellers: list[PromiseTeller] = []


def tell_promises(teller: PromiseTeller) -> None:
    """Say what agreements promise at doors; called once, in `AppConfig.ready()`."""
    if teller not in _tellers:
        _tellers.append(teller)


@dataclass(frozen=True, slots=True)
class Knocking:
    """The five doors of a week, those left alone for now, and where they were looked for."""

    perimeter: Perimeter | None
    five: list[Ranked]
    resting: list[Door]
    looked_at: int


def doors_to_knock(town: Town, on: dt.date, viewer: Any = None) -> Knocking:
    """Which five doors of the perimeter shown first, and why: some eighteen queries however many
    doors, and two for each plan of trades in force."""
    perimeter = territory.perimeter(town)
    doors = _candidates(town, on, perimeter)
    doors = _wanted(town, on, _promised(town, doors, viewer), viewer)
    asleep = sorted((door for door in doors if rests(door, on)), key=_next_first)
    return Knocking(perimeter, five(doors, on), asleep, len(doors))


def _next_first(door: Door) -> tuple[dt.date, str]:
    visit = door.visit
    return (visit.next_on or dt.date.max) if visit else dt.date.max, door.public_id


def _candidates(town: Town, on: dt.date, perimeter: Perimeter | None) -> list[Door]:
    """Vacant doors, and those open of which passers-by say that they are not."""
    empty = premises.cell_list(town, on, perimeter=perimeter, vacant_only=True)
    told = {row.premises.public_id: row for row in waiting_doors(town) if _says_closed(row)}
    vacant = {cell.public_id for cell in empty}
    fragile = [row for key, row in told.items() if key not in vacant]
    found = [_from_cell(cell, told.get(cell.public_id)) for cell in empty]
    found += [_from_report(row) for row in _inside(fragile, perimeter)]
    return _known(town, on, perimeter, found)


def _says_closed(row: ReportedDoor) -> bool:
    return any(one.kind in (Kind.CLOSED, Kind.CHANGED) for one in row.reports)


def _inside(rows: list[ReportedDoor], perimeter: Perimeter | None) -> list[ReportedDoor]:
    if perimeter is None or not rows:
        return rows
    here = ids_within(perimeter, [row.premises.pk for row in rows])
    return [row for row in rows if row.premises.pk in here]


def _from_cell(cell: Cell, told: ReportedDoor | None) -> Door:
    door = Door(
        public_id=cell.public_id, street=cell.street, number=cell.house_number, name=cell.name,
        since=cell.since, first_seen_on=cell.first_seen_on,
    )  # fmt: skip
    return replace(door, **_said(told))


def _from_report(row: ReportedDoor) -> Door:
    held = row.premises
    street = held.street.name if held.street else ""
    door = Door(public_id=held.public_id, street=street, number=held.house_number, vacant=False)
    return replace(door, **_said(row))


def _said(told: ReportedDoor | None) -> dict[str, Any]:
    if told is None:
        return {}
    return {"reports": len(told.reports), "reported_on": told.reports[-1].received_at.date()}


def _known(town: Town, on: dt.date, perimeter: Perimeter | None, doors: list[Door]) -> list[Door]:
    """The same doors with their alert, street, last sight and last visit."""
    alerts, visits = _alerts(town), last_visits(town)
    cells = doors_by_id(town, [door.public_id for door in doors])
    seen = last_seen(town, [cell.pk for cell in cells.values()])
    streets = _streets(town, on, perimeter)
    found = []
    for door in doors:
        cell = cells[door.public_id]
        found.append(
            replace(
                door, alert=alerts.get(door.public_id), visit=visits.get(door.public_id),
                seen_on=seen.get(cell.pk), place=streets.get(cell.street.slug if cell.street else ""),
            )
        )  # fmt: skip
    return found


def _alerts(town: Town) -> dict[str, tuple[int, dt.date]]:
    """Doors that emptied in an alert that stands, with its number and day; the last alert speaks."""
    rows = Alert.objects.of(town).filter(lifted_on=None).order_by("number")
    return {
        door["public_id"]: (row.number, row.rung_on)
        for row in rows
        for door in row.doors
        if door["group"] == "emptied"
    }


def _streets(town: Town, on: dt.date, perimeter: Perimeter | None) -> dict[str, StreetRank]:
    by_id = {street.pk: street for street in territory.streets(town)}
    days = [day for day in premises.known_days(town) if day <= on]
    stocks = stocks_by_street(town, on, perimeter=perimeter)
    rows = [
        StreetRank(
            by_id[key].slug,
            by_id[key].name,
            0,
            stock.occupied,
            stock.total,
            days[-1] if days else on,
        )
        for key, stock in stocks.items()
        if key in by_id
    ]
    return best_streets(rows)


def _promised(town: Town, doors: Iterable[Door], viewer: Any) -> list[Door]:
    held = list(doors)
    keys = frozenset(door.public_id for door in held)
    told: dict[str, Promise] = {}
    for teller in _tellers:
        told |= teller(town, keys, viewer)
    return [replace(door, promise=told.get(door.public_id)) for door in held]


def _wanted(town: Town, on: dt.date, doors: list[Door], viewer: Any) -> list[Door]:
    """The same doors with a trade that a plan in force wants in their very street, and that has not
    come since. Two queries, and two for each plan in force."""
    team = viewer is not None and bool(policies.may(viewer, "read", "trade_plan", town=town))
    families, activities = names()
    told: dict[str, Wanted] = {}
    held = in_force(plans(town, team=team), on)
    for line in (line for plan in held for line in plan_seen(town, plan).lines):
        row = line.row
        if row.wanted and row.street is not None and not line.answer.met:
            trade = str(activities.get(row.activity) or families.get(row.family, row.family))
            href = reverse("trade_plan", args=[town.slug, row.plan.key])
            told.setdefault(row.street.slug, Wanted(trade, row.plan.decided_on, href))
    return [replace(door, wanted=told.get(door.place.slug if door.place else "")) for door in doors]

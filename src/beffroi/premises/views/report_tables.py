"""The checking list as tables."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from beffroi.premises.models import DoorReport, Premises
from beffroi.premises.reads import reports as waiting
from beffroi.premises.reads.reports import ReportedDoor
from beffroi.premises.rules.reports import KIND_NAMES
from beffroi.territory.models import Town
from beffroi.ui.tables import Cell, Column, Table


def list_finding(town: Town, doors: int) -> str:
    """How many doors wait."""
    if not doors:
        return _("%(town)s : aucun signalement n’attend") % {"town": town.name}
    return ngettext(
        "%(town)s : *%(n)d local* à vérifier", "%(town)s : *%(n)d locaux* à vérifier", doors
    ) % {"town": town.name, "n": doors}


def doors_table(town: Town, doors: list[ReportedDoor]) -> Table:
    """Doors to check, each leading to its answer."""
    columns = [
        Column("door", _("Local")),
        Column("n", _("Signalements"), "number", places=0),
        Column("kinds", _("Ce qu’on en dit")),
        Column("since", _("Depuis"), "date"),
        Column("seen", _("Dernier constat"), "date"),
    ]
    return Table(columns, [_row(town, door) for door in doors])


def _row(town: Town, door: ReportedDoor) -> dict[str, Any]:
    href = reverse("door_report_answer", args=[town.slug, door.premises.public_id])
    kinds = dict.fromkeys(str(KIND_NAMES[one.kind]) for one in door.reports)
    again = _("revu depuis") if door.seen_again else ""
    later = _("au prochain relevé") if all(one.next_round for one in door.reports) else ""
    return {
        "door": Cell(door_address(door.premises), href),
        "n": len(door.reports),
        "kinds": Cell(", ".join(kinds), note=later),
        "since": door.since.date(),
        "seen": Cell(door.seen_on, note=again),
    }


def door_address(premises: Premises) -> str:
    """Number and street; the key of a door whose street nobody knows."""
    street = premises.street.name if premises.street else premises.public_id
    return " ".join(part for part in (premises.house_number, street) if part)


def answered_table(town: Town) -> Table:
    """What was answered lately."""
    columns = [
        Column("door", _("Local")),
        Column("kind", _("Ce qu’on en disait")),
        Column("state", _("Réponse")),
        Column("day", _("Le"), "date"),
    ]
    return Table(columns, [_answered_row(town, row) for row in waiting.answered_lately(town)])


def _answered_row(town: Town, row: DoorReport) -> dict[str, Any]:
    href = reverse("door_report_answer", args=[town.slug, row.premises.public_id])
    return {
        "door": Cell(door_address(row.premises), href),
        "kind": row.get_kind_display(),
        "state": row.get_state_display(),
        "day": row.handled_at.date() if row.handled_at else None,
    }

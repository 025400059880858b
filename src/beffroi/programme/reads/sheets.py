"""Action sheets as their pages show them: one whole, and lists by filter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from beffroi.programme import policies
from beffroi.programme.models import ActionSheet, Dependency, SheetNote
from beffroi.programme.reads.dependencies import Outlook, outlook
from beffroi.programme.reads.finding import sheets
from beffroi.programme.rules.forecasts import Forecast
from beffroi.territory.models import Organisation, Town


@dataclass(frozen=True, slots=True)
class Listed:
    """A sheet with what its dates say."""

    sheet: ActionSheet
    told: Forecast


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is narrowed to; "" is anything. `late`: "late", "held" or "any" of both."""

    axis: str = ""
    status: str = ""
    priority: str = ""
    body: str = ""
    funder: str = ""
    late: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Board:
    """Sheets of a place with the graph they stand in."""

    listed: tuple[Listed, ...]
    outlook: Outlook
    on: dt.date
    visible: frozenset[str] = frozenset()  # keys of the graph that this person may see


def board_of(
    town: Town | None, person: Any, asked: Asked, on: dt.date, *, agreement: Any = None
) -> Board:
    """The sheets this person may list, narrowed; a number of queries that no count of sheets moves."""
    rows = sheets(town).filter(policies.visible_sheets(person), _wanted(asked))
    if agreement is not None:
        rows = rows.filter(agreement=agreement)
    return board_from(rows, person, on, late=asked.late)


def board_from(rows: Any, person: Any, on: dt.date, *, late: str = "") -> Board:
    """These sheets, which the person may see, with the graph they stand in."""
    found = list(
        rows.select_related("axis", "project_owner", "agreement", "town")
        .prefetch_related("parties__organisation")
        .order_by("axis__order", "axis__code", "code", "pk")
    )
    told = outlook(found, on)
    listed = [Listed(sheet, told.forecasts[sheet.key]) for sheet in found]
    kept = tuple(one for one in listed if _late_as(late, one.told))
    return Board(kept, told, on, _seen(person, told, found))


def _seen(person: Any, told: Outlook, found: list[ActionSheet]) -> frozenset[str]:
    """Keys this person may see: those listed, and others of the graph asked for in one query."""
    listed = {sheet.key for sheet in found}
    others = set(told.spans) - listed
    if not others:
        return frozenset(listed)
    rows = ActionSheet.objects.across_towns().filter(key__in=others)
    seen = rows.filter(policies.visible_sheets(person)).values_list("key", flat=True)
    return frozenset(listed | set(seen))


def _wanted(asked: Asked) -> Q:
    wanted = Q()
    if asked.axis:
        wanted &= Q(axis__code=asked.axis) | Q(axis__parent__code=asked.axis)
    if asked.status:
        wanted &= Q(status=asked.status)
    if asked.priority:
        wanted &= Q(priority=asked.priority)
    if asked.body:
        taking_part = ActionSheet.objects.across_towns().filter(
            Q(parties__organisation__key=asked.body) | Q(project_owner__key=asked.body)
        )
        wanted &= Q(pk__in=taking_part.values("pk"))
    if asked.funder:
        funded = ActionSheet.objects.across_towns().filter(
            Q(financing_lines__funder__key=asked.funder)
            | Q(parties__role="funder", parties__organisation__key=asked.funder)
        )
        wanted &= Q(pk__in=funded.values("pk"))
    if asked.text:
        wanted &= Q(title__icontains=asked.text) | Q(code__icontains=asked.text)
    return wanted


def _late_as(asked: str, told: Forecast) -> bool:
    tests: Mapping[str, bool] = {
        "late": told.late, "held": told.held_up, "any": told.late or told.held_up,
    }  # fmt: skip
    return tests.get(asked, True)


def notes_for(sheet: ActionSheet, keys: frozenset[str]) -> list[SheetNote]:
    """The private notes of these bodies, and of no other."""
    rows = sheet.notes.filter(organisation__key__in=keys).select_related("organisation")
    return list(rows.order_by("-written_at", "-pk"))


def own_bodies(person: Any) -> list[Organisation]:
    """The bodies this person acts for today: in whose name a note is kept."""
    keys = policies.bodies_of(person)
    return list(Organisation.objects.filter(key__in=keys).order_by("name")) if keys else []


def ties_of(sheet: ActionSheet) -> tuple[list[Dependency], list[Dependency]]:
    """What a sheet waits for, and what waits for it, with their titles."""
    needs = sheet.dependencies.select_related("needs__axis", "needs__town").order_by("needs__code")
    followers = sheet.dependents.select_related("sheet__axis", "sheet__town")
    return list(needs), list(followers.order_by("sheet__code"))


def candidates(sheet: ActionSheet, person: Any) -> Any:
    """Sheets that this one could wait for: of its town, and of its agreement."""
    home = Q(pk=None)
    if sheet.town_id:
        home |= Q(town=sheet.town_id)
    if sheet.agreement_id:
        home |= Q(agreement=sheet.agreement_id)
    rows = ActionSheet.objects.across_towns().filter(home, policies.visible_sheets(person))
    return rows.exclude(pk=sheet.pk).select_related("axis").order_by("code", "pk")

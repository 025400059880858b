"""Action sheets: opened through their write, filled, then led to where they stand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.portal.demo.agreements import told
from beffroi.portal.demo.agreements.cast import Cast
from beffroi.portal.demo.agreements.clock import WRITTEN, told_on
from beffroi.portal.demo.agreements.life import last_move, tell_life
from beffroi.programme.models import ActionSheet, Agreement, SheetNote
from beffroi.programme.rules.status import Status
from beffroi.programme.writes import dependencies, indicators, sheet_parties, sheets, steps

Sheets = dict[str, ActionSheet]
_TEXTS = ("need", "objectives", "description", "limits", "deliverables", "risks", "communication", "referent", "target_group", "priority", "start", "end")  # fmt: skip
TIED = dt.date(2024, 11, 4)  # once the works of the square had a calendar


def make_sheets(cast: Cast, row: Agreement) -> Sheets:
    """Every sheet as it was annexed to the agreement: nothing begun yet."""
    axes = {axis.code: axis for axis in row.axes.all()}
    made = {}
    for one in told.sheets():
        fields = {name: one[name] for name in _TEXTS if name in one}
        made[one["code"]] = sheets.create_sheet(
            agreement=row, axis=axes[one["code"][0]], code=one["code"], title=one["title"],
            by=cast.of(one["owner"]), on=WRITTEN, project_owner=cast.body(one["owner"]),
            delegated_owner=cast.body(one.get("delegated")), status=Status.PLANNED,
            legal_prerequisites=one.get("legal", ""), staff_days=told.maybe(one.get("staff_days")),
            is_recurring=one.get("recurring", False), is_restricted=one.get("restricted", False),
            is_published=one.get("published", False), is_fictional=True, **fields,
        )  # fmt: skip
    _around(cast, made)
    return made


def _around(cast: Cast, made: Sheets) -> None:
    """Bodies, steps as promised, indicators to follow."""
    for one in told.sheets():
        row, who = made[one["code"]], cast.of(one["owner"])
        for part in one.get("parties", ()):
            sheet_parties.join_sheet(
                sheet=row, organisation=cast.bodies[part["body"]], role=part["role"],
                part=part.get("part", ""), by=who,
            )  # fmt: skip
        for step in one.get("steps", ()):
            steps.add_step(sheet=row, title=step["title"], planned_on=step["planned"], by=who)
        for told_of in one.get("indicators", ()):
            _indicator(cast, row, told_of, who)


def _indicator(cast: Cast, row: ActionSheet, one: dict[str, Any], who: Person) -> None:
    indicators.track(
        sheet=row, code=one.get("code", ""), label=one["label"], unit=one.get("unit", ""),
        baseline=told.maybe(one.get("baseline")), baseline_on=one.get("baseline_on"),
        target=told.maybe(one.get("target")), target_on=one.get("target_on"),
        better=one["better"], source=one.get("source", ""), owner=cast.body(one.get("owner")),
        by=who,
    )  # fmt: skip


def tell_sheets(cast: Cast, made: Sheets) -> None:
    """What came after the signature: ties, slips, notes, and where each one stands."""
    with told_on(TIED):
        for one in told.sheets():
            for tie in one.get("needs", ()):
                dependencies.tie_sheets(
                    sheet=made[one["code"]], needs=made[tie["code"]], lag_days=tie["lag"],
                    reason=tie["reason"], by=cast.of(one["owner"]),
                )  # fmt: skip
    for one in told.sheets():
        tell_life(made[one["code"]], one, cast)
        with told_on(last_move(one)):
            _stand(cast, made[one["code"]], one)
    _settle_moves(made)


def _stand(cast: Cast, row: ActionSheet, one: dict[str, Any]) -> None:
    """Its status today, and what each body keeps for itself."""
    at = timezone.make_aware(dt.datetime.combine(last_move(one), dt.time(9)))
    for told_of in one.get("notes", ()):
        body = cast.bodies[told_of["body"]]
        note = sheet_parties.write_note(
            sheet=row, organisation=body, text=told_of["text"], by=cast.of(told_of["body"])
        )
        SheetNote.objects.filter(pk=note.pk).update(written_at=at)
    sheets.change_sheet(sheet=row, by=cast.of(one["owner"]), status=one["status"])


def _settle_moves(made: Sheets) -> None:
    """A sheet last moved on the day its story tells, not on the day the demo was opened."""
    rows = []
    for one in told.sheets():
        row = made[one["code"]]
        row.moved_at = timezone.make_aware(dt.datetime.combine(last_move(one), dt.time(17)))
        rows.append(row)
    ActionSheet.objects.across_towns().bulk_update(rows, ["moved_at"])

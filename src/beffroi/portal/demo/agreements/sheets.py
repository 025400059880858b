"""Action sheets: opened through their write, filled, then led to where they stand."""

from __future__ import annotations

import datetime as dt
from itertools import chain
from typing import Any

from django.utils import timezone

from beffroi.portal.demo.agreements import told
from beffroi.portal.demo.agreements.cast import Cast
from beffroi.portal.demo.agreements.clock import told_on
from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Benefit,
    Evidence,
    Measurement,
    Milestone,
    SheetNote,
    SheetParty,
    TrackedIndicator,
)
from beffroi.programme.rules.status import Status
from beffroi.programme.writes import dependencies, sheet_parties, sheets, steps

Sheets = dict[str, ActionSheet]
_TEXTS = ("need", "objectives", "description", "limits", "deliverables", "risks", "communication", "referent", "target_group", "priority", "start", "end")  # fmt: skip
WRITTEN = dt.date(2023, 9, 18)  # the sheets were written before the signature
TIED = dt.date(2024, 11, 4)  # once the works of the square had a calendar
LAST = dt.date(2026, 10, 12)  # nothing is told to have happened after this day


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
    """Bodies, steps as promised, evidence, who was served, indicators: many rows at once."""
    pairs = [(made[one["code"]], one) for one in told.sheets()]
    SheetParty.objects.bulk_create(
        SheetParty(
            sheet=row,
            organisation=cast.bodies[part["body"]],
            role=part["role"],
            part=part.get("part", ""),
        )
        for row, one in pairs
        for part in one.get("parties", ())
    )
    Evidence.objects.bulk_create(
        Evidence(sheet=row, **proof) for row, one in pairs for proof in one.get("evidence", ())
    )
    Milestone.objects.bulk_create(
        chain.from_iterable(_steps(row, one) for row, one in pairs), batch_size=200
    )
    Benefit.objects.bulk_create(
        _benefit(row, served) for row, one in pairs for served in one.get("benefits", ())
    )
    for row, one in pairs:
        for told_of in one.get("indicators", ()):
            _indicator(cast, row, told_of)


def _benefit(row: ActionSheet, served: dict[str, Any]) -> Benefit:
    return Benefit(
        sheet=row, insee_code=served["code"], on=served["on"], text=served.get("text", ""),
        quantity=told.maybe(served.get("quantity")), unit=served.get("unit", ""),
    )  # fmt: skip


def _steps(row: ActionSheet, one: dict[str, Any]) -> list[Milestone]:
    """Those that slipped more than once are moved later, through the write (`tell_sheets`)."""
    slipping = {slip["step"] for slip in one.get("slips", ())}
    return [
        Milestone(
            sheet=row,
            title=step["title"],
            planned_on=step["planned"],
            expected_on=None if step["title"] in slipping else step.get("expected"),
            done_on=step.get("done"),
        )
        for step in one.get("steps", ())
    ]


def _indicator(cast: Cast, row: ActionSheet, one: dict[str, Any]) -> None:
    made = TrackedIndicator.objects.create(
        sheet=row, code=one.get("code", ""), label=one["label"], unit=one.get("unit", ""),
        baseline=told.maybe(one.get("baseline")), baseline_on=one.get("baseline_on"),
        target=told.maybe(one.get("target")), target_on=one.get("target_on"),
        better=one["better"], source=one.get("source", ""), owner=cast.body(one.get("owner")),
    )  # fmt: skip
    Measurement.objects.bulk_create(
        Measurement(indicator=made, on=on, value=told.number(value), source=made.source)
        for on, value in one.get("measures", ())
    )


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
        _slip(cast, made[one["code"]], one)
        with told_on(_last_move(one)):
            _stand(cast, made[one["code"]], one)
    _settle_moves(made)


def _slip(cast: Cast, row: ActionSheet, one: dict[str, Any]) -> None:
    for slip in one.get("slips", ()):
        step = row.milestones.get(title=slip["step"])
        with told_on(slip["on"]):
            steps.move_step(
                step=step, expected_on=slip["expected"], done_on=None, by=cast.of(slip["by"]),
                on=slip["on"],
            )  # fmt: skip


def _stand(cast: Cast, row: ActionSheet, one: dict[str, Any]) -> None:
    """Its status today, and what each body keeps for itself."""
    at = timezone.make_aware(dt.datetime.combine(_last_move(one), dt.time(9)))
    for told_of in one.get("notes", ()):
        body = cast.bodies[told_of["body"]]
        note = sheet_parties.write_note(
            sheet=row, organisation=body, text=told_of["text"], by=cast.of(told_of["body"])
        )
        SheetNote.objects.filter(pk=note.pk).update(written_at=at)
    sheets.change_sheet(sheet=row, by=cast.of(one["owner"]), status=one["status"])


def _last_move(one: dict[str, Any]) -> dt.date:
    """The last day on which something is told of a sheet."""
    days = [step["done"] for step in one.get("steps", ()) if "done" in step]
    days += [slip["on"] for slip in one.get("slips", ())]
    days += [proof["on"] for proof in one.get("evidence", ())]
    return max([day for day in days if day <= LAST], default=WRITTEN)


def _settle_moves(made: Sheets) -> None:
    """A sheet last moved on the day its story tells, not on the day the demo was opened."""
    rows = []
    for one in told.sheets():
        row = made[one["code"]]
        row.moved_at = timezone.make_aware(dt.datetime.combine(_last_move(one), dt.time(17)))
        rows.append(row)
    ActionSheet.objects.across_towns().bulk_update(rows, ["moved_at"])

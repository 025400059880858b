"""Small made-up action sheets: with steps, parties and ties; a square that three shops hang on."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils import timezone

from beffroi.accounts.models import Person
from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Axis,
    BudgetLine,
    FinancingLine,
    SheetTable,
)
from beffroi.programme.writes import dependencies, evidence, money, sheet_parties, sheets, steps
from beffroi.territory.models import Organisation, Town


def axis(of: Agreement, code: str = "1", **more: Any) -> Axis:
    """An axis of this agreement."""
    told = {"name": f"Axe fictif {code}", "field": "trade"} | more
    made: Axis = Axis.objects.create(agreement=of, code=code, **told)
    return made


def sheet(of: Agreement, code: str = "1.1", **fields: Any) -> ActionSheet:
    """A sheet opened through its write."""
    told: dict[str, Any] = {"title": f"Action fictive {code}", "is_fictional": True} | fields
    return sheets.create_sheet(agreement=of, code=code, by=None, **told)


def whole(of: Agreement) -> ActionSheet:
    """One of everything that hangs on a sheet."""
    line, body = axis(of), of.holder
    first = sheet(of, "0.1", is_published=True, start=dt.date(2025, 1, 1), end=dt.date(2025, 6, 30))
    made = sheet(of, "1.1", axis=line, start=dt.date(2025, 7, 1), end=dt.date(2025, 12, 31))
    sheet_parties.join_sheet(sheet=made, organisation=body, role="lead", by=None)
    steps.add_step(sheet=made, title="Étape fictive", planned_on=dt.date(2025, 9, 1), by=None)
    dependencies.tie_sheets(sheet=made, needs=first, by=None)
    evidence.add_evidence(sheet=made, kind="word", text="Parole fictive", by=None)
    cost(made)
    grant(made, funder=body)
    SheetTable.objects.create(agreement=of, file_name="actions.csv", brought_by="")
    return made


def cost(of: ActionSheet, net: str = "1000.00", **more: Any) -> BudgetLine:
    """What a sheet costs: planned for 2025, in the agreement, unless told otherwise."""
    told = {"year": 2025, "kind": "operating", "stage": "planned"} | more
    return money.budget(sheet=of, by=None, net=Decimal(net), **told)


def grant(of: ActionSheet, amount: str = "400.00", **more: Any) -> FinancingLine:
    """Who pays a part of it: public money asked in 2025, unless told otherwise."""
    told = {"year": 2025, "kind": "public", "state": "asked"} | more
    return money.finance(sheet=of, by=None, amount=Decimal(amount), **told)


def parts(name: str, place: Town) -> dict[str, Any]:
    """What the path of a sheet's route asks for, of the sheet made by `whole`."""
    if name in {
        "sheet_new",
        "sheet_board",
        "sheet_calendar",
        "sheet_gantt",
        "sheet_bulk",
        "sheet_import",
    }:
        return {}
    if name == "sheet_table":
        return {"table_key": SheetTable.objects.get().key}
    if name == "sheet_public":
        return {"sheet_key": ActionSheet.objects.of(place).get(code="0.1").key}
    made = ActionSheet.objects.of(place).get(code="1.1")
    rows = {
        "sheet_party_leave": made.parties,
        "sheet_step": made.milestones,
        "sheet_tie_drop": made.dependencies,
        "sheet_evidence_drop": made.evidence,
        "sheet_budget_change": made.budget_lines,
        "sheet_financing_change": made.financing_lines,
    }
    found: dict[str, Any] = {"sheet_key": made.key}
    if name in rows:
        row = rows[name].first()
        found["number"] = row.pk if row else 0
    if name in {
        "sheet_note_erase",
        "sheet_indicator_measure",
        "sheet_indicator_drop",
        "sheet_serves_not",
    }:
        found["number"] = 0
    if name == "sheet_edit":
        found["part"] = "point"
    return found


def square(of: Agreement) -> tuple[ActionSheet, list[ActionSheet]]:
    """A square done over until in two months, and three shop actions of another axis after it."""
    today = timezone.localdate()
    public, shops = axis(of, "P", field="public_space"), axis(of, "C")
    place = sheet(
        of, "P.1", axis=public, title="Refaire la place fictive", status="in_progress",
        start=days(today, -60), end=days(today, 60),
    )  # fmt: skip
    waiting = []
    for n in (1, 2, 3):
        one = sheet(
            of, f"C.{n}", axis=shops, title=f"Boutique fictive {n}", status="planned",
            start=days(today, 61 + n), end=days(today, 150),
        )  # fmt: skip
        dependencies.tie_sheets(
            sheet=one, needs=place, reason="La place doit être praticable", by=None
        )
        waiting.append(one)
    return place, waiting


def days(start: dt.date, number: int) -> dt.date:
    """So many days later."""
    return start + dt.timedelta(days=number)


def party(
    of: ActionSheet, body: Organisation, role: str = "partner", by: Person | None = None
) -> None:
    """A body on the sheet."""
    sheet_parties.join_sheet(sheet=of, organisation=body, role=role, by=by)

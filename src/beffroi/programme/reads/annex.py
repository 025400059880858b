"""What is annexed to a text: its actions with their planned money, its committees."""

from __future__ import annotations

from typing import Any

from beffroi.programme.models import ActionSheet, Agreement
from beffroi.programme.reads.money import spent_by
from beffroi.programme.rules.money import total
from beffroi.programme.rules.stages import Stage


def annex_of(agreement: Agreement) -> dict[str, Any]:
    """Actions by code, committees by number (4 queries)."""
    return {"actions": _actions(agreement), "committees": _committees(agreement)}


def _actions(agreement: Agreement) -> dict[str, Any]:
    rows = ActionSheet.objects.across_towns().filter(agreement=agreement, is_restricted=False)
    rows = rows.select_related("axis", "project_owner").order_by("code")
    money = spent_by([row.pk for row in rows], "sheet_id")
    return {row.code: _action(row, money.get(row.pk, [])) for row in rows}


def _action(row: ActionSheet, lines: Any) -> dict[str, Any]:
    planned = total(lines, Stage.PLANNED)
    return {
        "title": row.title,
        "axis": row.axis.code if row.axis else None,
        "owner": row.project_owner.name if row.project_owner else None,
        "first": row.start.isoformat() if row.start else None,
        "last": row.end.isoformat() if row.end else None,
        "inside": f"{planned.inside.net:.2f}",
        "outside": f"{planned.outside.net:.2f}",
    }


def _committees(agreement: Agreement) -> dict[str, Any]:
    rows = agreement.committees.prefetch_related("seats__organisation").order_by("name", "pk")
    return {
        str(row.pk): {
            "name": row.name,
            "kind": row.kind,
            "every_months": row.every_months,
            "bodies": sorted({seat.organisation.name for seat in row.seats.all()}),
        }
        for row in rows
    }

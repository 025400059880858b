"""Budget lines and financing lines of a sheet, as people type them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import (
    ActionSheet,
    BudgetLine,
    FinancingLine,
)
from beffroi.programme.rules.stages import Stage
from beffroi.programme.writes.told import told_of


@transaction.atomic
def spend(
    *,
    sheet: ActionSheet,
    by: Person | None,
    facts: Mapping[str, Any],
    amounts: Iterable[tuple[Stage, BudgetLine | None, Decimal | None]],
) -> None:
    """A spending of a sheet: what it is (`facts`: year, kind, label …) and, stage by stage, the line
    that told it (None: none yet) with what it comes to (None: it is not told any more).
    """
    for stage, line, net in amounts:
        if line is None and net is not None:
            budget(sheet=sheet, by=by, stage=stage.value, net=net, **facts)
        elif line is not None and net is None:
            drop_budget(line=line, by=by)
        elif line is not None and net is not None and _differs(line, net, facts):
            change_budget(line=line, by=by, net=net, **facts)


def _differs(line: BudgetLine, net: Decimal, facts: Mapping[str, Any]) -> bool:
    return line.net != net or any(getattr(line, name) != value for name, value in facts.items())


@transaction.atomic
def budget(*, sheet: ActionSheet, by: Person | None, **facts: Any) -> BudgetLine:
    """Add a budget line to a sheet (year, kind, stage, net, vat_rate, label, is_inside)."""
    line = BudgetLine(sheet=sheet, **facts)
    line.full_clean()
    line.save()
    audit.record(
        "programme.budget_added",
        by=by,
        **told_of(sheet),
        amount=str(line.net),
        year=line.year,
        stage=line.stage,
    )
    return line


@transaction.atomic
def change_budget(*, line: BudgetLine, by: Person | None, **facts: Any) -> BudgetLine:
    """Correct a budget line; the journal says what it was."""
    held = BudgetLine.objects.select_for_update().get(pk=line.pk)
    before = held.net
    for name, value in facts.items():
        setattr(held, name, value)
    held.full_clean()
    held.save()
    audit.record(
        "programme.budget_changed",
        by=by,
        **told_of(held.sheet),
        was=str(before),
        amount=str(held.net),
        year=held.year,
        stage=held.stage,
    )
    return held


@transaction.atomic
def drop_budget(*, line: BudgetLine, by: Person | None) -> None:
    """Take a budget line off its sheet; the journal keeps what it was."""
    audit.record(
        "programme.budget_dropped",
        by=by,
        **told_of(line.sheet),
        amount=str(line.net),
        year=line.year,
        stage=line.stage,
    )
    line.delete()


@transaction.atomic
def finance(*, sheet: ActionSheet, by: Person | None, **facts: Any) -> FinancingLine:
    """Add a financing line to a sheet (funder, scheme, amount, state, dates, evidence …)."""
    line = FinancingLine(sheet=sheet, **facts)
    line.full_clean()
    line.save()
    audit.record(
        "programme.financing_added",
        by=by,
        **told_of(sheet),
        amount=str(line.amount),
        state=line.state,
    )
    return line


@transaction.atomic
def change_financing(*, line: FinancingLine, by: Person, **facts: Any) -> FinancingLine:
    """Change a financing line: its state above all, with the day it came."""
    held = FinancingLine.objects.select_for_update().get(pk=line.pk)
    before = held.state
    for name, value in facts.items():
        setattr(held, name, value)
    held.full_clean()
    held.save()
    audit.record(
        "programme.financing_changed",
        by=by,
        **told_of(held.sheet),
        amount=str(held.amount),
        before=before,
        state=held.state,
    )
    return held


@transaction.atomic
def drop_financing(*, line: FinancingLine, by: Person) -> None:
    """Take a financing line off its sheet; the journal keeps what it was."""
    audit.record(
        "programme.financing_dropped",
        by=by,
        **told_of(line.sheet),
        amount=str(line.amount),
        state=line.state,
    )
    line.delete()

"""What the sheets cost, who pays, what was drawn from the envelopes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from beffroi.kernel.period import between
from beffroi.portal.demo.agreements import told
from beffroi.portal.demo.agreements.cast import Cast
from beffroi.portal.demo.agreements.sheets import Sheets
from beffroi.programme.models import AidScheme, BudgetLine, FinancingLine
from beffroi.programme.rules.stages import Stage


def tell_money(cast: Cast, made: Sheets) -> None:
    """Budget and financing lines of every sheet, under the invented schemes."""
    schemes = {name: _scheme(cast, one) for name, one in told.agreement()["schemes"].items()}
    pairs = [(made[one["code"]], one) for one in told.sheets()]
    BudgetLine.objects.bulk_create(
        line for row, one in pairs for each in one.get("budget", ()) for line in _lines(row, each)
    )
    FinancingLine.objects.bulk_create(
        _financing(cast, schemes, row, each)
        for row, one in pairs
        for each in one.get("financing", ())
    )


def _scheme(cast: Cast, one: dict[str, Any]) -> AidScheme:
    made: AidScheme = AidScheme.objects.create(
        funder=cast.bodies[one["funder"]], name=one["name"], fields=one["fields"],
        valid=between(one["first"], one.get("last")), max_rate=told.maybe(one["max_rate"]),
        floor=told.maybe(one.get("floor")), cap=told.maybe(one.get("cap")),
        is_state_aid=one["state_aid"], about=one["about"], is_fictional=True,
    )  # fmt: skip
    return made


def _lines(row: Any, one: dict[str, Any]) -> Iterator[BudgetLine]:
    """The same spending, told once for each stage it has reached."""
    for stage in Stage:
        if stage.value in one:
            yield BudgetLine(
                sheet=row, year=one["year"], kind=one["kind"], stage=stage, label=one["label"],
                net=one[stage.value], vat_rate=told.number(one.get("vat", "0.2")),
                is_inside=one.get("inside", True),
            )  # fmt: skip


def _financing(cast: Cast, schemes: dict[str, AidScheme], row: Any, one: dict[str, Any]) -> FinancingLine:  # fmt: skip
    return FinancingLine(
        sheet=row, kind=one["kind"], year=one["year"], amount=one["amount"], state=one["state"],
        funder=cast.body(one.get("funder")), funder_name=one.get("name", ""),
        scheme=schemes[one["scheme"]] if "scheme" in one else None,
        base_net=told.maybe(one.get("base")), rate=told.maybe(one.get("rate")),
        asked_on=one.get("asked"), decided_on=one.get("decided"), paid_on=one.get("paid_on"),
        is_inside=one.get("inside", True), beneficiary_siren=one.get("siren", ""),
        evidence=one.get("evidence", ""), is_published=one.get("published", False),
    )  # fmt: skip

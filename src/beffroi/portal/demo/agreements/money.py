"""What the sheets cost, who pays, what was drawn from the envelopes."""

from __future__ import annotations

import datetime as dt
from typing import Any

from beffroi.accounts.models import Person
from beffroi.kernel.period import between
from beffroi.portal.demo.agreements import told
from beffroi.portal.demo.agreements.cast import Cast
from beffroi.portal.demo.agreements.clock import LAST, WRITTEN, told_on
from beffroi.portal.demo.agreements.sheets import Sheets
from beffroi.programme.models import ActionSheet, AidScheme
from beffroi.programme.rules.stages import FinancingState as State
from beffroi.programme.rules.stages import Stage
from beffroi.programme.writes import money


def tell_money(cast: Cast, made: Sheets) -> None:
    """Budget and financing lines of every sheet, under the invented schemes."""
    schemes = {name: _scheme(cast, one) for name, one in told.agreement()["schemes"].items()}
    for one in told.sheets():
        row, who = made[one["code"]], cast.of(one["owner"])
        for each in one.get("budget", ()):
            _spend(row, each, who)
        for each in one.get("financing", ()):
            _finance(row, each, _facts(cast, schemes, each), who)


def _scheme(cast: Cast, one: dict[str, Any]) -> AidScheme:
    made: AidScheme = AidScheme.objects.create(
        funder=cast.bodies[one["funder"]], name=one["name"], fields=one["fields"],
        valid=between(one["first"], one.get("last")), max_rate=told.maybe(one["max_rate"]),
        floor=told.maybe(one.get("floor")), cap=told.maybe(one.get("cap")),
        is_state_aid=one["state_aid"], about=one["about"], is_fictional=True,
    )  # fmt: skip
    return made


def _spend(row: ActionSheet, one: dict[str, Any], who: Person) -> None:
    """The same spending, told once for each stage it has reached, on a day of its year."""
    days = {
        Stage.PLANNED: WRITTEN,
        Stage.COMMITTED: dt.date(one["year"], 2, 3),
        Stage.PAID: dt.date(one["year"], 12, 11),
    }
    for stage in Stage:
        if stage.value not in one:
            continue
        with told_on(min(days[stage], LAST)):
            money.budget(
                sheet=row, year=one["year"], kind=one["kind"], stage=stage, label=one["label"],
                net=told.number(one[stage.value]), vat_rate=told.number(one.get("vat", "0.2")),
                is_inside=one.get("inside", True), by=who,
            )  # fmt: skip


def _finance(row: ActionSheet, one: dict[str, Any], facts: dict[str, Any], who: Person) -> None:
    """Asked, decided, paid: a line begins where its story does, and goes on from there."""
    days = [one[name] for name in ("asked", "decided", "paid_on") if name in one]
    with told_on(days[0] if days else WRITTEN):
        line = money.finance(sheet=row, by=who, **facts, **_until(one, days[0] if days else None))
    for day in days[1:]:
        with told_on(day):
            line = money.change_financing(line=line, by=who, **_until(one, day))


def _until(one: dict[str, Any], day: dt.date | None) -> dict[str, Any]:
    """State and days of a line as they were known on this day."""
    known = {
        name: one.get(key) if day and one.get(key) and one[key] <= day else None
        for name, key in (("asked_on", "asked"), ("decided_on", "decided"), ("paid_on", "paid_on"))
    }
    if day is None or day == max(one[key] for key in ("asked", "decided", "paid_on") if key in one):
        return {"state": one["state"], **known}
    return {"state": State.OBTAINED if known["decided_on"] else State.ASKED, **known}


def _facts(cast: Cast, schemes: dict[str, AidScheme], one: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": one["kind"], "year": one["year"], "amount": told.number(one["amount"]),
        "funder": cast.body(one.get("funder")), "funder_name": one.get("name", ""),
        "scheme": schemes[one["scheme"]] if "scheme" in one else None,
        "base_net": told.maybe(one.get("base")), "rate": told.maybe(one.get("rate")),
        "is_inside": one.get("inside", True), "beneficiary_siren": one.get("siren", ""),
        "evidence": one.get("evidence", ""), "is_published": one.get("published", False),
    }  # fmt: skip

"""What happened to each action after it was written, each thing on its day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from beffroi.accounts.models import Person
from beffroi.portal.demo.agreements import told
from beffroi.portal.demo.agreements.cast import Cast
from beffroi.portal.demo.agreements.clock import LAST, WRITTEN, told_on
from beffroi.programme.models import ActionSheet, Milestone
from beffroi.programme.writes import benefits, evidence, indicators, steps

Told = Mapping[str, Any]


def tell_life(row: ActionSheet, one: Told, cast: Cast) -> None:
    """Steps that slipped or were done, evidence found, communes served, values measured."""
    who = cast.of(one["owner"])
    held = {step.title: step for step in row.milestones.all()}
    for slip in one.get("slips", ()):
        _move(held[slip["step"]], slip["on"], slip["expected"], None, cast.of(slip["by"]))
    slipping = {slip["step"] for slip in one.get("slips", ())}
    for step in one.get("steps", ()):
        _step(held[step["title"]], step, step["title"] in slipping, who)
    for proof in one.get("evidence", ()):
        with told_on(max(WRITTEN, proof["on"])):
            evidence.add_evidence(sheet=row, by=who, **proof)
    for served in one.get("benefits", ()):
        _serve(row, served, who)
    _measures(row, one, who)


def _step(held: Milestone, step: Told, slipped: bool, who: Person) -> None:
    """Those that slipped more than once were moved, one slip after another."""
    expected = held.expected_on if slipped else step.get("expected")
    if "done" in step:
        _move(held, step["done"], expected, step["done"], who)
    elif expected and not slipped:
        _move(held, min(step["planned"], LAST), expected, None, who)


def _move(
    step: Milestone, on: dt.date, expected: dt.date | None, done: dt.date | None, who: Person
) -> None:
    with told_on(on):
        steps.move_step(step=step, expected_on=expected, done_on=done, by=who, on=on)


def _serve(row: ActionSheet, served: Told, who: Person) -> None:
    with told_on(served["on"]):
        benefits.serve(
            sheet=row, insee_code=served["code"], on=served["on"], text=served.get("text", ""),
            quantity=told.maybe(served.get("quantity")), unit=served.get("unit", ""), by=who,
        )  # fmt: skip


def _measures(row: ActionSheet, one: Told, who: Person) -> None:
    followed = {held.label: held for held in row.indicators.all()}
    for told_of in one.get("indicators", ()):
        held = followed[told_of["label"]]
        for on, value in told_of.get("measures", ()):
            with told_on(on):
                indicators.measure(
                    indicator=held, on=on, value=told.number(value), source=held.source, by=who
                )


def last_move(one: Told) -> dt.date:
    """The last day on which something is told of a sheet."""
    days = [step["done"] for step in one.get("steps", ()) if "done" in step]
    days += [slip["on"] for slip in one.get("slips", ())]
    days += [proof["on"] for proof in one.get("evidence", ())]
    return max([day for day in days if day <= LAST], default=WRITTEN)

"""Draws in the order of their days; the two that pass a balance become amendments."""

from __future__ import annotations

import datetime as dt
from copy import deepcopy
from typing import Any

from beffroi.portal.demo.agreements import told
from beffroi.portal.demo.agreements.cast import Cast
from beffroi.portal.demo.agreements.clock import told_on
from beffroi.portal.demo.agreements.sheets import Sheets
from beffroi.programme.models import Agreement, Amendment, Envelope
from beffroi.programme.reads.amended import target_of
from beffroi.programme.writes import amendments, envelopes

Held = dict[tuple[str, int, bool], Envelope]


def tell_draws(cast: Cast, row: Agreement, made: Sheets) -> None:
    """Take from the envelopes; the first amendment is signed on its day, the second waits."""
    held: Held = {
        (one.axis.code, one.year, one.is_inside): one
        for one in row.envelopes.select_related("axis")
        if one.axis
    }
    signed_on = told.agreement()["amendment"]["on"]
    for code, each in _in_order():
        _sign_when_due(cast, row, each["on"], signed_on)
        envelope = held[code[0], each["year"], each.get("inside", True)]
        with told_on(each["on"]):
            envelopes.draw(
                envelope=envelope, amount=told.number(each["amount"]), on=each["on"],
                label=each["label"], sheet=made[code], by=cast.manager, by_amendment=True,
            )  # fmt: skip
    _word_the_second(cast, row)


def _in_order() -> list[tuple[str, dict[str, Any]]]:
    listed = [(one["code"], each) for one in told.sheets() for each in one.get("draws", ())]
    return sorted(listed, key=lambda pair: pair[1]["on"])


def _sign_when_due(cast: Cast, row: Agreement, today: dt.date, on: dt.date) -> None:
    draft = row.amendments.filter(number=1, signed_on=None).first()
    if draft is not None and today >= on:
        with told_on(on):
            _sign(cast, draft, on)


def _sign(cast: Cast, draft: Amendment, on: dt.date) -> None:
    """The envelope is raised by more than the draw asks, and an article says who tells of it."""
    facts = told.agreement()["amendment"]
    draft = amendments.change_amendment(
        amendment=draft, by=cast.advisor, title=facts["title"], reason=facts["reason"],
        effective_on=on,
    )  # fmt: skip
    target = deepcopy(target_of(draft))
    raised = draft.changes[0]["path"].split("/")[1]
    target["envelopes"][raised]["amount"] = facts["amount"]
    target["articles"][facts["article"]]["body"] = facts["body"]
    draft = amendments.rewrite(amendment=draft, target=target, by=cast.advisor)
    amendments.sign_amendment(amendment=draft, on=on, by=cast.advisor, today=on)


def _word_the_second(cast: Cast, row: Agreement) -> None:
    facts = told.agreement()["waiting"]
    draft = row.amendments.get(signed_on=None)
    with told_on(facts["written"]):
        amendments.change_amendment(
            amendment=draft, by=cast.advisor, title=facts["title"], reason=facts["reason"],
            effective_on=facts["effective"],
        )  # fmt: skip

"""The three-year agreement: parties, axes, text, envelopes, promises; then signed and amended."""

from __future__ import annotations

from typing import Any

from beffroi.portal.demo.agreements import told
from beffroi.portal.demo.agreements.cast import Cast
from beffroi.portal.demo.agreements.chain import close
from beffroi.portal.demo.agreements.clock import told_on
from beffroi.programme.models import Agreement, Axis, Commitment, Objective
from beffroi.programme.writes import agreements, axes, commitments, envelopes, parties, texts


def draft_main(cast: Cast, framework: Agreement, before: Agreement | None) -> Agreement:
    """The agreement as it was written in the autumn of 2023."""
    facts = told.agreement()["main"]
    row = agreements.create(
        by=cast.advisor, holder=cast.bodies[facts["holder"]], key=facts["key"], kind="yearly",
        title=facts["title"], reference=facts["reference"], preamble=facts["preamble"],
        town=cast.town, first=facts["first"], last=facts["last"], parent=framework,
        renews=before, is_fictional=True,
    )  # fmt: skip
    _parties(cast, row, facts["parties"])
    axes.take_axes(agreement=row, by=cast.advisor)
    texts.begin_with_model(agreement=row, by=cast.advisor)
    _envelopes(cast, row, facts)
    _promises(cast, row)
    return row


def _parties(cast: Cast, row: Agreement, told_of: list[dict[str, Any]]) -> None:
    for one in told_of:
        body, who = cast.bodies[one["body"]], {"signatory": one["signatory"], "capacity": one["capacity"]}  # fmt: skip
        held = row.parties.filter(organisation=body).first()
        if held is None:
            parties.join(agreement=row, organisation=body, by=cast.advisor, **who)
        else:
            parties.change_party(party=held, by=cast.advisor, **who)


def _envelopes(cast: Cast, row: Agreement, facts: dict[str, Any]) -> None:
    """100 000 € a year over five axes, and the doubled tour, outside."""
    own = {axis.code: axis for axis in row.axes.all()}
    for year in range(facts["first"].year, facts["last"].year + 1):
        for axis in told.agreement()["axes"]:
            envelopes.set_aside(
                agreement=row, by=cast.advisor, year=year, amount=told.number(axis["amount"]),
                axis=own[axis["code"]], payer=cast.bodies[axis["payer"]],
            )  # fmt: skip
    tour = facts["tour"]
    for year in tour["years"]:
        envelopes.set_aside(
            agreement=row, by=cast.advisor, year=year, amount=told.number(tour["amount"]),
            axis=own[tour["axis"]], payer=cast.bodies[tour["payer"]], label=tour["label"],
            is_inside=False,
        )  # fmt: skip


def _promises(cast: Cast, row: Agreement) -> None:
    """What the text itself promises."""
    for one in told.agreement()["promises"]:
        commitments.promise(
            agreement=row, organisation=cast.bodies[one["body"]], text=one["text"],
            quantity=told.maybe(one.get("quantity")), unit=one.get("unit", ""), due_on=one["due"],
            by=cast.advisor,
        )  # fmt: skip


def tell_promises(cast: Cast, row: Agreement) -> None:
    """What became of each: kept, kept in part, lifted, or nothing."""
    made = {one.text: one for one in row.commitments.filter(decision=None)}
    for one in told.agreement()["promises"]:
        _fate(cast, made[one["text"]], one)


def _fate(cast: Cast, row: Commitment, one: dict[str, Any]) -> None:
    who = cast.of(one["body"])
    if "part" in one:
        with told_on(one["part_on"]):
            commitments.keep_part(commitment=row, done_quantity=told.number(one["part"]), by=who)
    if "done" in one:
        with told_on(one["done"]):
            commitments.keep(
                commitment=row, done_on=one["done"], evidence=one.get("evidence", ""),
                on=one["done"], by=who,
            )  # fmt: skip
    if "released" in one:
        with told_on(one["released"]):
            commitments.release(
                commitment=row, released_on=one["released"], because=one["because"],
                on=one["released"], by=who,
            )  # fmt: skip


def sign_main(cast: Cast, row: Agreement) -> Agreement:
    """Negotiated, decided by five assemblies, signed, begun; the year before is renewed by it."""
    facts = told.agreement()["main"]
    days = {cast.bodies[one["body"]].pk: one for one in facts["parties"]}
    _step(cast, row, "negotiate", facts["negotiated"])
    for party in row.parties.all():
        one = days[party.organisation_id]
        with told_on(one["adopted"]):
            parties.deliberate(
                party=party, by=cast.advisor, number=one["number"], adopted_on=one["adopted"]
            )
    _step(cast, row, "deliberate", max(one["adopted"] for one in facts["parties"]))
    with told_on(facts["signed"]):
        for party in row.parties.all():
            parties.sign(party=party, on=facts["signed"], by=cast.advisor)
    _step(cast, row, "sign", facts["signed"])
    made = _step(cast, row, "begin", facts["begun"])
    with told_on(facts["begun"], 11):
        agreements.publish(agreement=made, published=True, by=cast.advisor)
    if made.renews is not None:
        close(made.renews, facts["first"], True, cast)
    return made


def _step(cast: Cast, row: Agreement, name: str, on: Any) -> Agreement:
    with told_on(on):
        return agreements.take_step(agreement=row, name=name, on=on, by=cast.advisor)


def set_objectives(row: Agreement, sheets: dict[str, Any]) -> None:
    """What each axis is to reach, and the sheets that do it; one objective has none."""
    own: dict[str, Axis] = {axis.code: axis for axis in row.axes.all()}
    for one in told.agreement()["objectives"]:
        made = Objective.objects.create(
            axis=own[one["axis"]], code=one["code"], text=one["text"], due_on=one["due"]
        )
        made.sheets.set([sheets[code] for code in one["sheets"]])

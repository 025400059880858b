"""The framework above the agreement, and the yearly agreements before it, one year missing."""

from __future__ import annotations

import datetime as dt
from typing import Any

from beffroi.kernel.period import from_now, since
from beffroi.portal.demo.agreements import told
from beffroi.portal.demo.agreements.cast import Cast
from beffroi.portal.demo.agreements.clock import told_on
from beffroi.programme.models import Agreement, AgreementPlace, Programme, ProgrammeMember
from beffroi.programme.writes import agreements, axes, parties, texts


def make_framework(cast: Cast) -> Agreement:
    """The invented framework of the intercommunal body, in force."""
    facts = told.agreement()["framework"]
    others = [cast.bodies[name] for name in facts["parties"]]
    row = agreements.create(
        by=cast.advisor, holder=cast.bodies[facts["holder"]], parties=others, key=facts["key"],
        kind="framework", title=facts["title"], reference=facts["reference"],
        first=facts["first"], last=facts["last"], is_fictional=True, programme=make_programme(cast),
    )  # fmt: skip
    AgreementPlace.objects.bulk_create(
        AgreementPlace(agreement=row, insee_code=code, valid=since(facts["first"]))
        for code, _name in told.agreement()["programme"]["members"]
    )
    for order, axis in enumerate(told.agreement()["axes"], start=1):
        wanted = {name: axis[name] for name in ("code", "name", "field", "about")}
        axes.add_axis(agreement=row, by=cast.advisor, order=order, **wanted)
    texts.begin_with_model(agreement=row, by=cast.advisor)
    signed = _signed(cast, row, facts["adopted"], facts["signed"])
    row = agreements.take_step(agreement=signed, name="begin", on=facts["first"], by=cast.advisor)
    agreements.publish(agreement=row, published=True, by=cast.advisor)
    return row


def make_programme(cast: Cast) -> Programme:
    """The invented programme of the framework, and the invented communes in it."""
    facts = told.agreement()["programme"]
    named = {name: facts[name] for name in ("name", "short_name", "about")}
    made, new = Programme.objects.get_or_create(
        slug=facts["slug"], defaults={**named, "owner": cast.bodies["epci"], "is_fictional": True}
    )
    if new:
        valid = since(facts["first"])
        made.versions.create(
            slug="premiere", name=facts["version"], valid=valid, source=facts["source"]
        )
        for code, name in facts["members"]:
            ProgrammeMember.objects.create(
                programme=made, insee_code=code, name=name, town_ref=code, valid=valid,
                recorded=from_now(), source=facts["source"],
            )  # fmt: skip
    return made


def make_chain(cast: Cast) -> Agreement | None:
    """The yearly agreements, each renewing the one before; returns the last."""
    last: Agreement | None = None
    for facts in told.agreement()["chain"]:
        with told_on(facts["signed"]):
            row = _yearly(cast, facts, last)
        if last is not None:
            follows = bool(last.valid.upper and last.valid.upper >= row.valid.lower)
            close(last, row.valid.lower if follows else last.valid.upper, follows, cast)
        last = row
    return last


def close(row: Agreement, on: dt.date, renewed: bool, cast: Cast) -> None:
    """The year over: renewed when the next one follows at once, else it just ends."""
    name = "renew" if renewed else "end"
    fresh = Agreement.objects.across_towns().get(pk=row.pk)
    with told_on(on):
        agreements.take_step(agreement=fresh, name=name, on=on, by=cast.advisor)


def _yearly(cast: Cast, facts: dict[str, Any], before: Agreement | None) -> Agreement:
    year = facts["year"]
    row = agreements.create(
        by=cast.advisor, holder=cast.bodies["chamber"], parties=[cast.bodies["hall"]],
        key=facts["key"], kind="yearly", title=f"Convention de centre-ville de Clairvoisne {year}",
        town=cast.town, first=dt.date(year, 1, 1), last=dt.date(year, 12, 31), renews=before,
        preamble=facts["preamble"], is_fictional=True,
    )  # fmt: skip
    texts.begin_with_model(agreement=row, by=cast.advisor)
    row = _signed(cast, row, facts["adopted"], facts["signed"])
    begun = max(facts["signed"], dt.date(year, 1, 1))
    row = agreements.take_step(agreement=row, name="begin", on=begun, by=cast.advisor)
    agreements.publish(agreement=row, published=True, by=cast.advisor)
    return row


def _signed(cast: Cast, row: Agreement, adopted: dt.date, on: dt.date) -> Agreement:
    """Every party decides, then signs the same day."""
    agreements.take_step(agreement=row, name="negotiate", on=adopted, by=cast.advisor)
    for party in row.parties.all():
        parties.deliberate(party=party, by=cast.advisor, adopted_on=adopted)
    agreements.take_step(agreement=row, name="deliberate", on=adopted, by=cast.advisor)
    for party in row.parties.all():
        parties.sign(party=party, on=on, by=cast.advisor)
    return agreements.take_step(agreement=row, name="sign", on=on, by=cast.advisor)

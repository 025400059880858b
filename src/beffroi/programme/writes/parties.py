"""Parties of an agreement: who signs for each, what its assembly decided, when it signed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import Agreement, Deliberation, Party
from beffroi.programme.rules.life import State
from beffroi.programme.rules.standing import LifeError
from beffroi.programme.writes.agreements import check_open, held
from beffroi.programme.writes.told import told_of
from beffroi.territory.models import Organisation


@transaction.atomic
def join(
    *, agreement: Agreement, organisation: Organisation, by: Person | None, **facts: Any
) -> Party:
    """A body enters a text that binds nobody yet; `facts`: role, signatory, capacity, order."""
    row = held(agreement)
    check_open(row)
    if row.parties.filter(organisation=organisation).exists():
        raise LifeError(_("%s est déjà partie à la convention.") % organisation.name)
    last = row.parties.aggregate(last=Max("order"))["last"] or 0
    made: Party = Party.objects.create(
        agreement=row, organisation=organisation, **({"order": last + 1} | facts)
    )
    audit.record("programme.party_joined", by=by, **_about(made))
    return made


@transaction.atomic
def change_party(*, party: Party, by: Person | None, **facts: Any) -> Party:
    """Who signs for it, in which capacity, in which part."""
    check_open(held(party.agreement))
    for name in ("role", "signatory", "capacity", "order"):
        if name in facts:
            setattr(party, name, facts[name])
    party.save()
    audit.record("programme.party_changed", by=by, **_about(party))
    return party


@transaction.atomic
def leave(*, party: Party, by: Person | None) -> None:
    """A body is out before anybody signed; raises `LifeError` for the holder of the file."""
    row = held(party.agreement)
    check_open(row)
    if party.organisation_id == row.holder_id:
        raise LifeError(_("L’organisme qui tient le dossier reste partie à la convention."))
    audit.record("programme.party_left", by=by, **_about(party))
    party.delete()


@transaction.atomic
def deliberate(
    *,
    party: Party,
    by: Person | None,
    number: str = "",
    planned_on: dt.date | None = None,
    adopted_on: dt.date | None = None,
    link: str = "",
) -> Deliberation:
    """The assembly of a body is to decide, or has decided."""
    check_open(held(party.agreement))
    made: Deliberation = Deliberation.objects.create(
        party=party, number=number, planned_on=planned_on, adopted_on=adopted_on, link=link
    )
    audit.record(
        "programme.party_deliberated" if adopted_on else "programme.deliberation_planned",
        by=by,
        **_about(party),
    )
    return made


@transaction.atomic
def forget_deliberation(*, deliberation: Deliberation, by: Person | None) -> None:
    """A deliberation entered by mistake is taken away; the journal keeps it."""
    check_open(held(deliberation.party.agreement))
    audit.record("programme.deliberation_dropped", by=by, **_about(deliberation.party))
    deliberation.delete()


@transaction.atomic
def sign(*, party: Party, on: dt.date, by: Person | None) -> Party:
    """A body has signed; only once every assembly has decided. Raises `LifeError`."""
    if held(party.agreement).state != State.DELIBERATED:
        raise LifeError(_("On signe quand toutes les assemblées ont délibéré."))
    party.signed_on = on
    party.save(update_fields=["signed_on"])
    audit.record("programme.party_signed", by=by, **_about(party), day=on.isoformat())
    return party


def _about(party: Party) -> dict[str, Any]:
    """What the journal is told of a party."""
    return {**told_of(party.agreement), "party": party.organisation.name}

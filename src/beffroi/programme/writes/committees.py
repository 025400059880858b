"""Committees of an agreement and their seats."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import Agreement, Committee, CommitteeMember, Contact
from beffroi.programme.writes.refused import GovernanceRefusedError
from beffroi.programme.writes.told import told_of
from beffroi.territory.models import Organisation


@transaction.atomic
def open_committee(
    *,
    agreement: Agreement,
    kind: str,
    name: str,
    by: Person | None,
    every_months: int | None = None,
) -> Committee:
    """Open a committee of this agreement, without a seat yet."""
    made = Committee.objects.create(
        agreement=agreement, kind=kind, name=name, every_months=every_months
    )
    audit.record("programme.committee_opened", by=by, **told_of(agreement), committee=name)
    return made


@transaction.atomic
def give_seat(
    *,
    committee: Committee,
    organisation: Organisation,
    by: Person | None,
    contact: Contact | None = None,
    is_elected: bool = False,
) -> CommitteeMember:
    """Seat a body in a committee, with the person who sits for it. A body may hold several seats.

    Raises `GovernanceRefusedError` for somebody of another body.
    """
    if contact is not None and contact.organisation_id != organisation.pk:
        raise GovernanceRefusedError(_("Cette personne est d’un autre organisme."), "contact")
    made = CommitteeMember.objects.create(
        committee=committee, organisation=organisation, contact=contact, is_elected=is_elected
    )
    audit.record("programme.seat_given", by=by, **_told(committee, organisation))
    return made


@transaction.atomic
def take_seat(*, seat: CommitteeMember, by: Person | None) -> None:
    """The body sits there no more; what it attended stays."""
    audit.record("programme.seat_taken", by=by, **_told(seat.committee, seat.organisation))
    seat.delete()


def _told(committee: Committee, organisation: Organisation) -> dict[str, Any]:
    about = {"committee": committee.name, "party": organisation.key}
    return {**told_of(committee.agreement), **about}

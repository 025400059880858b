"""People met in a body: noted, gone, erased. Their names never enter the journal."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.programme.models import Agreement, Attendance, Contact
from beffroi.programme.rules.months import add_months
from beffroi.programme.writes.told import told_of
from beffroi.territory.models import Organisation

KEPT_MONTHS = 36  # after leaving: contacts that serve no more (domain.md §9, retention)


@transaction.atomic
def note_contact(
    *, organisation: Organisation, name: str, agreement: Agreement, by: Person | None, **facts: Any
) -> Contact:
    """Note somebody of a body (title, email, phone), met through this agreement."""
    made = Contact.objects.create(organisation=organisation, name=name, **facts)
    audit.record("programme.contact_noted", by=by, **_told(made, agreement))
    return made


@transaction.atomic
def change_contact(
    *, contact: Contact, agreement: Agreement, by: Person | None, **facts: Any
) -> Contact:
    """Mend a card, or say since when its person is gone."""
    for name, value in facts.items():
        setattr(contact, name, value)
    contact.save(update_fields=list(facts))
    audit.record("programme.contact_changed", by=by, **_told(contact, agreement))
    return contact


@transaction.atomic
def erase_contact(*, contact: Contact, agreement: Agreement, by: Person | None) -> None:
    """Forget somebody: the card, and the name in what they attended."""
    audit.record("programme.contact_erased", by=by, **_told(contact, agreement))
    forget(contact)


def forget(contact: Contact) -> None:
    """Drop a card and the name it left in attendances; the seat and the presence stay."""
    rows = Attendance.objects.filter(organisation=contact.organisation_id, name=contact.name)
    rows.update(name="")
    contact.delete()


@transaction.atomic
def forget_gone(on: dt.date) -> int:
    """Forget the people who left their body three years ago; returns how many."""
    gone = Contact.objects.filter(left_on__lte=add_months(on, -KEPT_MONTHS))
    found = list(gone.select_for_update())
    for contact in found:
        forget(contact)
    return len(found)


def _told(contact: Contact, agreement: Agreement) -> dict[str, Any]:
    return {**told_of(agreement), "party": contact.organisation.key}

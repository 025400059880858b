"""Who follows an agreement: those who are told what happens to it."""

from __future__ import annotations

import datetime as dt

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.programme.models import Agreement
from beffroi.programme.reads.standing import parties_of
from beffroi.territory import reads as territory
from beffroi.territory.models import RoleAssignment


def people_of(agreement: Agreement, on: dt.date) -> list[Person]:
    """The people of its town, or above towns those who act for one of its parties."""
    if agreement.town is not None:
        return list(territory.team_of(agreement.town, on))
    keys = territory.with_heirs((one.organisation.key for one in parties_of(agreement)), on)
    held = RoleAssignment.objects.filter(valid__contains=on, role__in=roles.ACTING)
    theirs = held.filter(organisation__key__in=keys) | held.filter(acting_for__key__in=keys)
    return list(Person.objects.filter(pk__in=theirs.values("person"), is_active=True))

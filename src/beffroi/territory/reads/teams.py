"""The people of a town and of the installation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import QuerySet

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory.models import RoleAssignment, Town
from beffroi.territory.reads.rights import areas_of, ground_of


def _acting(on: dt.date) -> Any:
    return RoleAssignment.objects.filter(role__in=roles.ACTING, valid__contains=on)


def acted_for(town: Town, on: dt.date) -> bool:
    """Whether anybody acts for this town on this day, by the town or by an area that holds it."""
    held = _acting(on)
    if held.filter(town=town, scope=roles.TOWN).exists():
        return True
    bodies = held.filter(scope=roles.AREA).values_list("organisation_id", flat=True).distinct()
    ground = ground_of(town)
    return any(area.reaches(ground) for area in areas_of(bodies, on).values())


def team_of(town: Town, on: dt.date) -> QuerySet[Person]:
    """The people who act for this town by a role on the town itself."""
    held = _acting(on).filter(town=town)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def administrators(on: dt.date) -> QuerySet[Person]:
    """The people who look after the installation."""
    held = RoleAssignment.objects.filter(role=roles.INSTALLATION_ADMIN, valid__contains=on)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)

"""The people of a town and of the installation."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

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
    return bool(_bodies_reaching(town, on))


def _bodies_reaching(town: Town, on: dt.date) -> list[int]:
    """Bodies with people who act on their whole area, where that area holds this town."""
    return _reaching(_acting(on), town, on)


def _reaching(held: QuerySet[RoleAssignment], town: Town, on: dt.date) -> list[int]:
    """The bodies of these roles whose area holds the town."""
    of_areas = held.filter(scope=roles.AREA).order_by()
    bodies = of_areas.values_list("organisation_id", flat=True).distinct()
    ground = ground_of(town)
    return [body for body, area in areas_of(bodies, on).items() if area.reaches(ground)]


def team_of(town: Town, on: dt.date) -> QuerySet[Person]:
    """The people who act for this town: by a role on it, or on the area of a body that holds it."""
    by_body = Q(scope=roles.AREA, organisation__in=_bodies_reaching(town, on))
    held = _acting(on).filter(Q(town=town) | by_body)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def elected_of(town: Town, on: dt.date) -> QuerySet[Person]:
    """Those elected by this town, or by the body whose area holds it."""
    held = RoleAssignment.objects.filter(role=roles.ELECTED, valid__contains=on)
    by_body = Q(scope=roles.AREA, organisation__in=_reaching(held, town, on))
    return _people(held.filter(Q(town=town) | by_body))


def administrators(on: dt.date) -> QuerySet[Person]:
    """The people who look after the installation."""
    held = RoleAssignment.objects.filter(role=roles.INSTALLATION_ADMIN, valid__contains=on)
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)


def holders_in(town: Town, role: str, on: dt.date) -> QuerySet[Person]:
    """The people who hold a role on this town, or on one of its districts."""
    held = RoleAssignment.objects.filter(role=role, town=town, valid__contains=on)
    return _people(held)


def keepers_of(row: RoleAssignment, on: dt.date) -> list[Person]:
    """Who may prolong a role: who lent it; else who administers its town or body, the nearest.

    Without any of them, the people who look after the installation.
    """
    if row.delegated_from is not None:
        return [row.delegated_from.person]
    held = RoleAssignment.objects.filter(
        role=roles.BODY_ADMIN, valid__contains=on, delegated_from=None
    )
    near = [held.filter(organisation=row.organisation)] if row.organisation else []
    if row.town is not None:
        of_areas = Q(scope=roles.AREA, organisation__in=_reaching(held, row.town, on))
        near = [held.filter(town=row.town), held.filter(of_areas)]
    for some in near:
        found = list(_people(some).exclude(pk=row.person_id))
        if found:
            return found
    return list(administrators(on))


def _people(held: QuerySet[RoleAssignment]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=held.values("person"), is_active=True)

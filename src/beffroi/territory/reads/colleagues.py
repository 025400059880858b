"""The colleagues of a person: to whom a role is lent, who takes over what is open."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db.models import Q, QuerySet

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory.models import Membership, RoleAssignment, Town
from beffroi.territory.reads.rights import areas_of, ground_of


def colleagues_of(person: Person, on: dt.date) -> QuerySet[Person]:
    """People who may sign in and share a town, an area or a body with this one today.

    Whoever acts on the area of a body is a colleague of those who act for the towns it holds.
    """
    mine = RoleAssignment.objects.filter(person=person, valid__contains=on)
    theirs = RoleAssignment.objects.filter(valid__contains=on).exclude(scope=roles.OWN)
    same = Q(town__in=mine.filter(town__isnull=False).values("town"))
    for field in ("organisation", "acting_for"):
        named = mine.exclude(**{field: None}).values(field)
        same |= Q(organisation__in=named) | Q(acting_for__in=named)
    over = Q(role__in=roles.ACTING) & (_over_my_towns(mine, on) | _in_my_areas(mine, on))
    members = Membership.objects.filter(
        organisation__in=Membership.objects.filter(person=person, valid__contains=on).values(
            "organisation"
        ),
        valid__contains=on,
    )
    found = Q(pk__in=theirs.filter(same | over).values("person"))
    found |= Q(pk__in=members.values("person"))
    return Person.objects.filter(found, is_active=True).exclude(pk=person.pk).order_by("name")


def _over_my_towns(mine: QuerySet[RoleAssignment], on: dt.date) -> Q:
    """Roles on the area of a body that holds a town of mine."""
    grounds = [ground_of(town) for town in Town.objects.filter(pk__in=mine.values("town"))]
    held = RoleAssignment.objects.filter(scope=roles.AREA, valid__contains=on) if grounds else None
    areas = areas_of(_bodies(held), on) if held is not None else {}
    over = [body for body, area in areas.items() if any(area.reaches(one) for one in grounds)]
    return Q(scope=roles.AREA, organisation__in=over)


def _in_my_areas(mine: QuerySet[RoleAssignment], on: dt.date) -> Q:
    """Roles on a town that an area of mine holds."""
    bodies = _bodies(mine.filter(scope=roles.AREA, role__in=roles.ACTING))
    areas = areas_of(bodies, on).values() if bodies else ()
    held = RoleAssignment.objects.filter(role__in=roles.ACTING, valid__contains=on)
    towns = Town.objects.filter(pk__in=held.values("town")) if areas else ()
    inside = [one.pk for one in towns if any(area.reaches(ground_of(one)) for area in areas)]
    return Q(town__in=inside)


def _bodies(rows: Any) -> list[int]:
    return list(rows.order_by().values_list("organisation_id", flat=True).distinct())

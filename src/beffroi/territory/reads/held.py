"""Who acts for a town, and all that one person holds; a fixed number of queries for any team."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory.models import Organisation, Perimeter, RoleAssignment, Town
from beffroi.territory.reads.rights import areas_of, ground_of

NOW, LATER, OVER = "now", "later", "over"
BODY_SCOPES = (roles.AREA, roles.NETWORK)


@dataclass(frozen=True, slots=True)
class Held:
    """One role as a list shows it. `until` is the last day it holds; None: without end."""

    row: RoleAssignment
    person: Person
    role: Any
    where: str
    body: str
    since: dt.date | None
    until: dt.date | None
    given_by: str
    delegated_by: str
    state: str

    @property
    def key(self) -> str:
        return self.row.key


def roles_in(town: Town, on: dt.date) -> list[Held]:
    """Roles that hold on this town on this day or will, by name: four queries, whatever the size."""
    here = Q(town=town) | Q(organisation__in=_bodies_reaching(town, on), town=None)
    commune = [code for level, code in ground_of(town).places if level == "region"]
    here |= Q(scope=roles.REGION, region__in=commune)
    rows = assignments().filter(here).exclude(scope=roles.OWN)
    return held(rows.filter(not_over(on)), on)


def not_over(on: dt.date) -> Q:
    """Dated rows that hold on this day or will; an empty range never holds."""
    return Q(valid__upper_inf=True) | Q(valid__endswith__gt=on)


def _bodies_reaching(town: Town, on: dt.date) -> list[int]:
    """Bodies with people whose area holds this town on this day."""
    held = RoleAssignment.objects.filter(scope__in=BODY_SCOPES).exclude(valid__isempty=True)
    bodies = set(held.order_by().values_list("organisation_id", flat=True).distinct())
    ground = ground_of(town)
    areas = areas_of(bodies, on) if bodies else {}
    return [body for body, area in areas.items() if area.reaches(ground)]


def assignments() -> QuerySet[RoleAssignment]:
    """Roles with all that a list says of them."""
    return RoleAssignment.objects.select_related(
        "person", "town", "organisation", "acting_for", "delegated_from__person"
    ).order_by("person__name", "person_id", "valid", "pk")


def held_by(person: Person, on: dt.date) -> list[Held]:
    """Every role of a person that holds on this day or will."""
    return held(assignments().filter(not_over(on), person=person), on)


def lent_by(person: Person, on: dt.date) -> list[Held]:
    """What a person has delegated, and to whom."""
    return held(assignments().filter(not_over(on), delegated_from__person=person), on)


def held_for(body: Organisation, on: dt.date) -> list[Held]:
    """Roles on the area of a body, or held in its name."""
    mine = Q(organisation=body) | Q(acting_for=body)
    return held(assignments().filter(mine, not_over(on)), on)


def role_or_404(key: str) -> RoleAssignment:
    """One role by its key."""
    found = assignments().filter(key=key).first()
    if found is None:
        raise Http404(_("Ce rôle n’existe pas ou n’existe plus."))
    return found


def held(rows: Iterable[RoleAssignment], on: dt.date) -> list[Held]:
    """Rows as a list shows them; two queries more for all of them."""
    listed = list(rows)
    givers = {row.given_by for row in listed if row.given_by}
    names = dict(Person.objects.filter(key__in=givers).values_list("key", "name"))
    districts = _district_names(listed)
    return [_held(row, on, names, districts) for row in listed]


def _held(
    row: RoleAssignment, on: dt.date, names: dict[str, str], districts: dict[Any, str]
) -> Held:
    giver = row.delegated_from
    body = row.acting_for or (row.organisation if row.scope in BODY_SCOPES else None)
    return Held(
        row=row,
        person=row.person,
        role=roles.ROLES[row.role].label if row.role in roles.ROLES else row.role,
        where=_where(row, districts),
        body=body.name if body else "",
        since=row.valid.lower,
        until=last_day(row),
        given_by=names.get(row.given_by) or (_("personne effacée") if row.given_by else ""),
        delegated_by=giver.person.name if giver else "",
        state=state_of(row, on),
    )


def last_day(row: Any) -> dt.date | None:
    """The last day a dated row holds; None when it has no end."""
    upper = row.valid.upper
    return upper - dt.timedelta(days=1) if upper else None


def state_of(row: Any, on: dt.date) -> str:
    """Whether a dated row holds on this day, will, or did."""
    lower, upper = row.valid.lower, row.valid.upper
    if row.valid.isempty or (upper is not None and upper <= on):
        return OVER
    return LATER if lower is not None and lower > on else NOW


def _where(row: RoleAssignment, districts: dict[Any, str]) -> str:
    if row.scope == roles.DISTRICT:
        name = districts.get((row.town_id, row.district), row.district)
        return _("%(town)s, quartier %(district)s") % {"town": row.town, "district": name}
    if row.scope == roles.TOWN:
        return str(row.town)
    if row.scope in BODY_SCOPES and row.acting_for_id in (None, row.organisation_id):
        return _("tout son territoire")
    if row.scope in BODY_SCOPES:
        return _("tout le territoire de %(body)s") % {"body": row.organisation}
    if row.scope == roles.REGION:
        return _("région %(code)s") % {"code": row.region}
    return row.object_key if row.scope == roles.OWN else str(roles.SCOPES[row.scope])


def _district_names(rows: Iterable[RoleAssignment]) -> dict[Any, str]:
    wanted = {row.district for row in rows if row.district}
    if not wanted:
        return {}
    found = Perimeter.objects.across_towns().filter(slug__in=wanted).order_by("version")
    return {(town, slug): name for town, slug, name in found.values_list("town_id", "slug", "name")}


def bodies_reaching(town: Town, on: dt.date) -> QuerySet[Organisation]:
    """Bodies in whose name somebody may act here: the town's own, and those whose area holds it."""
    candidates = Organisation.objects.filter(valid__contains=on, merged_by=None)
    areas = areas_of(candidates.order_by().values_list("pk", flat=True), on)
    ground = ground_of(town)
    inside = [body for body, area in areas.items() if area.reaches(ground)]
    return candidates.filter(Q(pk__in=inside) | Q(town=town)).order_by("name")

"""Tell a person of the roles they hold."""

from __future__ import annotations

from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.territory.models import RoleAssignment
from beffroi.territory.subjects import ROLES


def tell_of_role(held: RoleAssignment, what: str, *, by: Person | None, url: str = "") -> None:
    """Tell the person of a role: `what` is given, delegated, ended or handed_over.

    Nothing is told to whoever gave it to themselves.
    """
    if by is not None and by.pk == held.person_id:
        return
    town = held.town
    where = town.name if town else (held.organisation.name if held.organisation else held.region)
    accounts.tell(
        [held.person],
        ROLES,
        sentence=what,
        params={"role": held.role, "scope": held.scope, "where": where},
        url=url,
        town_key=town.insee_code if town else "",
        object_key=f"role/{held.key}",
        once=f"role/{held.key}/{what}",
        by=by,
    )

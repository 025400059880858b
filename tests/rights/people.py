"""One person a role, each with the scope the role is given with; a stranger; somebody of elsewhere."""

from __future__ import annotations

import datetime as dt
from typing import Any

from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.kernel.period import since
from beffroi.territory import writes
from beffroi.territory.models import Organisation, Town

START = dt.date(2020, 1, 1)
STRANGER, ELSEWHERE = "stranger", "elsewhere"


def body(kind: str, town: Town) -> Organisation:
    """A body that does not exist and covers this town."""
    made = Organisation.objects.create(
        kind=kind, name=f"Organisme fictif {kind}", valid=since(None), is_fictional=True
    )
    code = town.insee_code
    writes.cover(organisation=made, level="commune", code=code, start=None, by=None)
    return made


def scopes(town: Town, own: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """How each role reaches the town, or the object that is its own."""
    there, mine = {"town": town}, {"object_key": own}
    return {
        roles.ADVISOR: (roles.AREA, {"organisation": body("chamber", town)}),
        roles.MANAGER: (roles.TOWN, there),
        roles.ELECTED: (roles.TOWN, there),
        roles.ASSOCIATION: (roles.TOWN, there),
        roles.SURVEYOR: (roles.TOWN, there),
        roles.NETWORK_OFFICER: (roles.NETWORK, {"organisation": body("network", town)}),
        roles.BODY_ADMIN: (roles.TOWN, there),
        roles.INSTALLATION_ADMIN: (roles.INSTALLATION, {}),
        roles.MERCHANT: (roles.OWN, mine),
        roles.LANDLORD: (roles.OWN, mine),
        roles.PROJECT_HOLDER: (roles.OWN, mine),
        roles.JUROR: (roles.OWN, mine),
    }


def everybody(town: Town, other: Town, own: str) -> dict[str, Person]:
    """By role; `stranger` holds nothing, `elsewhere` acts for the other town."""
    made = {STRANGER: _person(STRANGER), ELSEWHERE: _person(ELSEWHERE)}
    writes.give_role(person=made[ELSEWHERE], role=roles.MANAGER, town=other, start=START, by=None)
    for role, (scope, target) in scopes(town, own).items():
        made[role] = _person(role)
        writes.give_role(person=made[role], role=role, scope=scope, start=START, by=None, **target)
    return made


def _person(name: str) -> Person:
    person: Person = Person.objects.create_person(f"{name}@example.invalid", name)
    return person

"""Every cell of the table against the policy, conditions both ways."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from beffroi.accounts.models import Person
from beffroi.accounts.rules import conditions, roles
from beffroi.accounts.rules.table import GROUPS
from beffroi.kernel import permission
from beffroi.territory.models import Town
from beffroi.territory.policies import Form, Thing, may
from beffroi.territory.policies.conditions import registered

from .people import everybody

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 6, 1)
MINE, THEIRS = "shop:MINE", "shop:THEIRS"

# name → a thing that meets the condition, and one that does not
CASES: dict[str, tuple[Thing, Thing]] = {
    conditions.OWN: (Thing(MINE), Thing(THEIRS)),
    conditions.AGGREGATE: (Thing(form=Form.AGGREGATE), Thing(form=Form.ROW)),
    conditions.SUMMARY: (Thing(form=Form.SUMMARY), Thing(form=Form.ROW)),
    conditions.COUNT: (Thing(form=Form.COUNT, units=1), Thing(form=Form.ROW)),
    conditions.COUNT_OF_FIVE: (Thing(form=Form.COUNT, units=5), Thing(form=Form.COUNT, units=4)),
    conditions.MEDIAN_OF_THREE: (
        Thing(form=Form.MEDIAN, units=3),
        Thing(form=Form.MEDIAN, units=2),
    ),
    conditions.PUBLISHED: (Thing(published=True), Thing(published=False)),
    conditions.SHARED: (Thing(shared=True), Thing(shared=False)),
    # Nobody of this cast walks a round: tests/premises/test_round_rights.py has those who do.
    conditions.ON_THE_ROUND: (Thing("round:MINE"), Thing("round:THEIRS")),
}


@pytest.fixture
def cast() -> dict[str, Any]:
    town, other = (
        Town.objects.create(insee_code=code, name=name, slug=name.lower())
        for code, name in (("99801", "Valbourg"), ("99802", "Valmont"))
    )
    people: dict[str, Any] = {roles.EVERYBODY: AnonymousUser(), **everybody(town, other, MINE)}
    people[roles.SIGNED_IN] = people["stranger"]
    return {"town": town, "other": other, "people": people}


def grants_of(role: str, group: str, verb: str) -> list[tuple[str, ...]]:
    """The grants that add up for who holds the role."""
    also = {roles.EVERYBODY: []}.get(role, [roles.EVERYBODY])
    also = also if role in (roles.EVERYBODY, roles.SIGNED_IN) else [*also, roles.SIGNED_IN]
    found = [GROUPS[group].cell(one).grant(verb) for one in (role, *also)]
    return [grant for grant in found if grant is not None]


def rows() -> list[tuple[str, str]]:
    return [(group.key, verb) for group in GROUPS.values() for verb in group.verbs()]


def everyone() -> list[str]:
    return [roles.EVERYBODY, roles.SIGNED_IN, *roles.ROLES]


def test_every_cell_of_the_table(cast: dict[str, Any]) -> None:
    asked = 0
    for role in everyone():
        with permission.keeping():
            for group, verb in rows():
                _assert_cell(cast, role, group, verb)
                asked += 1
    assert asked > 300


def _assert_cell(cast: dict[str, Any], role: str, group: str, verb: str) -> None:
    person, town = cast["people"][role], cast["town"]

    def answer(thing: Thing, where: Town = town) -> bool:
        return bool(may(person, verb, group, town=where, obj=thing, on=DAY))

    grants = grants_of(role, group, verb)
    names = {name for grant in grants for name in grant}
    if () in grants:
        own_scope = roles.OWN in roles.ROLES[role].scopes if role in roles.ROLES else False
        assert answer(Thing(MINE) if own_scope else Thing()), (role, group, verb)
        return
    for name in names & registered():
        met, unmet = CASES[name]
        assert answer(met) is _reaches(role, name), (role, group, verb, name)
        assert not answer(unmet), (role, group, verb, name)
    if not names:
        assert not any(answer(thing) for pair in CASES.values() for thing in pair), (role, group)


def _reaches(role: str, name: str) -> bool:
    """A role on a town has nothing of its own there unless it acts for a body that owns it."""
    if name == conditions.ON_THE_ROUND:
        return False
    if name != conditions.OWN:
        return True
    return role in roles.ROLES and roles.ROLES[role].scopes == {roles.OWN}


def test_every_condition_that_is_answered_for_is_tried() -> None:
    assert set(CASES) == registered()


def test_role_on_one_town_grants_nothing_in_another(cast: dict[str, Any]) -> None:
    with permission.keeping():
        assert _tried_in_both(cast) > 20


def _tried_in_both(cast: dict[str, Any]) -> int:
    tried = 0
    for group, verb in rows():
        for role in roles.ROLES:
            if role == roles.INSTALLATION_ADMIN or GROUPS[group].cell(role).grant(verb) != ():
                continue
            if grants_of(roles.SIGNED_IN, group, verb):
                continue
            person: Person = cast["people"][role]
            assert may(person, verb, group, town=cast["town"], on=DAY), (role, group, verb)
            assert not may(person, verb, group, town=cast["other"], on=DAY), (role, group, verb)
            tried += 1
    return tried

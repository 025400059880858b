"""One question, one answer: allowed or not, by which role, for which body, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.matrix import GIVE, READ, Conditions, Group
from beffroi.accounts.rules.table import group_of
from beffroi.territory.models import Town
from beffroi.territory.policies import sentences
from beffroi.territory.policies.conditions import Asked, holds
from beffroi.territory.policies.districts import district_holds
from beffroi.territory.policies.things import thing_of
from beffroi.territory.reads.rights import ground_of, rights_of
from beffroi.territory.rules.rights import NO_BODY, Body, Right, Rights


@dataclass(frozen=True, slots=True)
class Decision:
    """`why` is a sentence; `role` and `body` say in which role and for whom it would be done."""

    allowed: bool
    why: str
    role: str = ""
    body: Body = NO_BODY
    right: Right | None = None

    def __bool__(self) -> bool:
        return self.allowed


class Where(TypedDict, total=False):
    """There, to that, on this day (today).

    `town` is a town or the INSEE code of a commune; without it the whole installation is meant.
    `obj` is a `Thing` or an object some context has told of.
    """

    town: Town | str | None
    obj: Any
    on: dt.date | None


def may(person: Any, verb: str, group: str, **where: Unpack[Where]) -> Decision:
    """Whether the table lets this person do this; raises `TableError` for a group nobody knows."""
    row, town, obj = group_of(group), where.get("town"), where.get("obj")
    day = where.get("on") or timezone.localdate()
    ground = ground_of(town) if town is not None else None
    asked = Asked(person, None, verb, group, ground, thing_of(obj), obj, day)
    if verb == READ and row.cell(roles.EVERYBODY).grant(verb) == ():
        return Decision(True, sentences.everybody(row), roles.EVERYBODY)  # no query
    return _decide(row, asked, town)


def _decide(row: Group, asked: Asked, town: Town | str | None) -> Decision:
    rights = rights_of(asked.person, asked.on)
    unmet: Conditions = ()
    for right, role in _candidates(rights, asked, town):
        conditions = row.cell(role).grant(asked.verb)
        if conditions is None or (asked.verb == GIVE and right and right.delegated):
            continue  # a delegate who gave roles would hold more than the giver, and longer
        held = replace(asked, right=right)
        if not conditions or any(holds(name, held) for name in conditions):
            return _allowed(right, role)
        unmet += conditions
    return Decision(False, sentences.refusal(row, asked.verb, rights, town, unmet))


def _allowed(right: Right | None, role: str) -> Decision:
    body = right.body if right else NO_BODY
    return Decision(True, sentences.allowed(role, body), role, body, right)


def _candidates(
    rights: Rights, asked: Asked, town: Town | str | None
) -> Iterator[tuple[Right | None, str]]:
    """Roles in which it could be done: on the object, on the town, on its district, as anybody.

    What stands above towns (a national agreement) is the business of its bodies: there a role
    counts when it is held for one of them.
    """
    whole = rights.on_ground(asked.ground)
    if asked.thing.key:
        whole = [*rights.owning(asked.thing.key), *whole]
    if asked.ground is None and asked.thing.bodies:
        whole += [right for right in rights.held if {right.body.key, right.of} & asked.thing.bodies]
    yield from ((right, right.role) for right in whole)
    if asked.ground is not None and asked.thing.at is not None and isinstance(town, Town):
        limited = [(right, right.districts(asked.ground)) for right in rights.held]
        for right, slugs in limited:
            if slugs and district_holds(town, slugs, asked.thing.at, asked.on):
                yield right, right.role
    if rights.person:
        yield None, roles.SIGNED_IN
    yield None, roles.EVERYBODY


def check(person: Any, verb: str, group: str, **where: Unpack[Where]) -> Decision:
    """The decision when it is allowed; else raises `PermissionDenied` with who could do it."""
    decision = may(person, verb, group, **where)
    if not decision.allowed:
        raise PermissionDenied(decision.why)
    return decision

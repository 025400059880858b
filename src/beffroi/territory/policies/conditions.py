"""Named conditions: a name of the table, and the function of the context that owns the noun.

What is about the form of a value or about ownership is answered here; the rest waits for its noun,
and refuses until then.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from beffroi.accounts.rules import conditions as names
from beffroi.kernel.secrecy import MIN_UNITS
from beffroi.territory.policies.things import Form, Thing
from beffroi.territory.rules.rights import Ground, Right


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: who, in which role (None: as anybody), where, about what, on which day."""

    person: Any
    right: Right | None
    verb: str
    group: str
    ground: Ground | None
    thing: Thing
    obj: Any
    on: dt.date


Condition = Callable[[Asked], bool]
_registered: dict[str, Condition] = {}


class ConditionError(Exception):
    """A condition that no table names, or one that two contexts answer for."""


def register(name: str, condition: Condition) -> None:
    """Answer for a condition of the table; once, by the context that owns the noun."""
    if name not in names.CONDITIONS:
        raise ConditionError(f"the table of rights names no condition {name!r}")
    if _registered.get(name, condition) is not condition:
        raise ConditionError(f"condition {name!r} is answered for twice")
    _registered[name] = condition


def registered() -> frozenset[str]:
    """The conditions somebody answers for."""
    return frozenset(_registered)


def holds(name: str, asked: Asked) -> bool:
    """Whether a condition is met; one nobody answers for never is."""
    found = _registered.get(name)
    return found is not None and found(asked)


def _own(asked: Asked) -> bool:
    """The object of the role, an object of the person's, or of the body they act for."""
    right, thing = asked.right, asked.thing
    if getattr(asked.person, "key", None) in thing.people:
        return True
    if right is None:
        return False
    named = bool(thing.key) and right.object_key == thing.key
    return named or (bool(right.body.key) and right.body.key in thing.bodies)


def _summed(asked: Asked) -> bool:
    return asked.thing.form in (Form.AGGREGATE, Form.COUNT, Form.MEDIAN)


def _counted(least: int) -> Condition:
    return lambda asked: asked.thing.form == Form.COUNT and asked.thing.units >= least


register(names.OWN, _own)
register(names.AGGREGATE, _summed)
register(names.SUMMARY, lambda asked: asked.thing.form == Form.SUMMARY)
register(names.COUNT, _counted(0))
register(names.COUNT_OF_FIVE, _counted(5))
register(
    names.MEDIAN_OF_THREE,
    lambda asked: asked.thing.form == Form.MEDIAN and asked.thing.units >= MIN_UNITS,
)
register(names.PUBLISHED, lambda asked: asked.thing.published)
register(names.SHARED, lambda asked: asked.thing.shared)

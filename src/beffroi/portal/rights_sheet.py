"""The table of rights as people read it: all roles side by side, or one role by kind of data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.conditions import CONDITIONS
from beffroi.accounts.rules.matrix import VERBS, Group
from beffroi.accounts.rules.table import GROUPS, PENDING

ALL = (roles.EVERYBODY, roles.SIGNED_IN)  # what they may, every role may


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb granted: `told` is its condition, `note` the number of that condition's note.

    `shared` when it is granted to everybody, or to whoever is signed in, and not to the role.
    """

    label: Any
    told: str = ""
    note: int = 0
    shared: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of data, with the deeds of each role in the order of the columns."""

    label: Any
    cells: tuple[tuple[Deed, ...], ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Kinds of data by roles; only roles that may do something stand in a column."""

    columns: tuple[Any, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one role may do with one kind of data."""

    label: Any
    deeds: tuple[Deed, ...]


def held(*, pending: bool) -> list[Group]:
    """The kinds of data that Beffroi holds today, or those to come."""
    return [group for group in GROUPS.values() if (group.key in PENDING) == pending]


def matrix(groups: Iterable[Group]) -> Matrix:
    """Every right of these kinds of data; a note for each condition, numbered as first met."""
    listed = list(groups)
    columns = [role for role in roles.NAMES if any(_granted(one, role) for one in listed)]
    notes: list[str] = []
    lines = tuple(
        Line(group.label, tuple(_numbered(_granted(group, role), notes) for role in columns))
        for group in listed
    )
    return Matrix(tuple(roles.NAMES[role] for role in columns), lines, tuple(notes))


def sheets(groups: Iterable[Group], role: str) -> list[Sheet]:
    """What this role may, with what everybody may; kinds of data closed to it are left out."""
    made = [Sheet(group.label, _of_role(group, role)) for group in groups]
    return [sheet for sheet in made if sheet.deeds]


def _granted(group: Group, role: str) -> dict[str, str]:
    """Condition, or nothing, by verb printed in this role's cell; not what everybody has."""
    found = {verb: group.cell(role).grant(verb) for verb in group.verbs()}
    free = _free(group) if role != roles.EVERYBODY else set()
    return {
        verb: _(" ou ").join(str(CONDITIONS[one]) for one in names)
        for verb, names in found.items()
        if names is not None and verb not in free
    }


def _free(group: Group) -> set[str]:
    """Verbs that everybody is granted without condition."""
    return {verb for verb in group.verbs() if group.cell(roles.EVERYBODY).grant(verb) == ()}


def _numbered(granted: dict[str, str], notes: list[str]) -> tuple[Deed, ...]:
    for told in granted.values():
        if told and told not in notes:
            notes.append(told)
    return tuple(
        Deed(VERBS[verb], told, notes.index(told) + 1 if told else 0)
        for verb, told in granted.items()
    )


def _of_role(group: Group, role: str) -> tuple[Deed, ...]:
    own = _granted(group, role)
    deeds = [Deed(VERBS[verb], told) for verb, told in own.items()]
    for other in ALL:
        if other != role and role != roles.EVERYBODY:
            name = str(roles.NAMES[other])
            more = _granted(group, other).items()
            deeds += [Deed(VERBS[verb], told, 0, name) for verb, told in more if verb not in own]
    return tuple(deeds)

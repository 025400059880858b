"""The table of rights as people read it: by kind of data, then by deed, then by role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.conditions import CONDITIONS
from beffroi.accounts.rules.matrix import VERBS, Group
from beffroi.accounts.rules.table import GROUPS, PENDING


@dataclass(frozen=True, slots=True)
class Deed:
    """One verb of one kind of data: who may, each with the condition if there is one."""

    label: Any
    who: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of data; `pending` when Beffroi does not hold it yet."""

    key: str
    label: Any
    pending: bool
    deeds: tuple[Deed, ...]


def sheets(role: str = "") -> list[Sheet]:
    """Every row, those that exist first; with a role, only what it may beyond everybody."""
    rows = sorted(GROUPS.values(), key=lambda group: group.key in PENDING)
    made = [_sheet(group, role) for group in rows]
    return [sheet for sheet in made if sheet.deeds]


def _sheet(group: Group, role: str) -> Sheet:
    deeds = (_deed(group, verb, role) for verb in group.verbs())
    kept = tuple(deed for deed in deeds if deed.who)
    return Sheet(group.key, group.label, group.key in PENDING, kept)


def _deed(group: Group, verb: str, role: str) -> Deed:
    holders = group.holders(verb)
    if role:
        holders = [one for one in holders if one in (role, roles.EVERYBODY, roles.SIGNED_IN)]
    if group.cell(roles.EVERYBODY).grant(verb) == ():
        holders = [roles.EVERYBODY]
    return Deed(VERBS[verb], tuple(_holder(group, verb, one) for one in holders))


def _holder(group: Group, verb: str, role: str) -> str:
    conditions = group.cell(role).grant(verb)
    name = str(roles.NAMES[role])
    if not conditions:
        return name
    told = _(" ou ").join(str(CONDITIONS[one]) for one in conditions)
    return _("%(role)s : %(condition)s") % {"role": name, "condition": told}

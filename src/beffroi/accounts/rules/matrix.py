"""Who may do what with which kind of data: the table as values, and how a cell is read.

A blank cell refuses. Roles add up: what everybody may is never taken away by a role.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.accounts.rules.conditions import CONDITIONS

READ, WRITE, REPORT, CORRECT = "read", "write", "report", "correct"
VALIDATE, PUBLISH, OPEN, GIVE = "validate", "publish", "open", "give"

VERBS: dict[str, Any] = {
    READ: _("lire"),
    WRITE: _("modifier"),
    REPORT: _("signaler"),
    CORRECT: _("corriger"),
    VALIDATE: _("valider"),
    PUBLISH: _("publier"),
    OPEN: _("ouvrir"),
    GIVE: _("donner"),
}
# Whoever may write may correct; whoever may correct may report.
_CARRIED = {CORRECT: (CORRECT, WRITE), REPORT: (REPORT, CORRECT, WRITE)}

Conditions = tuple[str, ...]  # empty: no condition; several: one of them is enough


class TableError(ValueError):
    """A cell that cannot be read; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its printed wording, and what it grants, by verb."""

    source: str
    grants: Mapping[str, Conditions]

    def grant(self, verb: str) -> Conditions | None:
        """The conditions under which the verb is granted; None when it is refused."""
        found = [self.grants[word] for word in _CARRIED.get(verb, (verb,)) if word in self.grants]
        if not found:
            return None
        return () if () in found else tuple(dict.fromkeys(name for one in found for name in one))


BLANK = Cell("", {})


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of data (one row of the table); `printed` is its name in the source document."""

    key: str
    label: Any  # translated when shown
    printed: str
    cells: Mapping[str, Cell]  # by role

    def cell(self, role: str) -> Cell:
        """What this role may do here; blank when the table says nothing."""
        return self.cells.get(role, BLANK)

    def verbs(self) -> list[str]:
        """The verbs anybody is granted here."""
        return [verb for verb in VERBS if any(verb in c.grants for c in self.cells.values())]

    def holders(self, verb: str) -> list[str]:
        """Roles to which the verb is granted, with or without condition."""
        return [role for role, cell in self.cells.items() if cell.grant(verb) is not None]


def cell(source: str, grants: str = "") -> Cell:
    """`cell("R + correct own", "read; correct: own_object")`; `|` between alternatives.

    Raises `TableError` for a verb or a condition that no table of ours knows.
    """
    read = dict(_grant(part) for part in grants.split(";") if part.strip())
    return Cell(source, read)


def _grant(part: str) -> tuple[str, Conditions]:
    verb, _colon, names = (word.strip() for word in part.partition(":"))
    conditions = tuple(name.strip() for name in names.split("|") if name.strip())
    unknown = [verb] * (verb not in VERBS) + [n for n in conditions if n not in CONDITIONS]
    if unknown:
        raise TableError(f"unknown word in the table of rights: {', '.join(unknown)}")
    return verb, conditions


def table(groups: Iterable[Group]) -> dict[str, Group]:
    """Groups by key; raises `TableError` for a key met twice."""
    found: dict[str, Group] = {}
    for group in groups:
        if group.key in found:
            raise TableError(f"group twice in the table of rights: {group.key}")
        found[group.key] = group
    return found

"""Pass everything on in one transaction, or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.territory.handover.registry import Kind, Matter, matters_of
from beffroi.territory.models import Membership, RoleAssignment
from beffroi.territory.writes.membership import end_membership
from beffroi.territory.writes.refusals import RoleRefusedError
from beffroi.territory.writes.roles import end_role
from beffroi.territory.writes.telling import tell_of_handover


class UntakenError(RoleRefusedError):
    """Some matters have no successor and nobody said that this is meant; `matters` are those."""

    def __init__(self, matters: list[Matter]) -> None:
        titles = ", ".join(matter.title for matter in matters)
        super().__init__(
            _("Personne ne reprend : %s. Choisissez quelqu’un, ou confirmez.") % titles
        )
        self.matters = matters


@dataclass(frozen=True, slots=True)
class Choice:
    """Who takes what: `everything` unless `one` names another (None: nobody) for a matter."""

    everything: Person | None
    one: Mapping[str, Person | None]

    def successor(self, matter: Matter) -> Person | None:
        """Who takes this matter."""
        return self.one.get(matter.name, self.everything)


@dataclass(frozen=True, slots=True)
class Passed:
    """What was done: each matter with who took it; None: nobody."""

    done: list[tuple[Matter, Person | None]]


@transaction.atomic
def hand_over(
    *, person: Person, on: dt.date, choice: Choice, by: Person, untaken_is_meant: bool = False
) -> Passed:
    """The person leaves on this day: what is open goes to its successors, the rest ends.

    What is open is read again under a lock: a matter opened meanwhile is not forgotten. Raises
    `UntakenError` when something has no successor and that was not confirmed, `RoleRefusedError`
    when a successor cannot take something; then nothing was done.
    """
    Person.objects.select_for_update().get(pk=person.pk)
    found = [(kind, one) for kind, some in matters_of(person, on) for one in some]
    plan = [(kind, matter, choice.successor(matter)) for kind, matter in found]
    untaken = [matter for _kind, matter, to in plan if to is None]
    if untaken and not untaken_is_meant:
        raise UntakenError(untaken)
    for kind, matter, to in plan:
        if to is not None:
            _pass(kind, matter, person=person, to=to, on=on, by=by)
    _end_what_is_left(person, on, by)
    passed = Passed([(matter, to) for _kind, matter, to in plan])
    _tell(person, on, by, passed)
    return passed


def _pass(
    kind: Kind, matter: Matter, *, person: Person, to: Person, on: dt.date, by: Person
) -> None:
    if to.pk == person.pk:
        raise RoleRefusedError(_("Choisissez quelqu’un d’autre que la personne qui part."))
    if not to.is_active:
        raise RoleRefusedError(_("%s n’a plus accès : choisissez quelqu’un d’autre.") % to.name)
    kind.pass_on(matter=matter, person=person, to=to, on=on, by=by)


def _end_what_is_left(person: Person, on: dt.date, by: Person) -> None:
    """Roles and memberships: passed on or not, they end with the person's last day."""
    for row in RoleAssignment.objects.filter(person=person).order_by("pk"):
        end_role(assignment=row, on=on, by=by)
    for membership in Membership.objects.filter(person=person).order_by("pk"):
        end_membership(membership=membership, on=on, by=by)


def _tell(person: Person, on: dt.date, by: Person, passed: Passed) -> None:
    """One line that keeps who took what, by keys: the summary is printed from it, takers read it."""
    lines = [
        {"kind": matter.kind, "title": matter.title, "due": matter.due and matter.due.isoformat(),
         "to": to.key if to else ""}
        for matter, to in passed.done
    ]  # fmt: skip
    taken = sum(1 for _matter, to in passed.done if to)
    entry = audit.record(
        "territory.handed_over", by=by, on=person.key, day=on.isoformat(), matters=lines,
        taken=taken, untaken=len(lines) - taken,
    )  # fmt: skip
    tell_of_handover(entry, [to for _matter, to in passed.done if to], by=by)

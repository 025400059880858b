"""Bring somebody in: the person of an address, invited when they are new here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.accounts.writes.invitations import has_entered
from beffroi.portal.admitting import person_of


@dataclass(frozen=True, slots=True)
class Brought:
    """`link` opens the account, to hand over where mail does not reach; "" for who has one."""

    person: Person
    is_new: bool
    link: str = ""

    def sentence(self) -> str:
        """What is said to whoever brought the person in."""
        if not self.is_new:
            return _("%(name)s a déjà un compte : le rôle y est ajouté.") % {
                "name": self.person.name
            }
        return _("%(name)s est invité à ouvrir son compte.") % {"name": self.person.name}


def bring_in(*, email: str, name: str, by: Person) -> Brought:
    """The person of this address; whoever has not entered yet receives a link."""
    held = person_of(email)
    person, link = accounts.invite(email, name, by)
    if held is not None and has_entered(held):
        return Brought(held, is_new=False)
    return Brought(person, is_new=True, link=link)

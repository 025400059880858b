"""Bring somebody in: the person of an address, invited when they are new here."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from beffroi.accounts import mails, reads
from beffroi.accounts import writes as accounts
from beffroi.accounts.models import Person
from beffroi.territory import reads as territory
from beffroi.territory.reads.held import Held
from beffroi.ui.typography import date


@dataclass(frozen=True, slots=True)
class Brought:
    """`link` opens the account, for the person invited alone; "" for who has one."""

    person: Person
    is_new: bool
    link: str = ""


def bring_in(*, email: str, name: str, by: Person) -> Brought:
    """The person of this address; whoever has not entered yet receives a link."""
    held = reads.person_of(email)
    person, link = accounts.invite(email, name, by)
    if held is not None and held.has_entered:
        return Brought(held, is_new=False)
    return Brought(person, is_new=True, link=link)


def announce(request: HttpRequest, brought: Brought) -> None:
    """Send the invitation, once all is stored, and say what was done.

    The link goes to its owner only: whoever invites sees it where no mail can leave.
    """
    told = {"name": brought.person.name, "email": brought.person.email}
    if not brought.is_new:
        messages.success(request, _("%(name)s a déjà un compte : le rôle y est ajouté.") % told)
    elif _sent(request, brought):
        messages.success(request, _("Une invitation est partie à %(email)s.") % told)
    else:
        link = mails.full(request, brought.link)
        messages.warning(
            request,
            _("Aucun courriel n’a pu partir. Remettez vous-même ce lien à %(name)s : %(link)s")
            % {**told, "link": link},
        )


def _roles(person: Person) -> list[str]:
    """What awaits the person, in their own language."""
    with translation.override(person.language):
        held = territory.held_by(person, timezone.localdate())
        return [_role(one) for one in held]


def _accent(person: Person) -> str:
    """The colour of the one town that awaits the person; "" for several, or none."""
    towns = {one.row.town for one in territory.held_by(person, timezone.localdate())}
    only = towns.pop() if len(towns) == 1 else None
    return only.accent if only else ""


def _role(one: Held) -> str:
    said = _("%(role)s, %(where)s") % {"role": one.role, "where": one.where}
    body = f" ({one.body})" if one.body else ""
    until = _(", jusqu’au %(day)s") % {"day": date(one.until)} if one.until else ""
    return f"{said}{body}{until}"


def _sent(request: HttpRequest, brought: Brought) -> bool:
    if settings.EMAIL_BACKEND.endswith("console.EmailBackend"):
        return False  # no mail server was named: the terminal is not the person invited
    link = mails.full(request, brought.link)
    try:
        mails.send(
            "invitation",
            brought.person.email,
            reader=brought.person,
            link=link,
            accent=_accent(brought.person),
            by=request.user,
            roles=_roles(brought.person),
        )
    except OSError:  # smtplib's errors are of this kind
        return False
    return True

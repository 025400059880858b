"""The sentences of a decision: in which role, for whom; or who could, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.conditions import CONDITIONS
from beffroi.accounts.rules.matrix import VERBS, Conditions, Group
from beffroi.territory.models import Town
from beffroi.territory.rules.rights import Body, Rights


def everybody(group: Group) -> str:
    """Why a visitor may."""
    return _("« %(group)s » se lit librement.") % {"group": group.label}


def allowed(role: str, body: Body) -> str:
    """In which role, and for whom, somebody may."""
    name = roles.NAMES[role]
    if not body.name:
        return _("Permis à ce rôle : %(role)s.") % {"role": name}
    words = {"role": name, "body": body.name}
    return _("Permis à ce rôle : %(role)s, pour %(body)s.") % words


def refusal(
    group: Group, verb: str, rights: Rights, town: Town | str | None, unmet: Conditions
) -> str:
    """Who could do it, and what the person lacks: signing in, the place, or the condition."""
    said = [_who(group, verb, town)]
    if not rights.person:
        said.append(_("Connectez-vous si vous êtes de ceux-là."))
    elif unmet:
        said.append(_("Votre rôle ne le permet qu’à une condition : %s.") % _either(unmet))
    elif town is not None and any(_granted(group, verb, right.role) for right in rights.held):
        said.append(_("Votre rôle s’exerce ailleurs qu’à cet endroit."))
    return " ".join(said)


def _granted(group: Group, verb: str, role: str) -> bool:
    return group.cell(role).grant(verb) is not None


def _who(group: Group, verb: str, town: Town | str | None) -> str:
    could = [str(roles.NAMES[role]) for role in group.holders(verb)]
    words = {"verb": VERBS[verb], "group": group.label, "town": getattr(town, "name", "")}
    if not could:
        return _("Personne ne peut %(verb)s « %(group)s ».") % words
    words["roles"] = _list(could)
    if words["town"]:
        return (
            _("Pour %(verb)s « %(group)s » à %(town)s, il faut l’un de ces rôles : %(roles)s.")
            % words
        )
    return _("Pour %(verb)s « %(group)s », il faut l’un de ces rôles : %(roles)s.") % words


def _either(names: Conditions) -> str:
    return _list(str(CONDITIONS[name]) for name in dict.fromkeys(names))


def _list(words: Iterable[str]) -> str:
    *first, last = words
    return _("%(first)s ou %(last)s") % {"first": ", ".join(first), "last": last} if first else last

"""Who may give or end which role: never more than one's own administration reaches."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.rules import roles
from beffroi.accounts.rules.matrix import GIVE
from beffroi.territory.models import Organisation, Town
from beffroi.territory.policies.asking import Decision, check, may
from beffroi.territory.reads.held import bodies_reaching
from beffroi.territory.reads.rights import ground_of, rights_of
from beffroi.territory.rules.rights import Right


def check_give(
    by: Any,
    *,
    role: str,
    scope: str,
    town: Town | None = None,
    organisation: Organisation | None = None,
    on: dt.date | None = None,
    **_target: Any,
) -> Decision:
    """Raise `PermissionDenied`, with its sentence, unless `by` may give or end this role there.

    Who administers the installation gives every role; who administers a body, those of its own
    area; who administers a town, those of that town. Nothing of this is delegated.
    """
    anywhere = may(by, GIVE, "roles", on=on)
    if anywhere:
        return anywhere
    if role == roles.INSTALLATION_ADMIN or scope in (roles.REGION, roles.INSTALLATION):
        raise PermissionDenied(_("Seul un administrateur de l’installation donne ce rôle."))
    if organisation is not None:
        return _for_body(by, organisation, on or timezone.localdate())
    return check(by, GIVE, "roles", town=town, on=on)


def _for_body(by: Any, body: Organisation, on: dt.date) -> Decision:
    for right in rights_of(by, on).held:
        if _gives(right) and right.of == body.key:
            return _as_admin(right)
    raise PermissionDenied(
        _("Seule une personne qui administre %s donne un rôle sur son territoire.") % body.name
    )


def _as_admin(right: Right) -> Decision:
    words = {"role": roles.NAMES[right.role], "body": right.body.name}
    why = _("Permis à ce rôle : %(role)s, pour %(body)s.") % words
    return Decision(True, why, right.role, right.body, right)


def bodies_to_name(by: Any, town: Town, on: dt.date) -> QuerySet[Organisation]:
    """Bodies in whose name `by` may let somebody act in this town.

    The town's own, those `by` administers or acts for here; every body that reaches the town for
    who administers the installation. What is done is told of that body, and its people are seen.
    """
    reaching, rights = bodies_reaching(town, on), rights_of(by, on)
    if rights.administers:
        return reaching
    own = {right.of for right in rights.held if _gives(right)}
    own |= {right.body.key for right in rights.on_ground(ground_of(town))}
    return reaching.filter(Q(key__in=own - {""}) | Q(town=town))


def _gives(right: Right) -> bool:
    return right.role == roles.BODY_ADMIN and not right.delegated

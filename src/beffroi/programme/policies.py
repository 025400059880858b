"""Who may read and change agreements and sheets, in a town and above towns.

The table of rights answers (`territory.policies`). Above towns (national and framework agreements)
a role counts when its body is a party: the table's cell of that role, on that file.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.kernel import permission
from beffroi.programme.models import ActionSheet, Agreement
from beffroi.territory import policies, reads
from beffroi.territory.models import Organisation
from beffroi.territory.policies import Thing

AGREEMENT, FINANCING = "agreement", "financing"


def agreement_thing(agreement: Agreement) -> Thing:
    """The agreement as a right sees it."""
    bodies = {party.organisation.key for party in agreement.parties.all()}
    key = f"agreement:{agreement.key}"
    heirs = _with_heirs(frozenset(bodies | {agreement.holder.key}))
    return Thing(key, bodies=heirs, published=agreement.is_published)


def sheet_thing(sheet: ActionSheet) -> Thing:
    """The sheet as a right sees it: restricted, it is nobody's but its bodies'."""
    published = sheet.is_published and not sheet.is_restricted
    return Thing(f"sheet:{sheet.key}", bodies=sheet_bodies(sheet), published=published)


def sheet_bodies(sheet: ActionSheet) -> frozenset[str]:
    """Keys of the bodies a sheet belongs to: its own, and those of its agreement."""
    owners = (sheet.project_owner, sheet.delegated_owner)
    own = {body.key for body in owners if body is not None}
    own |= {party.organisation.key for party in sheet.parties.all()}
    if sheet.agreement is not None:
        own |= {party.organisation.key for party in sheet.agreement.parties.all()}
        own.add(sheet.agreement.holder.key)
    return _with_heirs(frozenset(own))


def _with_heirs(bodies: frozenset[str]) -> frozenset[str]:
    """What was signed by a body is the business of the one it became (row 001-15)."""
    kept, today = permission.kept(), timezone.localdate()
    key = ("heirs", bodies, today)
    if key not in kept:
        kept[key] = reads.with_heirs(bodies, today)
    found: frozenset[str] = kept[key]
    return found


def register() -> None:
    """What our objects are to a right, and how a path names them."""
    policies.tells(Agreement, agreement_thing)
    policies.tells(ActionSheet, sheet_thing)
    policies.tells(
        Organisation, lambda body: Thing(f"body:{body.key}", bodies=frozenset({body.key}))
    )
    policies.finds("body_key", lambda _town, key: reads.body_or_404(key))
    policies.finds("agreement_key", agreement_or_404)
    policies.finds("sheet_key", sheet_or_404)


def agreement_or_404(town: Any, key: str) -> Agreement:
    """The agreement of this town with this key; of none, one above towns."""
    from beffroi.programme import reads as programme

    return programme.agreement_or_404(town, key)


def sheet_or_404(town: Any, key: str) -> ActionSheet:
    """The sheet of this town with this key; of none, one above towns."""
    from beffroi.programme import reads as programme

    return programme.sheet_or_404(town, key)


def bodies_of(person: Any, on: dt.date | None = None) -> frozenset[str]:
    """Keys of the bodies a person acts for, and of those that went into them.

    Their private notes are the person's to read, and their agreements to work on.
    """
    day = on or timezone.localdate()
    held = reads.rights_of(person, day).held
    return reads.with_absorbed(
        (key for right in held for key in (right.body.key, right.of) if key), day
    )


def check(person: Any, verb: str, agreement: Agreement, group: str = AGREEMENT) -> None:
    """The question for any agreement, of a town or above: raises `PermissionDenied`."""
    policies.check(person, verb, group, town=agreement.town, obj=agreement)


def visible_above(person: Any) -> Q:
    """Agreements above towns that this person may list."""
    return Q(is_published=True) | Q(
        parties__organisation__key__in=bodies_of(person), parties__left_on=None
    )


def may_see_sheet(person: Any, sheet: ActionSheet) -> bool:
    """A restricted sheet is read by who acts for one of its bodies, and by nobody else."""
    return not sheet.is_restricted or bool(bodies_of(person) & sheet_bodies(sheet))


def reads_agreement_inside(person: Any, agreement: Agreement) -> bool:
    """Whether they read its working part (meetings, promises, people), not only what is published."""
    thing = replace(agreement_thing(agreement), published=False)
    return bool(policies.may(person, "read", AGREEMENT, town=agreement.town, obj=thing))


def reads_inside(person: Any, sheet: ActionSheet) -> bool:
    """Whether they read the working part (risks, history…), not only what is published."""
    thing = replace(sheet_thing(sheet), published=False)
    return bool(policies.may(person, "read", AGREEMENT, town=sheet.town, obj=thing))


def reads_money(person: Any, obj: Agreement | ActionSheet) -> bool:
    """Whether they read all its money: what is published of it opens no working page."""
    thing = sheet_thing(obj) if isinstance(obj, ActionSheet) else agreement_thing(obj)
    inside = replace(thing, published=False)
    return bool(policies.may(person, "read", FINANCING, town=obj.town, obj=inside))


def check_money(person: Any, obj: Agreement | ActionSheet) -> None:
    """The same question; raises `PermissionDenied`."""
    if not reads_money(person, obj):
        raise PermissionDenied(_("Les financements se lisent par ceux qui suivent la convention."))


def may_write_sheet(person: Any, sheet: ActionSheet) -> bool:
    """Whether they change it."""
    return bool(policies.may(person, "write", AGREEMENT, town=sheet.town, obj=sheet))


def visible_sheets(person: Any) -> Q:
    """Sheets of a town that this person may list: a restricted one only for its bodies."""
    keys = bodies_of(person)
    own = ActionSheet.objects.across_towns().filter(
        Q(parties__organisation__key__in=keys)
        | Q(project_owner__key__in=keys)
        | Q(delegated_owner__key__in=keys)
        | Q(agreement__holder__key__in=keys)
        | Q(agreement__parties__organisation__key__in=keys, agreement__parties__left_on=None)
    )
    return Q(is_restricted=False) | Q(pk__in=own.values("pk"))

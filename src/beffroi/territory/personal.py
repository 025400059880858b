"""What territory holds of a person: their roles, the bodies they belong to."""

from __future__ import annotations

from collections.abc import Collection

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.accounts import personal, policies
from beffroi.accounts.models import Person
from beffroi.accounts.rules import roles
from beffroi.territory.models import Membership, RoleAssignment
from beffroi.territory.reads.rights import rights_of


def roles_today(person: Person) -> Collection[str]:
    """Keys of the roles held; read once a request, with all rights."""
    return {right.role for right in rights_of(person).held}


def _rows(person: Person) -> personal.Rows:
    held = RoleAssignment.objects.filter(person=person).select_related("town", "organisation")
    named = (_("rôle"), _("portée"), _("sur"), _("du"), _("au"))
    return [
        dict(
            zip(
                named,
                (
                    str(roles.ROLES[row.role].label),
                    str(roles.SCOPES[row.scope]),
                    str(row.town or row.organisation or row.object_key or ""),
                    row.valid.lower,
                    row.valid.upper,
                ),
                strict=True,
            )
        )
        for row in held.order_by("pk")
    ]


def _last_administrator(person: Person) -> str | None:
    """The installation, or a body, would have nobody left to look after it."""
    today = timezone.localdate()
    kinds = (roles.INSTALLATION_ADMIN, roles.BODY_ADMIN)
    # What was lent goes with the role it comes from: it replaces nobody.
    held = RoleAssignment.objects.filter(valid__contains=today, delegated_from=None)
    own = held.filter(person=person, role__in=kinds)
    for row in own.select_related("organisation", "town"):
        others = held.filter(role=row.role, organisation=row.organisation, town=row.town)
        if not others.filter(person__is_active=True).exclude(person=person).exists():
            what = row.organisation or row.town or _("toute l’installation")
            said = _(
                "Vous êtes la dernière personne à administrer %(what)s : donnez d’abord ce rôle "
                "à quelqu’un d’autre."
            )
            return said % {"what": what}
    return None


def _forget_roles(person: Person) -> None:
    RoleAssignment.objects.filter(person=person).delete()


def _memberships(person: Person) -> personal.Rows:
    named = (_("organisme"), _("fonction"), _("du"), _("au"))
    held = Membership.objects.filter(person=person).select_related("organisation").order_by("pk")
    told = ((row.organisation.name, row.title, row.valid.lower, row.valid.upper) for row in held)
    return [dict(zip(named, row, strict=True)) for row in told]


def _forget_memberships(person: Person) -> None:
    Membership.objects.filter(person=person).delete()


def register_personal() -> None:
    """Tell accounts which roles are held, and what is kept of them."""
    policies.register_roles(roles_today)
    personal.register(
        personal.Holding(
            "roles",
            _l("Vos rôles"),
            _l("Pour vous ouvrir ce qui est à votre ville ou à votre organisme."),
            _l("Tant que le compte existe."),
            _rows,
            _forget_roles,
            refuses=_last_administrator,
        )
    )
    personal.register(
        personal.Holding(
            "memberships",
            _l("Les organismes dont vous êtes membre"),
            _l("Pour que l’on sache qui parle au nom de chaque organisme."),
            _l("Tant que le compte existe."),
            _memberships,
            _forget_memberships,
        )
    )

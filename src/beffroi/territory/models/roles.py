"""Who may act, in which role, how far, from when to when."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import new_key
from beffroi.accounts.rules import roles
from beffroi.territory.models.bodies import Organisation
from beffroi.territory.models.towns import Town

_SAME = ("person", "role", "scope", "district", "region", "object_key")
_SAME_TARGET = ("town", "organisation", "acting_for")  # empty where the scope has no such target


class RoleAssignment(models.Model):
    """A person holds a role; the scope says on what, and only that scope's target is filled."""

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles"
    )  # a role without its person means nothing
    role = models.CharField(_("rôle"), max_length=30, choices=roles.choices)
    scope = models.CharField(
        _("portée"), max_length=12, choices=roles.scope_choices, default=roles.TOWN
    )
    town = models.ForeignKey(
        Town, on_delete=models.CASCADE, null=True, blank=True, related_name="roles"
    )  # a role on a town without that town means nothing
    # The slug of a perimeter: a district redrawn keeps its people.
    district = models.SlugField(_("quartier"), max_length=80, blank=True)
    # Scope "area" or "network": the body whose area counts.
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="roles"
    )
    region = models.CharField(_("région"), max_length=3, blank=True)
    # Scope "own": what it is of, as "shop:ABC123"; opaque here, known above.
    object_key = models.CharField(_("objet"), max_length=60, blank=True)
    # The body on whose behalf the person acts: what is done is told of it, not of its neighbours.
    acting_for = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="acting_roles"
    )
    valid = DateRangeField(_("du … au"))
    delegated_from = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, blank=True, related_name="delegations"
    )  # a delegation falls with the role it comes from
    given_by = models.CharField(_("donné par"), max_length=20, blank=True)  # a person's key
    given_at = models.DateTimeField(_("donné le"), default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["person"]), models.Index(fields=["town"])]
        constraints = [
            ExclusionConstraint(
                name="same_role_once_at_a_time",
                expressions=[
                    *((field, RangeOperators.EQUAL) for field in _SAME),
                    *((Coalesce(field, 0), RangeOperators.EQUAL) for field in _SAME_TARGET),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Cette personne a déjà ce rôle à ces dates."),
            ),
            models.CheckConstraint(
                name="role_scope_names_its_target",
                condition=(
                    Q(scope=roles.OWN, town__isnull=True, organisation__isnull=True, region="")
                    & ~Q(object_key="")
                )
                | Q(scope=roles.TOWN, town__isnull=False, district="", object_key="", region="")
                | (Q(scope=roles.DISTRICT, town__isnull=False, object_key="") & ~Q(district=""))
                | Q(
                    scope__in=[roles.AREA, roles.NETWORK],
                    organisation__isnull=False,
                    town__isnull=True,
                )
                | (Q(scope=roles.REGION, town__isnull=True) & ~Q(region=""))
                | Q(scope=roles.INSTALLATION, town__isnull=True, organisation__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.scope}"

"""Organisations, what they cover, who belongs to them, and how they merge."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import new_key
from beffroi.territory.models.towns import Town


class Organisation(models.Model):
    """A body that acts, signs, pays or is a member: chamber, town hall, association…"""

    class Kind(models.TextChoices):
        CHAMBER = "chamber", _("chambre de commerce")
        TOWN = "town", _("ville")
        EPCI = "epci", _("intercommunalité")
        ASSOCIATION = "association", _("association de commerçants")
        LANDLORD = "landlord", _("bailleur")
        NETWORK = "network", _("réseau")
        STATE = "state", _("État")

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    kind = models.CharField(_("nature"), max_length=20, choices=Kind)
    name = models.CharField(_("nom"), max_length=160)
    siren = models.CharField(_("SIREN"), max_length=9, blank=True)
    # The town this body is the town hall of, or where an association or a landlord is at home.
    town = models.ForeignKey(
        Town, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations"
    )
    valid = DateRangeField(_("existe du … au"))
    is_fictional = models.BooleanField(_("organisme fictif"), default=False)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["siren"], condition=~models.Q(siren=""), name="one_body_a_siren"
            )
        ]

    def __str__(self) -> str:
        return self.name


class AreaPlace(models.Model):
    """What a body covers, from when to when: rights given on its area follow these rows."""

    class Level(models.TextChoices):
        COMMUNE = "commune", _("commune")
        EPCI = "epci", _("intercommunalité")
        DEPARTMENT = "department", _("département")
        REGION = "region", _("région")
        PROGRAMME = "programme", _("programme")
        COUNTRY = "country", _("pays")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="area_places"
    )  # an area without its body means nothing
    level = models.CharField(_("niveau"), max_length=12, choices=Level)
    code = models.CharField(_("code"), max_length=20)  # INSEE or SIREN code, programme key, "fr"
    # A part of a wider place that the body has left: a commune out of its EPCI.
    is_exception = models.BooleanField(_("n’en fait plus partie"), default=False)
    valid = DateRangeField(_("du … au"))
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["level", "code"])]
        constraints = [
            # A place is covered or left, never both on one day.
            ExclusionConstraint(
                name="same_place_once_at_a_time",
                expressions=[
                    *((field, RangeOperators.EQUAL) for field in ("organisation", "level", "code")),
                    ("valid", RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Cet organisme couvre déjà ce lieu à ces dates."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.level} {self.code}"


class Membership(models.Model):
    """A person belongs to a body, with a function there, from when to when."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )  # a membership without its person means nothing
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships"
    )
    title = models.CharField(_("fonction"), max_length=120, blank=True)
    valid = DateRangeField(_("du … au"))

    class Meta:
        indexes = [models.Index(fields=["person"])]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.organisation_id}"


class Merger(models.Model):
    """A body went into another on a day; areas, memberships and roles followed."""

    absorbed = models.OneToOneField(
        Organisation, on_delete=models.PROTECT, related_name="merged_by"
    )
    into = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="mergers")
    on = models.DateField(_("le"))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(absorbed=models.F("into")), name="no_body_merges_into_itself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.into_id} on {self.on}"

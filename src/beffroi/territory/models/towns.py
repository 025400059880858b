"""Towns, and who acts for them."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager


class Town(models.Model):
    """A town (or an arrondissement of a big one) that has its own observatory here."""

    insee_code = models.CharField(_("code INSEE"), max_length=5, unique=True)
    name = models.CharField(_("nom"), max_length=80)
    slug = models.SlugField(_("adresse"), max_length=80, unique=True)
    population = models.PositiveIntegerField(_("population"), null=True, blank=True)
    population_year = models.PositiveSmallIntegerField(_("année"), null=True, blank=True)
    outline = models.JSONField(_("contour"), null=True, blank=True)  # GeoJSON, WGS 84
    lon = models.FloatField(_("longitude du centre"), null=True, blank=True)
    lat = models.FloatField(_("latitude du centre"), null=True, blank=True)
    is_fictional = models.BooleanField(_("ville fictive"), default=False)
    programmes = models.JSONField(_("programmes"), default=list)
    # Moves with every import or correction: what is cached of a town is keyed by it.
    data_version = models.PositiveBigIntegerField(_("version des données"), default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class RoleAssignment(models.Model):
    """Who acts for a town, in which role, from when to when."""

    class Role(models.TextChoices):
        ADVISOR = "commerce_advisor", _("conseiller commerce")
        MANAGER = "town_centre_manager", _("manager de centre-ville")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="roles"
    )  # a role without its person means nothing
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="roles")  # same
    role = models.CharField(_("rôle"), max_length=30, choices=Role)
    valid = DateRangeField(_("du … au"))

    objects = TownManager()

    class Meta:
        indexes = [models.Index(fields=["person", "town"])]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role} {self.town_id}"

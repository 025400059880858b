"""Programmes (Action Cœur de Ville …), their versions, and who belongs to them when."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.period import Dated, one_at_a_time
from beffroi.territory.models import Organisation


class Programme(models.Model):
    """A national, regional or chamber programme; what it says lies in its versions."""

    slug = models.SlugField(_("adresse"), max_length=60, unique=True)
    name = models.CharField(_("nom"), max_length=160)
    short_name = models.CharField(_("sigle"), max_length=20, blank=True)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="programmes"
    )
    about = models.TextField(_("présentation"), blank=True)
    is_fictional = models.BooleanField(_("programme fictif"), default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ProgrammeVersion(models.Model):
    """A stage of a programme with its own pillars: Acte I, Acte II."""

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="versions"
    )  # a stage of its own programme
    slug = models.SlugField(_("adresse"), max_length=60)
    name = models.CharField(_("nom"), max_length=120)
    valid = DateRangeField(_("du … au"))
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["valid"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "slug"], name="programme_version_once")
        ]

    def __str__(self) -> str:
        return self.name


class ProgrammeCount(models.Model):
    """How many a source said there were on a day: shown beside what the list gives."""

    class Unit(models.TextChoices):
        TOWN = "town", _("villes")
        COMMUNE = "commune", _("communes")

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="counts"
    )  # said of it
    on = models.DateField(_("le"))
    unit = models.CharField(_("compte"), max_length=8, choices=Unit)
    number = models.PositiveIntegerField(_("nombre"))
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        ordering = ["on", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "on", "unit", "source"], name="count_said_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.unit} on {self.on}"


class ProgrammeMember(Dated):
    """A commune in a programme, true over `valid`, known to us over `recorded`.

    Several communes may be one town of the programme: they share `town_ref` (ACV counts both).
    """

    programme = models.ForeignKey(
        Programme, on_delete=models.CASCADE, related_name="members"
    )  # its own list
    insee_code = models.CharField(_("code INSEE"), max_length=5)
    name = models.CharField(_("nom dans la liste"), max_length=120)
    town_ref = models.CharField(_("repère de la ville"), max_length=40)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        constraints = [one_at_a_time("one_membership_at_a_time", "programme", "insee_code")]
        indexes = [models.Index(fields=["insee_code"], name="member_commune")]

    def __str__(self) -> str:
        return f"{self.insee_code} in {self.programme_id}"

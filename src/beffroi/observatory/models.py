"""Published diagnoses. Their figures are nodes of the evidence ledger."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.territory.models import Perimeter, Town


class Diagnosis(models.Model):
    """What was said of a perimeter on a day; printed again it says the same."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="diagnoses")  # its own
    perimeter = models.ForeignKey(
        Perimeter, on_delete=models.PROTECT, related_name="+"
    )  # what was studied stays known
    number = models.PositiveIntegerField(_("numéro"))
    true_on = models.DateField(_("état au"))
    known_on = models.DateTimeField(_("connu le"))
    published_at = models.DateTimeField(_("publié le"), auto_now_add=True)
    published_by = models.CharField(_("par"), max_length=40, blank=True)
    content = models.JSONField(_("contenu"), default=dict)

    objects = TownManager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["town", "number"], name="diagnosis_number")]

    def __str__(self) -> str:
        return f"{self.town_id} n° {self.number}"

    @property
    def published_on(self) -> dt.date:
        """The day of publication, in the installation's time zone."""
        return timezone.localdate(self.published_at)

    @property
    def key(self) -> str:
        """Names this publication in the evidence ledger."""
        return f"diagnosis/{self.pk}"


class KeptPanorama(models.Model):
    """A panorama the worker counted beforehand; drawn from the rest, it may be lost at any time.

    It serves for the version of the data and of our code it was made with, and for no other.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")  # drawn from it
    of = models.CharField(max_length=60)  # the day, the perimeter, the inhabitants
    data_version = models.PositiveBigIntegerField(_("version des données"))
    code = models.CharField(max_length=16)
    value = models.BinaryField()

    objects = TownManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "of"], name="one_kept_panorama")]

    def __str__(self) -> str:
        return f"{self.town_id} {self.of} v{self.data_version}"

"""What was worked out of a town's data beforehand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.territory.models.towns import Town


class Kept(models.Model):
    """A text the worker made beforehand (counts, a map); made from the rest, it may be lost.

    It serves for the version of the data and of our code it was made with, and for no other.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")  # made from it
    of = models.CharField(max_length=120)  # "maker" alone: it has passed; "maker/…": what it made
    data_version = models.PositiveBigIntegerField(_("version des données"))
    code = models.CharField(max_length=16)
    value = models.BinaryField()

    objects = TownManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "of"], name="kept_once")]

    def __str__(self) -> str:
        return f"{self.town_id} {self.of} v{self.data_version}"

"""How a town shows itself and where it is found: its arms, its former paths, its own domains."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.territory.models.towns import Town


class TownArms(models.Model):
    """A town's arms or logo: small, so that it lies in the database and travels with a backup."""

    town = models.OneToOneField(Town, on_delete=models.CASCADE, related_name="arms")  # its own
    png = models.BinaryField(_("image PNG"))  # written again by us: pixels only, nothing else
    width = models.PositiveSmallIntegerField(_("largeur"))
    height = models.PositiveSmallIntegerField(_("hauteur"))

    objects = TownManager()

    def __str__(self) -> str:
        return f"{self.town_id} {self.width}×{self.height}"


class FormerPath(models.Model):
    """A path a town once had: it leads to the present one for ever, and no other town takes it."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="former_paths")  # its own
    slug = models.SlugField(_("ancienne adresse"), max_length=80, unique=True)

    objects = TownManager()

    def __str__(self) -> str:
        return self.slug


class TownDomain(models.Model):
    """A domain name that shows this town; declared by who looks after the installation."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="domains")  # its own
    host = models.CharField(_("nom de domaine"), max_length=253, unique=True)
    declared_at = models.DateTimeField(_("déclaré le"), default=timezone.now)
    declared_by = models.CharField(_("déclaré par"), max_length=40, blank=True)

    objects = TownManager()

    class Meta:
        ordering = ["host"]

    def __str__(self) -> str:
        return self.host

"""What is drawn of a town: perimeters, streets, ground."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.territory.models.towns import Town


class Perimeter(models.Model):
    """One dated version of a perimeter. A new outline is a new row, never an overwrite."""

    class Kind(models.TextChoices):
        EXTRACT = "extract", _("étendue des données")
        TOWN_CENTRE = "town_centre", _("centre-ville")
        ORT_SECTOR = "ort_sector", _("secteur d’intervention ORT")
        COMMUNE = "commune", _("commune")
        CUSTOM = "custom", _("périmètre libre")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="perimeters")  # its own
    kind = models.CharField(_("nature"), max_length=20, choices=Kind)
    name = models.CharField(_("nom"), max_length=120)
    slug = models.SlugField(_("adresse"), max_length=80)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    geometry = models.JSONField(_("contour"))  # GeoJSON Polygon or MultiPolygon, WGS 84
    valid = DateRangeField(_("du … au"))
    is_default = models.BooleanField(_("montré d’abord"), default=False)

    objects = TownManager()

    class Meta:
        ordering = ["-is_default", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["town", "slug", "version"], name="perimeter_version_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        """Names this version in the evidence ledger."""
        return f"perimeter/{self.pk}/v{self.version}"


class Street(models.Model):
    """One named street of a town: all its ways."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="streets")  # its own
    name = models.CharField(_("nom"), max_length=160)
    slug = models.SlugField(_("adresse"), max_length=160)
    lines = models.JSONField(_("tracé"), default=list)  # list of [[lon, lat], …]
    kind = models.CharField(_("classe de voie"), max_length=30, blank=True)
    refs = models.JSONField(_("éléments d’origine"), default=list)  # ["way/12", …]

    objects = TownManager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["town", "slug"], name="street_once")]

    def __str__(self) -> str:
        return self.name


class GroundFeature(models.Model):
    """What is drawn under the premises: buildings, water, green, car parks, squares."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="ground")  # its own
    ref = models.CharField(_("élément d’origine"), max_length=40)
    kind = models.CharField(_("nature"), max_length=20)
    name = models.CharField(_("nom"), max_length=160, blank=True)
    geometry = models.JSONField(_("géométrie"))  # GeoJSON, WGS 84
    extra = models.JSONField(_("autres attributs"), default=dict)
    # Bounds of the geometry: a viewport is found without reading every outline of the town.
    west = models.FloatField(_("ouest"), default=-180)
    south = models.FloatField(_("sud"), default=-90)
    east = models.FloatField(_("est"), default=180)
    north = models.FloatField(_("nord"), default=90)

    objects = TownManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["town", "ref", "kind"], name="ground_feature_once")
        ]
        indexes = [
            models.Index(fields=["town", "west", "east", "south", "north"], name="ground_where")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}"

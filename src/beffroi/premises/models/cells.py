"""The physical cell, which outlives its occupants."""

from __future__ import annotations

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.territory.models import GroundFeature, Perimeter, Source, Street, Town


class Premises(models.Model):
    """One commercial cell seen from the pavement."""

    class StreetOrigin(models.TextChoices):
        ADDRESS = "address", _("adresse notée")
        GEOMETRY = "geometry", _("rue la plus proche")
        CORRECTED = "corrected", _("corrigée à la main")
        UNKNOWN = "unknown", _("rue inconnue")

    class Side(models.TextChoices):
        LEFT = "left", _("gauche")
        RIGHT = "right", _("droite")
        UNKNOWN = "", _("côté inconnu")

    public_id = models.CharField(_("identifiant public"), max_length=14, unique=True)
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="premises")  # its own
    lon = models.FloatField(_("longitude"))
    lat = models.FloatField(_("latitude"))
    house_number = models.CharField(_("numéro"), max_length=12, blank=True)
    street = models.ForeignKey(
        Street, null=True, blank=True, on_delete=models.SET_NULL, related_name="premises"
    )  # a renamed street leaves its premises standing
    street_origin = models.CharField(
        _("origine de la rue"), max_length=10, choices=StreetOrigin, default=StreetOrigin.UNKNOWN
    )
    street_doubtful = models.BooleanField(_("rue à vérifier"), default=False)
    street_doubt = models.JSONField(_("rues possibles"), default=list)  # [{street, metres}]
    side = models.CharField(_("côté"), max_length=5, choices=Side, default="", blank=True)
    along_m = models.FloatField(_("position le long de la rue (m)"), null=True, blank=True)
    building = models.ForeignKey(
        GroundFeature, null=True, blank=True, on_delete=models.SET_NULL, related_name="premises"
    )  # a redrawn building leaves its premises standing
    footprint = models.JSONField(_("emprise"), null=True, blank=True)  # GeoJSON Polygon
    frontage_m = models.FloatField(_("linéaire de vitrine (m)"), null=True, blank=True)
    in_field = models.BooleanField(_("dans le champ d’observation"), default=True)

    objects = TownManager()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["town", "lon", "lat"], name="premises_where"),
            # a viewport: by longitude alone a tenth of the city was read for a hundredth of it
            GistIndex(models.Func("lon", "lat", function="point"), name="premises_spot"),
        ]

    def __str__(self) -> str:
        return self.public_id


class PremisesRef(models.Model):
    """The name a source gives to a premises: OSM element, round's door, invariant …"""

    premises = models.ForeignKey(
        Premises, on_delete=models.CASCADE, related_name="refs"
    )  # a name without its thing means nothing
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")  # same as premises'
    scheme = models.CharField(_("registre"), max_length=20)
    value = models.CharField(_("identifiant"), max_length=60)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="+"
    )  # marked removed, not deleted, while something rests on it

    objects = TownManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["town", "scheme", "value"], name="premises_ref_once_a_town"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class Within(models.Model):
    """This premises lies in this version of a perimeter."""

    premises = models.ForeignKey(
        Premises, on_delete=models.CASCADE, related_name="within"
    )  # a fact about both
    perimeter = models.ForeignKey(
        Perimeter, on_delete=models.CASCADE, related_name="+"
    )  # a fact about both

    objects = TownManager("premises__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["perimeter", "premises"], name="within_once")
        ]

    def __str__(self) -> str:
        return f"{self.premises_id} in {self.perimeter_id}"


class Lineage(models.Model):
    """A merge or a split: the child cell comes from the parent; old addresses lead to the new."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("réunion")
        SPLIT = "split", _("division")

    parent = models.ForeignKey(
        Premises, on_delete=models.PROTECT, related_name="children_links"
    )  # history is kept
    child = models.ForeignKey(
        Premises, on_delete=models.PROTECT, related_name="parent_links"
    )  # history is kept
    kind = models.CharField(_("nature"), max_length=5, choices=Kind)
    happened_on = models.DateField(_("le"))

    objects = TownManager("child__town")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parent", "child"], name="lineage_once")]

    def __str__(self) -> str:
        return f"{self.parent_id} → {self.child_id}"

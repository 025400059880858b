"""Towns and what is drawn of them; where their data come from; who acts for them."""

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


class Source(models.Model):
    """Where data come from: licence, attribution, and the day their content was true."""

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="sources")  # its own
    key = models.CharField(_("clé"), max_length=60, unique=True)
    kind = models.CharField(_("nature"), max_length=30)
    label = models.CharField(_("nom"), max_length=160)
    as_of = models.DateField(_("état au"), null=True, blank=True)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    attribution = models.CharField(_("mention"), max_length=200, blank=True)
    url = models.URLField(_("adresse"), blank=True)
    is_simulated = models.BooleanField(_("données simulées"), default=False)
    removed_at = models.DateTimeField(_("retirée le"), null=True, blank=True)
    removed_by = models.CharField(_("retirée par"), max_length=40, blank=True)

    objects = TownManager()

    class Meta:
        ordering = ["-as_of"]

    def __str__(self) -> str:
        return self.label


class ImportRun(models.Model):
    """Who brought which file to which town, how far it is, and what became of each row."""

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente")
        RUNNING = "running", _("en cours")
        DONE = "done", _("terminé")
        REFUSED = "refused", _("refusé")
        CANCELLED = "cancelled", _("abandonné")
        BROKEN = "broken", _("interrompu")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="imports")  # its own
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.SET_NULL, related_name="imports"
    )  # the report outlives a removed source
    kind = models.CharField(_("nature"), max_length=30, blank=True)
    file_name = models.CharField(_("fichier"), max_length=255)
    stored_as = models.CharField(_("conservé sous"), max_length=255, blank=True)
    sha256 = models.CharField(_("empreinte"), max_length=64, blank=True)
    size = models.PositiveBigIntegerField(_("taille"), default=0)
    said_as_of = models.DateField(_("état au, selon la personne"), null=True, blank=True)
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.WAITING)
    started_at = models.DateTimeField(_("commencé le"), auto_now_add=True)
    started_by = models.CharField(_("par"), max_length=40, blank=True)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    rows_done = models.PositiveBigIntegerField(_("lignes lues"), default=0)
    rows_total = models.PositiveBigIntegerField(_("lignes à lire"), null=True, blank=True)
    cancel_asked = models.BooleanField(_("abandon demandé"), default=False)
    sentence = models.TextField(_("issue"), blank=True)
    report = models.JSONField(_("rapport"), default=dict)

    objects = TownManager()

    class Meta:
        ordering = ["-started_at"]
        indexes = [models.Index(fields=["town", "-started_at"])]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.state})"

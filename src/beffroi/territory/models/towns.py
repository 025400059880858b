"""Towns."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


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
    about = models.TextField(_("présentation"), max_length=600, blank=True)
    accent = models.CharField(_("couleur"), max_length=7, blank=True)  # "#23527c"; "" is ours
    has_arms = models.BooleanField(_("a un blason ou un logo"), default=False)
    domain = models.CharField(_("nom de domaine montré"), max_length=253, blank=True)
    # Moves with colour and arms: their addresses carry it, and are kept by browsers for a year.
    look_version = models.PositiveIntegerField(_("version de l’apparence"), default=0)
    # Moves with every import or correction: what is cached of a town is keyed by it.
    data_version = models.PositiveBigIntegerField(_("version des données"), default=0)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

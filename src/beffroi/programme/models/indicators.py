"""What is followed: indicators with baseline and target, evidence, and the context around."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models.axes import Axis
from beffroi.programme.models.sheets import ActionSheet
from beffroi.territory.models import Organisation, Perimeter

_VALUE: dict[str, Any] = {"max_digits": 18, "decimal_places": 6}


class TrackedIndicator(models.Model):
    """An indicator of a sheet or an axis: the observatory's own (`code`), else one measured by hand."""

    class Better(models.TextChoices):
        UP = "up", _("doit monter")
        DOWN = "down", _("doit baisser")

    sheet = models.ForeignKey(
        ActionSheet, on_delete=models.CASCADE, null=True, blank=True, related_name="indicators"
    )  # own
    axis = models.ForeignKey(
        Axis, on_delete=models.CASCADE, null=True, blank=True, related_name="indicators"
    )  # own
    code = models.CharField(_("indicateur de l’observatoire"), max_length=60, blank=True)
    label = models.CharField(_("nom"), max_length=200)
    unit = models.CharField(_("unité"), max_length=40, blank=True)
    perimeter = models.ForeignKey(
        Perimeter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # else the town's default
    baseline = models.DecimalField(_("valeur de départ"), null=True, blank=True, **_VALUE)
    baseline_on = models.DateField(_("constatée le"), null=True, blank=True)
    target = models.DecimalField(_("cible"), null=True, blank=True, **_VALUE)
    target_on = models.DateField(_("à atteindre le"), null=True, blank=True)
    better = models.CharField(_("sens"), max_length=4, choices=Better, default=Better.UP)
    source = models.CharField(_("source"), max_length=200, blank=True)
    owner = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(sheet=None, axis__isnull=False) | Q(sheet__isnull=False, axis=None),
                name="indicator_of_one",
            )
        ]

    def __str__(self) -> str:
        return self.label


class Measurement(models.Model):
    """A value measured by hand; the observatory's own are never copied here."""

    indicator = models.ForeignKey(
        TrackedIndicator, on_delete=models.CASCADE, related_name="measurements"
    )  # own
    on = models.DateField(_("le"))
    value = models.DecimalField(_("valeur"), **_VALUE)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["indicator", "on"], name="measured_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.value}"


class Evidence(models.Model):
    """Why a sheet exists: a finding, a figure, a diagnosis or a paper, by its key or address."""

    class Kind(models.TextChoices):
        FIGURE = "figure", _("chiffre de l’observatoire")
        DIAGNOSIS = "diagnosis", _("diagnostic")
        LINK = "link", _("document en ligne")
        WORD = "word", _("parole recueillie")

    sheet = models.ForeignKey(ActionSheet, on_delete=models.CASCADE, related_name="evidence")  # own
    kind = models.CharField(_("nature"), max_length=10, choices=Kind)
    ref = models.CharField(_("repère"), max_length=300, blank=True)
    text = models.CharField(_("ce qu’il montre"), max_length=300)
    on = models.DateField(_("du"), null=True, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text


class ContextSeries(models.Model):
    """A series of the country or the region, set beside a town's so that it is not blamed alone."""

    slug = models.SlugField(_("repère"), max_length=60, unique=True)
    label = models.CharField(_("nom"), max_length=200)
    unit = models.CharField(_("unité"), max_length=40, blank=True)
    place = models.CharField(_("lieu"), max_length=60, default="fr")
    code = models.CharField(_("indicateur comparé"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=300)

    class Meta:
        ordering = ["label"]

    def __str__(self) -> str:
        return self.label


class ContextPoint(models.Model):
    """One value of a context series."""

    series = models.ForeignKey(
        ContextSeries, on_delete=models.CASCADE, related_name="points"
    )  # own
    on = models.DateField(_("le"))
    value = models.DecimalField(_("valeur"), **_VALUE)

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["series", "on"], name="context_point_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.value}"

"""Counters of passers-by and their hours."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.territory.models import Source, Street, Town


class Counter(models.Model):
    """One point where people are counted, whoever counts them."""

    class Technology(models.TextChoices):
        INFRARED = "infrared", _("infrarouge")
        THERMAL = "thermal", _("caméra thermique")
        VIDEO = "video", _("caméra, comptée sur place")
        FLOOR = "floor", _("dalle ou tube")
        MANUAL = "manual", _("comptage à la main")
        PHONES = "phones", _("téléphones")
        UNKNOWN = "", _("procédé inconnu")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="counters")  # its own
    slug = models.SlugField(_("adresse"), max_length=80)
    name = models.CharField(_("nom"), max_length=120)
    label = models.CharField(_("nom dans les fichiers"), max_length=120)
    technology = models.CharField(
        _("procédé"), max_length=10, choices=Technology, default="", blank=True
    )
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    street = models.ForeignKey(
        Street, null=True, blank=True, on_delete=models.SET_NULL, related_name="counters"
    )  # a renamed street leaves its counter
    # The weeks every other is held against; empty: the first year counted.
    reference_from = models.DateField(_("référence du"), null=True, blank=True)
    reference_to = models.DateField(_("au"), null=True, blank=True)
    note = models.CharField(_("remarque"), max_length=300, blank=True)

    objects = TownManager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["town", "slug"], name="counter_slug_once_a_town"),
            models.UniqueConstraint(fields=["town", "label"], name="counter_label_once_a_town"),
            models.CheckConstraint(
                name="counter_reference_whole",
                condition=models.Q(reference_from=None, reference_to=None)
                | models.Q(reference_to__gte=models.F("reference_from")),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HourCount(models.Model):
    """How many passed in an hour, as one source says. A missing hour has no row: it is no zero.

    A later file may say otherwise; what was told last and not withdrawn counts (`reads.hours`).
    """

    counter = models.ForeignKey(
        Counter, on_delete=models.CASCADE, related_name="counts"
    )  # a count without its counter means nothing
    hour = models.DateTimeField(_("heure"))  # its start
    count = models.PositiveIntegerField(_("passages"))
    told_at = models.DateTimeField(_("dit le"), default=timezone.now)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="+"
    )  # marked removed, not deleted

    objects = TownManager("counter__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["counter", "hour", "source"], name="hour_once_a_counter_and_source"
            )
        ]

    def __str__(self) -> str:
        return f"{self.counter_id} {self.hour:%Y-%m-%dT%H} {self.count}"

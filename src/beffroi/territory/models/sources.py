"""Where a town's data come from, and the runs that brought them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.territory.models.towns import Town


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
        TO_DECIDE = "to_decide", _("attend vos choix")
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
    # The body it was brought for: the worker that reads it says so too.
    body_key = models.CharField(_("pour l’organisme"), max_length=20, blank=True, default="")
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

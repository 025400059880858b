"""Published diagnoses, and those asked for. Their figures are nodes of the evidence ledger."""

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
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors"
    )  # what it is compared with stays known

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


class Publication(models.Model):
    """A diagnosis somebody asked for: a worker makes it, or a sentence says why there is none."""

    class State(models.TextChoices):
        WAITING = "waiting", _("en attente")
        RUNNING = "running", _("en cours de publication")
        DONE = "done", _("publié")
        REFUSED = "refused", _("refusé")
        CANCELLED = "cancelled", _("abandonné")
        BROKEN = "broken", _("interrompu")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")  # its own
    perimeter = models.ForeignKey(
        Perimeter, on_delete=models.CASCADE, related_name="+"
    )  # nothing was said of it yet; once it was, the diagnosis protects it
    true_on = models.DateField(_("état au"))
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.WAITING)
    step = models.PositiveSmallIntegerField(_("étape"), default=0)
    asked_at = models.DateTimeField(_("demandé le"), auto_now_add=True)
    asked_by = models.CharField(_("par"), max_length=40, blank=True)
    # The body it was asked for: the worker that publishes says so too.
    body_key = models.CharField(_("pour l’organisme"), max_length=20, blank=True)
    cancel_asked = models.BooleanField(_("abandon demandé"), default=False)
    finished_at = models.DateTimeField(_("terminé le"), null=True, blank=True)
    sentence = models.TextField(_("issue"), blank=True)
    study = models.ForeignKey(
        "observatory.Study", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # the findings to publish with it; none for one drawn from data alone
    diagnosis = models.OneToOneField(
        Diagnosis, null=True, blank=True, on_delete=models.CASCADE, related_name="publication"
    )  # what it led to

    objects = TownManager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["town", "-asked_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="done", diagnosis__isnull=False)
                | (~models.Q(state="done") & models.Q(diagnosis__isnull=True)),
                name="publication_done_has_diagnosis",
            )
        ]

    def __str__(self) -> str:
        return f"{self.town_id} {self.true_on} ({self.state})"

    @property
    def key(self) -> str:
        """Names this demand in the journal and in messages."""
        return f"publication/{self.pk}"


class KeptPaper(models.Model):
    """The PDF of a diagnosis as it was set when published; set again, it says the same."""

    diagnosis = models.OneToOneField(
        Diagnosis, on_delete=models.CASCADE, related_name="paper"
    )  # drawn from it
    mark = models.CharField(max_length=24)  # software and state of the ledger it was set with
    pdf = models.BinaryField()

    objects = TownManager("diagnosis__town")

    def __str__(self) -> str:
        return f"{self.diagnosis_id} {self.mark}"

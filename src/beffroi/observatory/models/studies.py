"""A diagnosis being written by people: its question, its findings, what came of those of last year."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.observatory.models.diagnoses import Diagnosis
from beffroi.observatory.rules.chapters import CHOICES, Chapter
from beffroi.territory.models import Perimeter, Town


def new_finding_key() -> str:
    """Twelve characters that name a finding from one year to the next."""
    return secrets.token_hex(6)


class Study(models.Model):
    """What is prepared before a diagnosis is published; `diagnosis` is what it led to.

    `figures` are those of the day studied, as plain data, counted on the town's data of
    `data_version`: a page of a study counts nothing.
    """

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="+")  # its own
    perimeter = models.ForeignKey(
        Perimeter, on_delete=models.CASCADE, related_name="+"
    )  # nothing was said of it yet; a published diagnosis protects it
    true_on = models.DateField(_("état au"))
    question = models.CharField(_("ce que l’on veut savoir"), max_length=300, blank=True)
    previous = models.ForeignKey(
        Diagnosis, null=True, blank=True, on_delete=models.PROTECT, related_name="studies_after"
    )  # what it is compared with stays known
    figures = models.JSONField(_("chiffres"), default=dict)
    data_version = models.PositiveBigIntegerField(default=0, editable=False)
    begun_at = models.DateTimeField(_("commencée le"), auto_now_add=True)
    begun_by = models.CharField(_("par"), max_length=40, blank=True)
    diagnosis = models.OneToOneField(
        Diagnosis, null=True, blank=True, on_delete=models.CASCADE, related_name="study"
    )  # what it led to

    objects = TownManager()

    class Meta:
        ordering = ["-begun_at"]

    def __str__(self) -> str:
        return f"{self.town_id} {self.true_on}"

    @property
    def key(self) -> str:
        """Names this study in the journal."""
        return f"study/{self.pk}"


class Finding(models.Model):
    """One finding of a study: question, method, sources, what is found, what is proposed.

    `key` stays from one year to the next, so that a finding is followed.
    """

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="findings")  # its own
    key = models.SlugField(_("repère"), max_length=40, default=new_finding_key)
    rank = models.PositiveSmallIntegerField(_("rang"), default=0)
    chapter = models.CharField(_("chapitre"), max_length=16, choices=CHOICES, default=Chapter.OWN)
    question = models.CharField(_("question"), max_length=300)
    method = models.TextField(_("méthode"), max_length=1500, blank=True)
    codes = models.JSONField(_("chiffres de l’observatoire"), default=list, blank=True)
    source_keys = models.JSONField(_("sources de la ville"), default=list, blank=True)
    paper = models.CharField(_("autre source"), max_length=300, blank=True)
    text = models.TextField(_("constat"), max_length=1500)
    action = models.TextField(_("action proposée"), max_length=1500, blank=True)
    carried = models.BooleanField(_("repris du diagnostic précédent"), default=False)
    text_then = models.TextField(_("constat d’alors"), blank=True)
    is_left = models.BooleanField(_("laissé de côté"), default=False)
    written_at = models.DateTimeField(_("écrit le"), null=True, blank=True)
    written_by = models.CharField(_("par"), max_length=40, blank=True)

    objects = TownManager("study__town")

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["study", "key"], name="finding_once_a_study")
        ]

    def __str__(self) -> str:
        return f"{self.study_id} {self.key}"

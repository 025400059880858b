"""What is remembered of a producer's survey files, and what is decided of one before it is stored."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.premises.models.rounds import new_round_key
from beffroi.territory.models import ImportRun, Town


class SurveyFormat(models.Model):
    """How one producer's files read in one town: its columns, and under which names its doors go."""

    key = models.CharField(_("clé"), max_length=12, unique=True, default=new_round_key)
    town = models.ForeignKey(
        Town, on_delete=models.CASCADE, related_name="survey_formats"
    )  # its own
    producer = models.CharField(_("producteur"), max_length=120)
    licence = models.CharField(_("licence"), max_length=120, blank=True)
    # Titles without their years (sources.survey.fingerprint): the next file is known by it.
    fingerprint = models.CharField(_("empreinte des colonnes"), max_length=32)
    mapping = models.JSONField(_("colonnes"), default=dict)  # sources.survey.Mapping

    objects = TownManager()

    class Meta:
        ordering = ["producer"]
        constraints = [
            models.UniqueConstraint(fields=["town", "producer"], name="one_format_a_producer")
        ]

    def __str__(self) -> str:
        return self.producer

    @property
    def scheme(self) -> str:
        """The register of this producer's identifiers (`PremisesRef.scheme`)."""
        return f"survey-{self.key}"


class SurveyCode(models.Model):
    """What one code of a producer means here; an empty meaning: nobody has decided."""

    format = models.ForeignKey(
        SurveyFormat, on_delete=models.CASCADE, related_name="codes"
    )  # a word of its producer
    code = models.CharField(_("code"), max_length=120)
    label = models.CharField(_("libellé"), max_length=300, blank=True)
    category = models.CharField(_("catégorie"), max_length=120, blank=True)
    meaning = models.CharField(_("sens"), max_length=80, blank=True)  # state, or "occupied:trade"
    decided_at = models.DateTimeField(_("décidé le"), null=True)
    decided_by = models.CharField(_("décidé par"), max_length=40, blank=True)

    objects = TownManager("format__town")

    class Meta:
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["format", "code"], name="one_meaning_a_code")
        ]

    def __str__(self) -> str:
        return f"{self.code} → {self.meaning}"


class SurveyFile(models.Model):
    """A survey on its way in: read, shown, then stored, each once somebody has said so."""

    class Step(models.TextChoices):
        LOOK = "look", _("colonnes")
        SHOW = "show", _("aperçu")
        STORE = "store", _("enregistrement")

    run = models.OneToOneField(
        ImportRun, on_delete=models.CASCADE, related_name="survey"
    )  # the file's own
    format = models.ForeignKey(
        SurveyFormat, null=True, on_delete=models.SET_NULL, related_name="files"
    )  # a file stored outlives the way it was read
    asked = models.CharField(_("étape demandée"), max_length=5, choices=Step, default=Step.LOOK)
    mapping = models.JSONField(_("colonnes choisies"), default=dict)  # sources.survey.Mapping
    looked = models.JSONField(_("ce qui a été lu"), default=dict)  # Looked.as_data and faults
    shown = models.JSONField(_("ce qui changerait"), default=dict)  # portal.imports.survey_preview
    choices = models.JSONField(_("choix"), default=dict)  # coverage, doors said to be the same

    objects = TownManager("run__town")

    def __str__(self) -> str:
        return f"{self.run_id} {self.asked}"

"""The restitution of a diagnosis: the meeting, its questions and their answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.observatory.models.diagnoses import Diagnosis
from beffroi.observatory.rules.restitution import ASKED_CHOICES


class Restitution(models.Model):
    """The meeting a diagnosis closes with. Public when somebody decides so; it names nobody."""

    diagnosis = models.OneToOneField(
        Diagnosis, on_delete=models.CASCADE, related_name="restitution"
    )  # said of it
    held_on = models.DateField(_("le"))
    place = models.CharField(_("lieu"), max_length=160)
    invited = models.JSONField(_("invités"), default=list)
    present = models.PositiveIntegerField(_("personnes présentes"), null=True, blank=True)
    summary = models.TextField(_("ce qui s’est dit"), max_length=2000, blank=True)
    noted_at = models.DateTimeField(_("noté le"), auto_now_add=True)
    noted_by = models.CharField(_("par"), max_length=40, blank=True)
    published_at = models.DateTimeField(_("rendu public le"), null=True, blank=True)
    published_by = models.CharField(_("rendu public par"), max_length=40, blank=True)
    is_simulated = models.BooleanField(_("simulé"), default=False)

    objects = TownManager("diagnosis__town")

    def __str__(self) -> str:
        return f"{self.diagnosis_id} {self.held_on}"

    @property
    def key(self) -> str:
        """Names this meeting in the journal and in messages."""
        return f"restitution/{self.pk}"

    @property
    def is_public(self) -> bool:
        """Whether anybody reads it."""
        return self.published_at is not None


class RestitutionQuestion(models.Model):
    """A question asked at a meeting, by whom as a kind; answered there or by a day promised."""

    restitution = models.ForeignKey(
        Restitution, on_delete=models.CASCADE, related_name="questions"
    )  # asked there
    number = models.PositiveSmallIntegerField(_("numéro"))
    asked_by = models.CharField(_("posée par"), max_length=12, choices=ASKED_CHOICES)
    text = models.TextField(_("question"), max_length=1000)
    answer = models.TextField(_("réponse"), max_length=2000, blank=True)
    answered_on = models.DateField(_("répondu le"), null=True, blank=True)
    answered_by = models.CharField(_("répondu par"), max_length=40, blank=True)
    due_on = models.DateField(_("réponse promise pour le"), null=True, blank=True)
    noted_at = models.DateTimeField(_("notée le"), auto_now_add=True)
    noted_by = models.CharField(_("par"), max_length=40, blank=True)

    objects = TownManager("restitution__diagnosis__town")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["restitution", "number"], name="question_number"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_on=None)
                | (~models.Q(answer="") & models.Q(answered_on__isnull=False)),
                name="answered_question_has_its_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(answer="") | models.Q(due_on__isnull=False),
                name="unanswered_question_has_a_day_promised",
                violation_error_message=_("Une question sans réponse a un jour promis."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.restitution_id} n° {self.number}"

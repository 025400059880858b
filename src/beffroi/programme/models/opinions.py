"""Opinions asked of a body: the clock, the answer, and what was done with it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import new_key
from beffroi.kernel.scoping import TownManager
from beffroi.programme.models.agreements import Agreement
from beffroi.programme.rules.opinions import SILENCE_CHOICES, UNIT_CHOICES, Silence, Unit
from beffroi.territory.models import Organisation, Town


class OpinionRequest(models.Model):
    """A body asks another what it thinks, and says later what it did with the answer."""

    class Use(models.TextChoices):
        WAITING = "waiting", _("suite attendue")
        FOLLOWED = "followed", _("suivi")
        PARTLY = "partly", _("suivi en partie")
        NOT_FOLLOWED = "not_followed", _("non suivi")

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    town = models.ForeignKey(
        Town, on_delete=models.PROTECT, null=True, blank=True, related_name="opinion_requests"
    )
    agreement = models.ForeignKey(
        Agreement, on_delete=models.SET_NULL, null=True, blank=True, related_name="opinions"
    )  # the question outlives its frame
    asked_by = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="opinions_asked"
    )
    asked_of = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="opinions_owed"
    )
    subject = models.CharField(_("objet"), max_length=200)
    question = models.TextField(_("question"))
    asked_on = models.DateField(_("demandé le"), default=timezone.localdate)
    # The delay as it was agreed; `due_on` is what it came to that day.
    delay = models.PositiveSmallIntegerField(_("délai"), default=30)
    delay_unit = models.CharField(
        _("compté en"), max_length=14, choices=UNIT_CHOICES, default=Unit.WORKING_DAYS.value
    )
    silence = models.CharField(
        _("le silence"), max_length=14, choices=SILENCE_CHOICES, default=Silence.NOTHING.value
    )
    due_on = models.DateField(_("réponse attendue le"))
    answer = models.TextField(_("avis"), blank=True)
    answered_on = models.DateField(_("rendu le"), null=True, blank=True)
    use = models.CharField(_("suite"), max_length=14, choices=Use, default=Use.WAITING)
    use_reason = models.TextField(_("ce qui a été fait de l’avis"), blank=True)
    used_on = models.DateField(_("suite donnée le"), null=True, blank=True)
    withdrawn_on = models.DateField(_("retirée le"), null=True, blank=True)
    is_published = models.BooleanField(_("publié"), default=False)

    objects = TownManager()

    class Meta:
        ordering = ["-asked_on"]

    def __str__(self) -> str:
        return self.subject

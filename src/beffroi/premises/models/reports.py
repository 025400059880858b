"""What passers-by say of doors: a checking list, never a fact."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.premises.models.cells import Premises
from beffroi.premises.models.rounds import Observation
from beffroi.premises.rules.reports import KINDS, LONGEST, STATES, State


def new_report_key() -> str:
    """Twelve characters that name a report."""
    return secrets.token_hex(6)


class DoorReport(models.Model):
    """« Fermé, changé, faux », as somebody said it. Read by the team alone; no figure counts it.

    `thanks_to` is an address given only to be told the outcome: emptied with the answer.
    """

    key = models.CharField(_("clé"), max_length=12, unique=True, default=new_report_key)
    premises = models.ForeignKey(
        Premises, on_delete=models.CASCADE, related_name="reports"
    )  # said of its door
    kind = models.CharField(_("ce qui est signalé"), max_length=8, choices=KINDS)
    words = models.CharField(_("précision"), max_length=LONGEST, blank=True)
    thanks_to = models.EmailField(_("adresse pour la réponse"), blank=True)
    language = models.CharField(_("langue"), max_length=8, default="fr")
    received_at = models.DateTimeField(_("reçu le"), auto_now_add=True)
    state = models.CharField(_("état"), max_length=12, choices=STATES, default=State.OPEN)
    next_round = models.BooleanField(_("à revoir au prochain relevé"), default=False)
    handled_at = models.DateTimeField(_("traité le"), null=True)
    handled_by = models.CharField(_("traité par"), max_length=40, blank=True)
    outcome = models.CharField(_("suite donnée"), max_length=LONGEST, blank=True)
    observation = models.ForeignKey(
        Observation, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # a withdrawn sighting leaves the report answered
    is_simulated = models.BooleanField(_("simulé"), default=False)

    objects = TownManager("premises__town")

    class Meta:
        ordering = ["received_at", "pk"]
        indexes = [
            models.Index(
                fields=["premises", "received_at"],
                name="reports_that_wait",
                condition=models.Q(state=State.OPEN),
            )
        ]

    def __str__(self) -> str:
        return f"{self.premises_id} {self.kind}"

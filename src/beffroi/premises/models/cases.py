"""Online-sales cases: read and written by the team of the town alone, published nowhere."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.premises.models.cells import Premises
from beffroi.premises.rules.cases import SIGNALS, STATES, TRANSITIONS, State

WORDS = 1000


def new_case_key() -> str:
    """Twelve characters that name a case in addresses; nobody guesses the next."""
    return secrets.token_hex(6)


class OnlineSalesCase(models.Model):
    """A suspicion about the use of premises, and what came of it. Its steps are its only journal."""

    key = models.CharField(_("clé"), max_length=12, unique=True, default=new_case_key)
    premises = models.ForeignKey(
        Premises, on_delete=models.CASCADE, related_name="+"
    )  # about its door; nothing leads from a door to a case
    state = models.CharField(_("état"), max_length=12, choices=STATES, default=State.SIGNALLED)
    opened_at = models.DateTimeField(_("ouvert le"), auto_now_add=True)
    opened_by = models.CharField(_("ouvert par"), max_length=40)
    is_simulated = models.BooleanField(_("simulé"), default=False)

    objects = TownManager("premises__town")

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["premises"],
                condition=~models.Q(state=State.WITHDRAWN),
                name="one_live_case_a_door",
            )
        ]

    def __str__(self) -> str:
        return self.key


class CaseSignal(models.Model):
    """Something that points to such a use, with who says so and since when; no proof."""

    case = models.ForeignKey(
        OnlineSalesCase, on_delete=models.CASCADE, related_name="signals"
    )  # a part of its case
    kind = models.CharField(_("signal"), max_length=20, choices=tuple(SIGNALS.items()))
    source = models.CharField(_("source"), max_length=200)
    seen_on = models.DateField(_("constaté le"))
    words = models.CharField(_("précision"), max_length=WORDS, blank=True)
    noted_at = models.DateTimeField(_("noté le"), auto_now_add=True)
    noted_by = models.CharField(_("noté par"), max_length=40)

    objects = TownManager("case__premises__town")

    class Meta:
        ordering = ["seen_on", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"


class CaseStep(models.Model):
    """One step of a case, on its day, with what founds it and the texts in force that day."""

    case = models.ForeignKey(
        OnlineSalesCase, on_delete=models.CASCADE, related_name="steps"
    )  # a part of its case
    name = models.CharField(
        _("étape"), max_length=20, choices=tuple((way.name, way.label) for way in TRANSITIONS)
    )
    happened_on = models.DateField(_("le"))
    words = models.CharField(_("ce qui la fonde"), max_length=WORDS, blank=True)
    law = models.JSONField(_("textes en vigueur ce jour-là"), default=list)  # keys of texts
    noted_at = models.DateTimeField(_("noté le"), auto_now_add=True)
    noted_by = models.CharField(_("noté par"), max_length=40)

    objects = TownManager("case__premises__town")

    class Meta:
        ordering = ["happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.name}"

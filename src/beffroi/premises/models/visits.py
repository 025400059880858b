"""Visits to doors: who went, when, whom they met, what comes next."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.premises.models.cells import Premises
from beffroi.premises.rules.visits import METS, SAID_MOST, STEP_MOST


class DoorVisit(models.Model):
    """Somebody of the team knocked on a door. Never public; it names nobody who was met.

    `said` is a talk with an owner: the table of rights gives it to the town, and to the chamber's
    advisors once the town shared it.
    """

    premises = models.ForeignKey(
        Premises, on_delete=models.CASCADE, related_name="visits"
    )  # said of its door
    on = models.DateField(_("le"))
    met = models.CharField(_("rencontré"), max_length=10, choices=METS)
    said = models.CharField(_("ce qui s’est dit"), max_length=SAID_MOST, blank=True)
    next_step = models.CharField(_("la suite"), max_length=STEP_MOST, blank=True)
    next_on = models.DateField(_("pour le"), null=True, blank=True)
    noted_at = models.DateTimeField(_("noté le"), auto_now_add=True)
    noted_by = models.CharField(_("par"), max_length=40, blank=True)
    shared_at = models.DateTimeField(_("partagé le"), null=True, blank=True)
    shared_by = models.CharField(_("partagé par"), max_length=40, blank=True)
    is_simulated = models.BooleanField(_("simulé"), default=False)

    objects = TownManager("premises__town")

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(next_on=None) | models.Q(next_on__gte=models.F("on")),
                name="visit_next_step_comes_after",
                violation_error_message=_("La suite vient après la visite."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.premises_id} {self.on} ({self.met})"

    @property
    def is_shared(self) -> bool:
        """Whether the town lets the chamber's advisors read what was said."""
        return self.shared_at is not None

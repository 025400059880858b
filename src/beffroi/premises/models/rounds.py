"""Field rounds, what they saw, and what a source is known to cover."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.premises.models.cells import Premises
from beffroi.premises.models.states import PremisesState
from beffroi.territory.models import Perimeter, Source, Town

SHARE = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))]


class SurveyRound(models.Model):
    """One walk of a perimeter by surveyors."""

    class State(models.TextChoices):
        PLANNED = "planned", _("prévu")
        IN_PROGRESS = "in_progress", _("en cours")
        TO_CHECK = "to_check", _("à contrôler")
        VALIDATED = "validated", _("validé")
        PUBLISHED = "published", _("publié")
        SUPERSEDED = "superseded", _("remplacé")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="rounds")  # its own
    perimeter = models.ForeignKey(
        Perimeter, null=True, on_delete=models.PROTECT, related_name="+"
    )  # what was walked stays known
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="rounds"
    )  # marked removed, not deleted
    name = models.CharField(_("nom"), max_length=120)
    started_on = models.DateField(_("début"))
    ended_on = models.DateField(_("fin"))
    state = models.CharField(_("état"), max_length=12, choices=State, default=State.PLANNED)
    completeness = models.DecimalField(
        _("part des locaux vus"), max_digits=4, decimal_places=3, null=True, validators=SHARE
    )
    note = models.TextField(_("remarque"), blank=True)

    objects = TownManager()

    class Meta:
        ordering = ["-started_on"]

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """What a surveyor, or a file, saw at one door; "not seen" is an observation too."""

    NOT_SEEN = "not_seen"

    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="+"
    )  # marked removed, not deleted
    round = models.ForeignKey(
        SurveyRound, null=True, on_delete=models.CASCADE, related_name="observations"
    )  # an observation belongs to its round; a file's has none
    premises = models.ForeignKey(
        Premises, on_delete=models.CASCADE, related_name="observations"
    )  # and to its door
    seen_on = models.DateField(_("vu le"))
    state = models.CharField(
        _("état"), max_length=20, choices=[*PremisesState.Kind.choices, (NOT_SEEN, _("pas revu"))]
    )
    occupant = models.JSONField(_("occupant"), default=dict, blank=True)  # rules.Occupant
    comment = models.CharField(_("remarque"), max_length=300, blank=True)

    objects = TownManager("premises__town")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "premises", "seen_on"], name="seen_once_a_source_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.premises_id} {self.state} {self.seen_on}"


class Coverage(models.Model):
    """What share of the field a source is known to have seen; null: nobody knows."""

    source = models.OneToOneField(
        Source, on_delete=models.CASCADE, related_name="coverage"
    )  # a statement about the source
    stock = models.DecimalField(
        _("locaux"), max_digits=4, decimal_places=3, null=True, validators=SHARE
    )
    vacancy = models.DecimalField(
        _("vide ou occupé"), max_digits=4, decimal_places=3, null=True, validators=SHARE
    )
    activity = models.DecimalField(
        _("activités"), max_digits=4, decimal_places=3, null=True, validators=SHARE
    )
    note = models.TextField(_("ce que l’on sait"), blank=True)

    objects = TownManager("source__town")

    def __str__(self) -> str:
        return f"{self.source_id}"

"""Who walks what of a round, and the doors in the order of the walk."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.premises.models.cells import Premises
from beffroi.premises.models.rounds import SurveyRound
from beffroi.territory.models import Street


class RoundPart(models.Model):
    """Who walks which streets of a round; without a street, all of them."""

    round = models.ForeignKey(
        SurveyRound, on_delete=models.CASCADE, related_name="parts"
    )  # a share of its round
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="round_parts"
    )  # nobody walks for an account that is no more
    streets = models.ManyToManyField(Street, related_name="+")
    district = models.SlugField(_("quartier"), max_length=80, blank=True)

    objects = TownManager("round__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "person"], name="one_part_a_round_and_person")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.person_id}"


class RoundStop(models.Model):
    """A door of a round, in the order of the walk."""

    round = models.ForeignKey(
        SurveyRound, on_delete=models.CASCADE, related_name="stops"
    )  # a step of its round
    premises = models.ForeignKey(
        Premises, on_delete=models.CASCADE, related_name="stops"
    )  # a step to its door
    street = models.ForeignKey(
        Street, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # a renamed street leaves its doors to walk
    rank = models.PositiveIntegerField(_("rang"))

    objects = TownManager("round__town")

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "premises"], name="one_stop_a_round_and_door")
        ]

    def __str__(self) -> str:
        return f"{self.round_id} {self.rank}"

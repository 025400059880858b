"""Field rounds, what they saw, and what a source is known to cover."""

from __future__ import annotations

import secrets
from decimal import Decimal

from django.contrib.postgres.fields import DateTimeRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.period import DatedQuerySet
from beffroi.kernel.scoping import TownManager
from beffroi.premises.models.cells import Premises
from beffroi.premises.models.states import PremisesState
from beffroi.premises.rules.rounds.life import STATES, State
from beffroi.territory.models import Perimeter, Source, Town

SHARE = [MinValueValidator(Decimal(0)), MaxValueValidator(Decimal(1))]


def new_round_key() -> str:
    """Twelve characters that name a round in addresses; nobody guesses the next."""
    return secrets.token_hex(6)


class SurveyRound(models.Model):
    """One walk of a perimeter by surveyors.

    Corrected after publication it is published again: `version` rises and `supersedes` names the
    round it takes the place of; both speak for the same `source`, which a round not yet published
    does not have. `protocol_version` 0 is a round told whole by a file.
    """

    key = models.CharField(_("clé"), max_length=12, unique=True, default=new_round_key)
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="rounds")  # its own
    perimeter = models.ForeignKey(
        Perimeter, null=True, on_delete=models.PROTECT, related_name="+"
    )  # what was walked stays known
    source = models.ForeignKey(
        Source, null=True, on_delete=models.PROTECT, related_name="rounds"
    )  # marked removed, not deleted
    name = models.CharField(_("nom"), max_length=120)
    planned_from = models.DateField(_("prévu du"), null=True)
    planned_to = models.DateField(_("au"), null=True)
    started_on = models.DateField(_("début"), null=True)
    ended_on = models.DateField(_("fin"), null=True)
    state = models.CharField(_("état"), max_length=12, choices=STATES, default=State.PLANNED)
    protocol_version = models.PositiveSmallIntegerField(_("version du protocole"), default=0)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    supersedes = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="superseded_by"
    )  # what was published stays known
    completeness = models.DecimalField(
        _("part des locaux vus"), max_digits=4, decimal_places=3, null=True, validators=SHARE
    )
    note = models.TextField(_("remarque"), blank=True)
    # Streets in the order of the walk: [{"street", "mode", "turned"}] (rules.rounds.order.Choice).
    walk = models.JSONField(_("ordre de marche"), default=list)
    # What was counted by street the day it was published (rules.rounds.tally): never written again.
    published_counts = models.JSONField(_("comptes publiés"), null=True)
    published_at = models.DateTimeField(_("publié le"), null=True)
    published_by = models.CharField(_("publié par"), max_length=40, blank=True)

    objects = TownManager()

    class Meta:
        ordering = ["-planned_from", "-started_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="published_round_names_its_source",
                condition=~models.Q(state__in=[State.PUBLISHED, State.SUPERSEDED])
                | models.Q(source__isnull=False, started_on__isnull=False, ended_on__isnull=False),
            )
        ]

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


def always_known() -> DateTimeTZRange:
    """Known as long as its source: no instant before which it was not."""
    return DateTimeTZRange(None, None, "[)")


class Coverage(models.Model):
    """What share of the field a source is known to have seen; null: nobody knows.

    Said again after a correction it is a new row: `recorded` of the old one ends, and what was
    published before reads the share it was published with.
    """

    source = models.ForeignKey(
        Source, on_delete=models.CASCADE, related_name="coverages"
    )  # a statement about the source
    recorded = DateTimeRangeField(_("connu du … au"), default=always_known)
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

    objects = TownManager("source__town", DatedQuerySet)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source"],
                condition=models.Q(recorded__upper_inf=True),
                name="one_coverage_held_a_source",
            )
        ]

    def __str__(self) -> str:
        return f"{self.source_id}"

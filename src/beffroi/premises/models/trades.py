"""Trades a town wants, or does not want, per street: a dated decision with its reason."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.period import Audience
from beffroi.kernel.scoping import TownManager
from beffroi.territory.models import Perimeter, Street, Town

REASON = 300


def new_plan_key() -> str:
    """Eight characters that name a plan, or hours agreed, in addresses."""
    return secrets.token_hex(4)


class TradePlan(models.Model):
    """What somebody decided for a time. `valid` days: from `starts_on` up to `ends_on`, excluded."""

    class Readers(models.TextChoices):
        PUBLIC = Audience.PUBLIC.value, _("tout le monde")
        TOWN = Audience.TOWN.value, _("l’équipe de la ville")

    key = models.CharField(_("clé"), max_length=12, unique=True, default=new_plan_key)
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="trade_plans")  # its own
    name = models.CharField(_("nom"), max_length=120)
    decided_on = models.DateField(_("décidé le"))
    decided_by = models.CharField(_("décidé par"), max_length=160)  # a council, a committee
    starts_on = models.DateField(_("à partir du"))
    ends_on = models.DateField(_("jusqu’au"), null=True, blank=True)
    audience = models.CharField(_("lu par"), max_length=10, choices=Readers, default=Readers.PUBLIC)
    note = models.CharField(_("remarque"), max_length=REASON, blank=True)
    noted_at = models.DateTimeField(_("noté le"), auto_now_add=True)
    noted_by = models.CharField(_("noté par"), max_length=40, blank=True)
    is_simulated = models.BooleanField(_("simulé"), default=False)

    objects = TownManager()

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="trade_plan_ends_after_it_starts",
                condition=models.Q(ends_on=None) | models.Q(ends_on__gt=models.F("starts_on")),
                violation_error_message=_("Un plan finit après avoir commencé."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class TradeWish(models.Model):
    """One line of a plan: a trade or a whole family, a place, a reason. Withdrawn, never erased."""

    plan = models.ForeignKey(
        TradePlan, on_delete=models.CASCADE, related_name="wishes"
    )  # a line of its plan
    wanted = models.BooleanField(_("souhaitée"), default=True)
    activity = models.CharField(_("activité"), max_length=60, blank=True)
    family = models.CharField(_("famille"), max_length=40)
    number = models.PositiveSmallIntegerField(_("nombre"), default=1)
    street = models.ForeignKey(
        Street, null=True, on_delete=models.PROTECT, related_name="+"
    )  # what was decided of a street is not decided of the town
    sector = models.ForeignKey(
        Perimeter, null=True, on_delete=models.PROTECT, related_name="+"
    )  # the same of a sector
    reason = models.CharField(_("raison"), max_length=REASON)
    noted_at = models.DateTimeField(_("noté le"), auto_now_add=True)
    noted_by = models.CharField(_("noté par"), max_length=40, blank=True)
    withdrawn_at = models.DateTimeField(_("retiré le"), null=True)
    withdrawn_by = models.CharField(_("retiré par"), max_length=40, blank=True)

    objects = TownManager("plan__town")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="wish_in_one_place",
                condition=models.Q(street=None) | models.Q(sector=None),
            ),
            models.UniqueConstraint(
                fields=["plan", "activity", "family", "street", "sector"],
                condition=models.Q(withdrawn_at=None),
                nulls_distinct=False,
                name="one_wish_a_trade_and_place",
                violation_error_message=_("Ce plan parle déjà de cette activité à cet endroit."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.activity or self.family}"

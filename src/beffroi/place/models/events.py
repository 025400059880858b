"""What happened in town on a day: a market, a festival, a street closed."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.scoping import TownManager
from beffroi.territory.models import Town


def new_event_key() -> str:
    """Eight characters that name an event in addresses."""
    return secrets.token_hex(4)


class TownEvent(models.Model):
    """Something that may bring people in, or keep them away."""

    class Kind(models.TextChoices):
        MARKET = "market", _("marché")
        FESTIVAL = "festival", _("fête ou festival")
        SALES = "sales", _("animation commerciale")
        SPORT = "sport", _("rencontre sportive")
        CLOSURE = "closure", _("travaux ou rue fermée")
        OTHER = "other", _("autre")

    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="events")  # its own
    key = models.CharField(_("clé"), max_length=8, unique=True, default=new_event_key)
    name = models.CharField(_("nom"), max_length=120)
    kind = models.CharField(_("nature"), max_length=10, choices=Kind, default=Kind.OTHER)
    starts_at = models.DateTimeField(_("début"))
    ends_at = models.DateTimeField(_("fin"))
    note = models.CharField(_("remarque"), max_length=300, blank=True)
    cancelled_at = models.DateTimeField(_("retiré le"), null=True)
    cancelled_by = models.CharField(_("retiré par"), max_length=40, blank=True)

    objects = TownManager()

    class Meta:
        ordering = ["-starts_at"]
        constraints = [
            models.CheckConstraint(
                name="event_ends_after_it_starts",
                condition=models.Q(ends_at__gt=models.F("starts_at")),
            )
        ]

    def __str__(self) -> str:
        return self.name

"""Dated states and occupancies of a premises."""

from __future__ import annotations

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.period import Dated, DatedQuerySet, one_at_a_time
from beffroi.kernel.scoping import TownManager
from beffroi.merchants.models import Network, Shop
from beffroi.premises.models.cells import Premises
from beffroi.territory.models import Source


class PremisesState(Dated):
    """What the cell is, over a period."""

    class Kind(models.TextChoices):
        OCCUPIED = "occupied", _("occupé")
        VACANT = "vacant", _("vide")
        WORKS_WITH_TAKER = "works_with_taker", _("travaux, preneur connu")
        WORKS_UNKNOWN = "works_unknown", _("travaux, preneur inconnu")
        NON_COMMERCIAL_USE = "non_commercial_use", _("usage non commercial")
        SEASONAL_CLOSED = "seasonal_closed", _("fermé hors saison")
        DEMOLISHED_MERGED = "demolished_merged", _("démoli ou réuni")
        UNKNOWN = "unknown", _("état à préciser")

    premises = models.ForeignKey(
        Premises, on_delete=models.CASCADE, related_name="states"
    )  # a state without its cell means nothing
    kind = models.CharField(_("état"), max_length=20, choices=Kind)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="+"
    )  # marked removed, not deleted

    objects = TownManager("premises__town", DatedQuerySet)

    class Meta:
        constraints = [one_at_a_time("one_state_at_a_time", "premises")]
        indexes = [GistIndex(fields=["valid"], name="premises_state_valid")]

    def __str__(self) -> str:
        return f"{self.premises_id} {self.kind} {self.valid}"


class Occupancy(Dated):
    """Who stands behind the window over a period, as seen from the pavement."""

    premises = models.ForeignKey(
        Premises, on_delete=models.CASCADE, related_name="occupancies"
    )  # an occupancy without its cell means nothing
    shop = models.ForeignKey(
        Shop, null=True, blank=True, on_delete=models.SET_NULL, related_name="occupancies"
    )  # an erased record leaves the trade that was seen
    name = models.CharField(_("nom en vitrine"), max_length=160, blank=True)
    network = models.ForeignKey(
        Network, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # a forgotten network leaves the trade that was seen
    activity = models.CharField(_("activité"), max_length=60, blank=True)
    family = models.CharField(_("famille"), max_length=40, blank=True)
    trade_tag = models.CharField(_("indice de l’activité"), max_length=80, blank=True)
    low_flow = models.BooleanField(_("peu de passage"), default=False)
    personal_service = models.BooleanField(_("service à la personne"), default=False)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="+"
    )  # marked removed, not deleted

    objects = TownManager("premises__town", DatedQuerySet)

    class Meta:
        constraints = [one_at_a_time("one_occupancy_at_a_time", "premises")]
        indexes = [GistIndex(fields=["valid"], name="occupancy_valid")]

    def __str__(self) -> str:
        return f"{self.premises_id} {self.name} {self.valid}"

"""One shop, one record; the establishments of the register; signs and networks."""

from __future__ import annotations

import secrets

from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.kernel.period import Dated, DatedQuerySet
from beffroi.kernel.scoping import TownManager
from beffroi.merchants.rules.facts import STATES, VOICES, WORDS, State, Voice
from beffroi.territory.models import Source, Town


class Network(models.Model):
    """A sign's network."""

    class Kind(models.TextChoices):
        INTEGRATED = "integrated", _("succursale")
        FRANCHISE = "franchise", _("franchise")
        COOP = "coop", _("coopérative")
        UNKNOWN = "unknown", _("enseigne, statut inconnu")

    name = models.CharField(_("enseigne"), max_length=120)
    ref = models.CharField(_("identifiant"), max_length=40, unique=True)  # Wikidata id or own
    kind = models.CharField(_("statut"), max_length=12, choices=Kind, default=Kind.UNKNOWN)
    is_fictional = models.BooleanField(_("fictive"), default=False)

    def __str__(self) -> str:
        return self.name


class Shop(models.Model):
    """The record of a shop: what counts today of what was said of it (`ShopStatement`)."""

    public_id = models.CharField(_("identifiant public"), max_length=14, unique=True)
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="shops")  # its own
    name = models.CharField(_("nom"), max_length=160, blank=True)
    sign = models.CharField(_("enseigne"), max_length=160, blank=True)
    network = models.ForeignKey(
        Network, null=True, blank=True, on_delete=models.SET_NULL, related_name="shops"
    )  # a shop outlives its network
    activity = models.CharField(_("activité"), max_length=60, blank=True)
    opening_hours = models.CharField(_("horaires"), max_length=500, blank=True)
    phone = models.CharField(_("téléphone"), max_length=60, blank=True)
    website = models.CharField(_("site"), max_length=300, blank=True)
    wheelchair = models.CharField(_("accès en fauteuil"), max_length=20, blank=True)
    season = models.CharField(_("fermeture saisonnière"), max_length=12, blank=True)  # 11-15/03-15
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="shops")
    # PROTECT: a source is marked removed, not deleted, while facts still rest on it
    seen_on = models.DateField(_("constaté le"), null=True, blank=True)
    is_simulated = models.BooleanField(_("simulé"), default=False)

    objects = TownManager()

    def __str__(self) -> str:
        return self.name or self.public_id


def new_statement_key() -> str:
    """Twelve characters that name a statement in addresses."""
    return secrets.token_hex(6)


class ShopStatement(models.Model):
    """What one voice said of one fact of a shop, on a day. Kept, with what became of it.

    `value` is "" where a person says that there is none; `since`: the day from which (a trade, a
    closing), null where the record was wrong from the start.
    """

    key = models.CharField(_("clé"), max_length=12, unique=True, default=new_statement_key)
    shop = models.ForeignKey(
        Shop, on_delete=models.CASCADE, related_name="statements"
    )  # said of its shop
    word = models.CharField(_("information"), max_length=20, choices=WORDS)
    value = models.CharField(_("valeur"), max_length=500, blank=True)
    said_on = models.DateField(_("dit le"), null=True)  # null: a file that bears no day
    since = models.DateField(_("depuis le"), null=True)
    voice = models.CharField(_("qui le dit"), max_length=10, choices=VOICES, default=Voice.FILE)
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="+"
    )  # marked removed, not deleted
    state = models.CharField(_("état"), max_length=10, choices=STATES, default=State.HELD)
    recorded_at = models.DateTimeField(_("noté le"), default=timezone.now)
    recorded_by = models.CharField(_("noté par"), max_length=40, blank=True)  # "": a file
    answered_at = models.DateTimeField(_("répondu le"), null=True)
    answered_by = models.CharField(_("répondu par"), max_length=40, blank=True)
    answer = models.CharField(_("réponse de la ville"), max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(_("repris le"), null=True)
    withdrawn_by = models.CharField(_("repris par"), max_length=40, blank=True)

    objects = TownManager("shop__town")

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["shop"],
                name="statements_to_check",
                condition=models.Q(state__in=[State.WAITING, State.ASKED]),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["shop", "word", "source", "value"],
                condition=models.Q(voice=Voice.FILE),
                name="a_file_says_it_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.shop_id} {self.word}: {self.value}"


class Establishment(models.Model):
    """One SIRET of the register, in a town."""

    siret = models.CharField(_("SIRET"), max_length=14)
    town = models.ForeignKey(Town, on_delete=models.CASCADE, related_name="establishments")
    sign = models.CharField(_("enseigne"), max_length=160, blank=True)
    naf = models.CharField(_("code NAF"), max_length=8, blank=True)
    nomenclature = models.CharField(_("nomenclature"), max_length=10, blank=True)
    active = models.BooleanField(_("actif"), default=True)
    created_on = models.DateField(_("créé le"), null=True, blank=True)
    partial_diffusion = models.BooleanField(_("diffusion partielle"), default=False)
    headcount_band = models.CharField(_("tranche d’effectif"), max_length=4, blank=True)
    house_number = models.CharField(_("numéro"), max_length=12, blank=True)
    street_name = models.CharField(_("voie"), max_length=160, blank=True)
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="establishments")
    # PROTECT: see Shop.source

    objects = TownManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["town", "siret"], name="siret_once_a_town")]

    def __str__(self) -> str:
        return self.siret


class EstablishmentPeriod(Dated):
    """One period of an establishment in the register's history, as a file told it.

    A period that a newer file no longer tells is closed in `recorded`, never removed. The register
    sometimes contradicts itself: periods held at one time may overlap, but none is held twice.
    """

    establishment = models.ForeignKey(
        Establishment, on_delete=models.CASCADE, related_name="periods"
    )  # a period without its establishment means nothing
    active = models.BooleanField(_("actif"))
    naf = models.CharField(_("code NAF"), max_length=8, blank=True)
    nomenclature = models.CharField(_("nomenclature"), max_length=10, blank=True)
    source = models.ForeignKey(
        Source, null=True, on_delete=models.PROTECT, related_name="+"
    )  # PROTECT: see Shop.source; null: told before periods named their source

    objects = TownManager("establishment__town", DatedQuerySet)

    class Meta:
        indexes = [GistIndex(fields=["valid"], name="establishment_period_valid")]
        constraints = [
            models.UniqueConstraint(
                fields=["establishment", "valid"],
                condition=models.Q(recorded__upper_inf=True),
                name="period_held_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.establishment_id} {self.valid}"

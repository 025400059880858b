"""Money: budget lines, aid schemes, financing lines, envelopes and draws. Euros, two decimals."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import new_key
from beffroi.programme.models.agreements import Agreement, Amendment
from beffroi.programme.models.axes import Axis
from beffroi.programme.models.sheets import ActionSheet
from beffroi.programme.rules.stages import (
    FINANCING_STATES,
    SPENDING,
    STAGES,
    FinancingState,
)
from beffroi.territory.models import Organisation

_EUROS: dict[str, Any] = {"max_digits": 14, "decimal_places": 2}


class BudgetLine(models.Model):
    """What a sheet costs in a year: one kind, one stage. Gross is net and its VAT, never typed."""

    sheet = models.ForeignKey(
        ActionSheet, on_delete=models.CASCADE, related_name="budget_lines"
    )  # own
    year = models.PositiveSmallIntegerField(_("année"))
    kind = models.CharField(_("nature"), max_length=12, choices=SPENDING)
    stage = models.CharField(_("étape"), max_length=10, choices=STAGES)
    label = models.CharField(_("objet"), max_length=200, blank=True)
    net = models.DecimalField(_("montant HT"), **_EUROS)
    vat_rate = models.DecimalField(
        _("taux de TVA"), max_digits=5, decimal_places=4, default=Decimal("0.2")
    )
    is_inside = models.BooleanField(_("dans la convention"), default=True)

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(vat_rate__gte=0, vat_rate__lt=1), name="budget_vat_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.stage} {self.net}"


class AidScheme(models.Model):
    """A funder's scheme, with the rules it had from when to when."""

    funder = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="schemes")
    name = models.CharField(_("dispositif"), max_length=200)
    valid = DateRangeField(_("du … au"))
    fields = models.JSONField(_("domaines éligibles"), default=list)  # keys of rules.fields
    max_rate = models.DecimalField(
        _("taux maximal"), max_digits=5, decimal_places=4, null=True, blank=True
    )
    floor = models.DecimalField(_("plancher"), null=True, blank=True, **_EUROS)
    cap = models.DecimalField(_("plafond"), null=True, blank=True, **_EUROS)
    is_state_aid = models.BooleanField(_("aide d’État (de minimis)"), default=False)
    about = models.TextField(_("ce qu’il aide"), blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    is_fictional = models.BooleanField(_("fictif"), default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class FinancingLine(models.Model):
    """Who pays what part of a sheet, and how far the request is."""

    class Kind(models.TextChoices):
        OWN = "own", _("fonds propres")
        PUBLIC = "public", _("public")
        OWNER_WORKS = "owner_works", _("privé : travaux d’un propriétaire")
        SPONSOR = "sponsor", _("privé : mécénat")
        STORE_GROUP = "store_group", _("privé : enseigne")
        CROWD = "crowd", _("privé : financement participatif")
        OTHER_PRIVATE = "other_private", _("privé : autre apport")

    sheet = models.ForeignKey(
        ActionSheet, on_delete=models.CASCADE, related_name="financing_lines"
    )  # own
    funder = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="financing"
    )
    # A private funder that is no body of the installation, named only where it agreed.
    funder_name = models.CharField(_("financeur"), max_length=160, blank=True)
    kind = models.CharField(_("nature"), max_length=14, choices=Kind, default=Kind.PUBLIC)
    scheme = models.ForeignKey(
        AidScheme, on_delete=models.PROTECT, null=True, blank=True, related_name="financing"
    )
    year = models.PositiveSmallIntegerField(_("année"))
    base_net = models.DecimalField(_("assiette HT"), null=True, blank=True, **_EUROS)
    rate = models.DecimalField(_("taux"), max_digits=5, decimal_places=4, null=True, blank=True)
    amount = models.DecimalField(_("montant"), **_EUROS)
    state = models.CharField(
        _("état"), max_length=8, choices=FINANCING_STATES, default=FinancingState.IDEA
    )
    asked_on = models.DateField(_("demandé le"), null=True, blank=True)
    decided_on = models.DateField(_("décidé le"), null=True, blank=True)
    paid_on = models.DateField(_("payé le"), null=True, blank=True)
    is_inside = models.BooleanField(_("dans la convention"), default=True)
    # Who receives, where the aid goes to a firm: the ceiling is per firm over three years.
    beneficiary_siren = models.CharField(_("SIREN de l’entreprise aidée"), max_length=9, blank=True)
    evidence = models.CharField(_("justificatif"), max_length=300, blank=True)
    is_published = models.BooleanField(_("subvention publiée"), default=False)

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="financing_not_negative"),
            models.CheckConstraint(
                condition=Q(rate=None) | Q(rate__gte=0, rate__lte=1),
                name="financing_rate_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(kind="own") | Q(funder__isnull=False) | ~Q(funder_name=""),
                name="financing_has_a_funder",
                violation_error_message=_("Dites qui finance."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.state} {self.amount}"


class Envelope(models.Model):
    """What an agreement sets aside for a year, as a whole or for one axis."""

    # How a signed text and its amendments name it.
    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="envelopes"
    )  # own
    axis = models.ForeignKey(
        Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="envelopes"
    )
    payer = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="envelopes"
    )
    year = models.PositiveSmallIntegerField(_("année"))
    amount = models.DecimalField(_("montant"), **_EUROS)
    is_inside = models.BooleanField(_("dans la convention"), default=True)
    label = models.CharField(_("objet"), max_length=200, blank=True)

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="envelope_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.amount}"


class Draw(models.Model):
    """What is taken from an envelope; above the balance it is refused or waits for an amendment."""

    envelope = models.ForeignKey(Envelope, on_delete=models.PROTECT, related_name="draws")
    sheet = models.ForeignKey(
        ActionSheet, on_delete=models.PROTECT, null=True, blank=True, related_name="draws"
    )
    amendment = models.ForeignKey(
        Amendment, on_delete=models.PROTECT, null=True, blank=True, related_name="draws"
    )
    label = models.CharField(_("objet"), max_length=200)
    amount = models.DecimalField(_("montant"), **_EUROS)
    on = models.DateField(_("le"))
    # Counted in the balance once signed; waiting while the amendment that allows it is not.
    is_waiting = models.BooleanField(_("attend un avenant"), default=False)
    cancelled_on = models.DateField(_("annulé le"), null=True, blank=True)

    class Meta:
        ordering = ["on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="draw_is_positive"),
            models.CheckConstraint(
                condition=Q(is_waiting=False) | Q(amendment__isnull=False),
                name="waiting_draw_has_its_amendment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"

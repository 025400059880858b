"""Agreements: parties, deliberations, articles, places, amendments."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Manager, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import new_key
from beffroi.kernel.scoping import TownManager
from beffroi.programme.models.present import PartyManager
from beffroi.programme.models.programmes import Programme
from beffroi.programme.rules.life import STATES, State
from beffroi.territory.models import Organisation, Town


class Agreement(models.Model):
    """What bodies agreed for a time: national, framework, yearly, operational, call contract.

    `parent` is the framework it stands under, `renews` the agreement it follows.
    """

    class Kind(models.TextChoices):
        NATIONAL = "national", _("accord national")
        FRAMEWORK = "framework", _("convention-cadre")
        YEARLY = "yearly", _("convention annuelle")
        OPERATIONAL = "operational", _("convention d’ORT")
        CALL = "call_contract", _("contrat d’appel à projets")

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    kind = models.CharField(_("nature"), max_length=20, choices=Kind)
    title = models.CharField(_("titre"), max_length=200)
    reference = models.CharField(_("numéro"), max_length=60, blank=True)
    # The town it is made for; none above towns (national, framework of a metropolis).
    town = models.ForeignKey(
        Town, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    # The body that keeps the file.
    holder = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="agreements_held"
    )
    programme = models.ForeignKey(
        Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    renews = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="renewed_by"
    )
    state = models.CharField(_("état"), max_length=20, choices=STATES, default=State.DRAFT)
    valid = DateRangeField(_("du … au"))
    signed_on = models.DateField(_("signée le"), null=True, blank=True)
    preamble = models.TextField(_("préambule"), blank=True)
    # What was signed, as `rules.consolidation` reads it; amendments apply to it, it never changes.
    signed_content = models.JSONField(_("texte signé"), null=True, blank=True)
    is_published = models.BooleanField(_("publiée"), default=False)
    is_fictional = models.BooleanField(_("fictive"), default=False)
    created_at = models.DateTimeField(_("créée le"), default=timezone.now)
    created_by = models.CharField(_("créée par"), max_length=40, blank=True)

    objects = TownManager()

    class Meta:
        ordering = ["-valid", "title"]
        indexes = [models.Index(fields=["state"], name="agreement_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(renews=None) | ~Q(renews=models.F("id")), name="no_own_renewal"
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=models.F("id")), name="no_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgreementPlace(models.Model):
    """A commune that an agreement covers besides its own town: those of a framework."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="places"
    )  # its own list
    insee_code = models.CharField(_("code INSEE"), max_length=5)
    valid = DateRangeField(_("du … au"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agreement", "insee_code"], name="place_once")
        ]

    def __str__(self) -> str:
        return f"{self.insee_code} in {self.agreement_id}"


class Party(models.Model):
    """A body in an agreement: who signs for it, and when; gone by an amendment, it stays told."""

    class Role(models.TextChoices):
        SIGNATORY = "signatory", _("signataire")
        FUNDER = "funder", _("financeur")
        PARTNER = "partner", _("partenaire")

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="parties"
    )  # its own
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="agreement_parts"
    )
    role = models.CharField(_("part"), max_length=12, choices=Role, default=Role.SIGNATORY)
    signatory = models.CharField(_("représentée par"), max_length=160, blank=True)
    capacity = models.CharField(_("en qualité de"), max_length=160, blank=True)
    signed_on = models.DateField(_("signée le"), null=True, blank=True)
    left_on = models.DateField(_("sortie le"), null=True, blank=True)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    objects = PartyManager()
    ever = Manager()  # noqa: DJ012 - the first named is the default one

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.agreement_id}"


class Deliberation(models.Model):
    """The decision of a body's assembly that lets it sign."""

    party = models.ForeignKey(
        Party, on_delete=models.CASCADE, related_name="deliberations"
    )  # said of that party
    number = models.CharField(_("numéro"), max_length=60, blank=True)
    planned_on = models.DateField(_("prévue le"), null=True, blank=True)
    adopted_on = models.DateField(_("adoptée le"), null=True, blank=True)
    link = models.URLField(_("acte en ligne"), blank=True)

    class Meta:
        ordering = ["adopted_on", "planned_on", "id"]

    def __str__(self) -> str:
        return self.number or str(self.pk)


class Article(models.Model):
    """One article of the text, in Markdown; the signed text is kept apart."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="articles"
    )  # its own
    # Stays when articles move: amendments name it.
    slug = models.SlugField(_("repère"), max_length=60)
    title = models.CharField(_("titre"), max_length=200)
    body = models.TextField(_("texte"), blank=True)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["agreement", "slug"], name="article_once")]

    def __str__(self) -> str:
        return self.title


class Amendment(models.Model):
    """A signed change: `changes` is a list of {path, before, after} between two signed texts."""

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="amendments"
    )  # its own
    number = models.PositiveSmallIntegerField(_("numéro"))
    title = models.CharField(_("objet"), max_length=200)
    reason = models.TextField(_("motif"), blank=True)
    changes = models.JSONField(_("changements"), default=list)
    effective_on = models.DateField(_("prend effet le"), null=True, blank=True)
    signed_on = models.DateField(_("signé le"), null=True, blank=True)
    # Which came when it was signed: of two that take effect on one day, the later was drawn on the
    # earlier, whatever their numbers.
    signed_rank = models.PositiveSmallIntegerField(_("rang de signature"), null=True, blank=True)
    abandoned_on = models.DateField(_("abandonné le"), null=True, blank=True)
    # The day the records followed: once, by whoever comes first of the signature and the nightly job.
    applied_on = models.DateField(_("appliqué le"), null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="amendment_once")
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} n° {self.number}"

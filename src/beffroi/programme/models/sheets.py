"""Action sheets (fiches action): the work itself, shared between bodies."""

from __future__ import annotations

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import new_key
from beffroi.kernel.scoping import TownManager
from beffroi.programme.models.agreements import Agreement
from beffroi.programme.models.axes import Axis
from beffroi.programme.rules.status import PRIORITIES, STATUSES, Priority, Status
from beffroi.territory.models import Organisation, Perimeter, Town


class ActionSheet(models.Model):
    """One action. Its axis today is the open row of `filings`; `axis` repeats it for lists."""

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.PROTECT, null=True, blank=True, related_name="sheets"
    )
    town = models.ForeignKey(
        Town, on_delete=models.PROTECT, null=True, blank=True, related_name="action_sheets"
    )
    axis = models.ForeignKey(
        Axis, on_delete=models.PROTECT, null=True, blank=True, related_name="sheets"
    )
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    perimeter = models.ForeignKey(
        Perimeter, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # a perimeter withdrawn leaves the action
    code = models.CharField(_("code"), max_length=20)
    title = models.CharField(_("titre"), max_length=200)
    need = models.TextField(_("contexte et besoin"), blank=True)
    objectives = models.TextField(_("objectifs"), blank=True)
    description = models.TextField(_("description"), blank=True)
    limits = models.TextField(_("contenu et limites"), blank=True)
    project_owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sheets_owned",
        verbose_name=_("maître d’ouvrage"),
    )
    delegated_owner = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sheets_delegated",
        verbose_name=_("maître d’ouvrage délégué"),
    )
    referent = models.CharField(_("référent"), max_length=160, blank=True)
    target_group = models.CharField(_("public visé"), max_length=200, blank=True)
    priority = models.CharField(
        _("priorité"), max_length=10, choices=PRIORITIES, default=Priority.NORMAL
    )
    status = models.CharField(
        _("statut"), max_length=12, choices=STATUSES, default=Status.TO_DISCUSS
    )
    start = models.DateField(_("début"), null=True, blank=True)
    end = models.DateField(_("fin"), null=True, blank=True)
    is_recurring = models.BooleanField(_("récurrente"), default=False)
    deliverables = models.TextField(_("livrables"), blank=True)
    legal_prerequisites = models.TextField(_("préalables juridiques"), blank=True)
    staff_days = models.DecimalField(
        _("jours d’agent"), max_digits=7, decimal_places=1, null=True, blank=True
    )
    risks = models.TextField(_("risques"), blank=True)
    communication = models.TextField(_("communication"), blank=True)
    is_restricted = models.BooleanField(_("réservée aux signataires"), default=False)
    is_published = models.BooleanField(_("publiée"), default=False)
    is_fictional = models.BooleanField(_("fictive"), default=False)
    moved_at = models.DateTimeField(_("dernier changement"), default=timezone.now)
    moved_by = models.CharField(_("par"), max_length=40, blank=True)

    objects = TownManager()

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["town", "status"], name="sheet_town_status")]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | Q(town__isnull=False),
                name="sheet_has_a_home",
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(start=None) | Q(end__gte=models.F("start")),
                name="sheet_ends_after_it_starts",
                violation_error_message=_("La fin vient avant le début."),
            ),
            models.UniqueConstraint(
                fields=["agreement", "code"],
                condition=Q(agreement__isnull=False),
                name="sheet_code_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class SheetFiling(models.Model):
    """Under which axis a sheet stood, from when to when: refiled, it keeps its past."""

    sheet = models.ForeignKey(ActionSheet, on_delete=models.CASCADE, related_name="filings")  # own
    axis = models.ForeignKey(Axis, on_delete=models.PROTECT, related_name="filings")
    valid = DateRangeField(_("du … au"))
    reason = models.CharField(_("motif"), max_length=300, blank=True)

    class Meta:
        ordering = ["valid"]

    def __str__(self) -> str:
        return f"{self.sheet_id} in {self.axis_id}"


class SheetParty(models.Model):
    """A body on a sheet, with its part: one file, each its share, nothing entered twice."""

    class Role(models.TextChoices):
        LEAD = "lead", _("pilote")
        PARTNER = "partner", _("partenaire")
        FUNDER = "funder", _("financeur")
        DECIDES = "decides", _("décide")
        CONSULTED = "consulted", _("consulté")
        INFORMED = "informed", _("informé")

    sheet = models.ForeignKey(ActionSheet, on_delete=models.CASCADE, related_name="parties")  # own
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sheet_parts"
    )
    role = models.CharField(_("rôle"), max_length=10, choices=Role, default=Role.PARTNER)
    part = models.TextField(_("sa part"), blank=True)

    class Meta:
        ordering = ["role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "organisation", "role"], name="sheet_party_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.role} {self.sheet_id}"


class SheetNote(models.Model):
    """A private note of one body on a sheet: no other body reads it."""

    sheet = models.ForeignKey(ActionSheet, on_delete=models.CASCADE, related_name="notes")  # own
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="sheet_notes"
    )
    text = models.TextField(_("note"))
    written_at = models.DateTimeField(_("écrite le"), default=timezone.now)
    written_by = models.CharField(_("écrite par"), max_length=40)

    class Meta:
        ordering = ["-written_at"]

    def __str__(self) -> str:
        return f"{self.organisation_id} on {self.sheet_id}"

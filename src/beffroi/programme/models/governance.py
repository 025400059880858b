"""Committees, meetings, decisions, what was promised, and the people met."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beffroi.accounts.models import new_key
from beffroi.programme.models.agreements import Agreement
from beffroi.programme.models.sheets import ActionSheet
from beffroi.territory.models import Organisation


class Contact(models.Model):
    """A person met in a body, who need not have an account."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="contacts"
    )  # known only through that body
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contact_cards",
    )  # an erased account leaves the card, which its body may erase
    name = models.CharField(_("nom"), max_length=120)
    title = models.CharField(_("fonction"), max_length=160, blank=True)
    email = models.EmailField(_("adresse électronique"), blank=True)
    phone = models.CharField(_("téléphone"), max_length=30, blank=True)
    left_on = models.DateField(_("parti le"), null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Committee(models.Model):
    """Who follows an agreement together: steering, technical, elected members of both sides."""

    class Kind(models.TextChoices):
        STEERING = "steering", _("comité de pilotage")
        TECHNICAL = "technical", _("comité technique")
        ELECTED = "elected", _("comité d’élus")
        PROJECT = "project", _("comité de projet local")
        GROUP = "group", _("groupe de travail")

    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="committees"
    )  # own
    kind = models.CharField(_("nature"), max_length=12, choices=Kind)
    name = models.CharField(_("nom"), max_length=160)
    every_months = models.PositiveSmallIntegerField(
        _("se réunit tous les … mois"), null=True, blank=True
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CommitteeMember(models.Model):
    """A seat: a body, and the person who holds it."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="seats")  # own
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="committee_seats"
    )
    contact = models.ForeignKey(
        Contact, on_delete=models.SET_NULL, null=True, blank=True, related_name="seats"
    )  # the seat outlives who sat
    is_elected = models.BooleanField(_("élu"), default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.organisation_id} in {self.committee_id}"


class Meeting(models.Model):
    """A meeting of a committee, planned then held."""

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    committee = models.ForeignKey(
        Committee, on_delete=models.CASCADE, related_name="meetings"
    )  # own
    on = models.DateField(_("le"))
    time = models.TimeField(_("à"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=200, blank=True)
    agenda = models.TextField(_("ordre du jour"), blank=True)
    minutes = models.TextField(_("compte rendu"), blank=True)
    held = models.BooleanField(_("tenue"), default=False)
    cancelled = models.BooleanField(_("annulée"), default=False)

    class Meta:
        ordering = ["-on"]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.on}"


class Attendance(models.Model):
    """Whether a body came to a meeting, and who came for it."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="attendances"
    )  # own
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="attendances"
    )
    name = models.CharField(_("représenté par"), max_length=120, blank=True)
    present = models.BooleanField(_("présent"), default=False)
    excused = models.BooleanField(_("excusé"), default=False)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="attendance_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} at {self.meeting_id}"


class Decision(models.Model):
    """What a meeting decided; whoever owes it is in the commitment that follows."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="decisions")  # own
    number = models.PositiveSmallIntegerField(_("numéro"))
    text = models.TextField(_("décision"))

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decision_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} n° {self.number}"


class Commitment(models.Model):
    """What a body promised, how much of it, for when, and what became of it."""

    key = models.CharField(_("clé"), max_length=20, unique=True, default=new_key, editable=False)
    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, null=True, blank=True, related_name="commitments"
    )  # own
    sheet = models.ForeignKey(
        ActionSheet, on_delete=models.CASCADE, null=True, blank=True, related_name="commitments"
    )  # own
    decision = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="commitments"
    )  # the promise outlives the minutes
    # The promise this one takes up in a renewed agreement.
    carried_from = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )  # the later promise stands alone
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="commitments"
    )
    text = models.CharField(_("engagement"), max_length=400)
    quantity = models.DecimalField(
        _("quantité"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("unité"), max_length=60, blank=True)
    due_on = models.DateField(_("pour le"), null=True, blank=True)
    done_quantity = models.DecimalField(
        _("quantité faite"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    done_on = models.DateField(_("tenu le"), null=True, blank=True)
    released_on = models.DateField(_("levé d’un commun accord le"), null=True, blank=True)
    released_because = models.CharField(_("motif"), max_length=300, blank=True)
    evidence = models.CharField(_("preuve"), max_length=300, blank=True)
    is_published = models.BooleanField(_("publié"), default=True)

    class Meta:
        ordering = ["due_on", "id"]
        indexes = [models.Index(fields=["organisation", "due_on"], name="commitment_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | Q(sheet__isnull=False),
                name="commitment_has_a_home",
            )
        ]

    def __str__(self) -> str:
        return self.text

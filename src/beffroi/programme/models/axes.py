"""Axes of a programme's version or of an agreement, as trees; how one maps onto another; plans."""

from __future__ import annotations

from django.db import models
from django.db.models import Manager, Q
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models.agreements import Agreement
from beffroi.programme.models.present import AxisManager
from beffroi.programme.models.programmes import ProgrammeVersion
from beffroi.programme.rules.fields import CHOICES


class Axis(models.Model):
    """A line of work: of a programme's version or of an agreement, never both.

    Withdrawn by an amendment, it stays: what was filed and spent under it is told there.
    """

    version = models.ForeignKey(
        ProgrammeVersion, on_delete=models.CASCADE, null=True, blank=True, related_name="axes"
    )  # its own
    agreement = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, null=True, blank=True, related_name="axes"
    )  # its own
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="parts"
    )
    # Where it comes from: a child agreement's axis is its framework's, counted once.
    inherits = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="heirs"
    )
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("nom"), max_length=200)
    about = models.TextField(_("présentation"), blank=True)
    field = models.CharField(_("domaine"), max_length=30, choices=CHOICES)
    order = models.PositiveSmallIntegerField(_("ordre"), default=0)
    withdrawn_on = models.DateField(_("retiré le"), null=True, blank=True)

    objects = AxisManager()
    ever = Manager()  # noqa: DJ012 - the first named is the default one

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(version=None, agreement__isnull=False)
                | Q(version__isnull=False, agreement=None),
                name="axis_of_one",
            ),
            models.UniqueConstraint(
                fields=["version", "agreement", "code"],
                nulls_distinct=False,
                name="axis_code_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class AxisMapping(models.Model):
    """An axis of one version read as a pillar of the next (Act I's axes, Act II's pillars)."""

    before = models.ForeignKey(
        Axis, on_delete=models.CASCADE, related_name="mapped_to"
    )  # a mapping lives with both
    after = models.ForeignKey(
        Axis, on_delete=models.CASCADE, related_name="mapped_from"
    )  # a mapping lives with both
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["before", "after"], name="mapping_once")]

    def __str__(self) -> str:
        return f"{self.before_id} → {self.after_id}"


class Objective(models.Model):
    """An objective of a plan: an axis that says what is to be reached, and which sheets do it."""

    axis = models.ForeignKey(Axis, on_delete=models.CASCADE, related_name="objectives")  # its own
    code = models.CharField(_("code"), max_length=20)
    text = models.CharField(_("objectif"), max_length=300)
    due_on = models.DateField(_("à atteindre le"), null=True, blank=True)
    sheets = models.ManyToManyField(
        "programme.ActionSheet", related_name="objectives_met", blank=True
    )

    class Meta:
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["axis", "code"], name="objective_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.text}"

"""Steps of a sheet, what it waits for, and whom it served."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models.sheets import ActionSheet


class Milestone(models.Model):
    """A step of a sheet: the day first promised stays beside the day expected now."""

    sheet = models.ForeignKey(
        ActionSheet, on_delete=models.CASCADE, related_name="milestones"
    )  # own
    title = models.CharField(_("étape"), max_length=200)
    planned_on = models.DateField(_("prévue le"))
    expected_on = models.DateField(_("attendue le"), null=True, blank=True)
    done_on = models.DateField(_("faite le"), null=True, blank=True)

    class Meta:
        ordering = ["planned_on", "id"]

    def __str__(self) -> str:
        return self.title


class Dependency(models.Model):
    """`sheet` cannot start before `needs` has ended, `lag_days` later."""

    sheet = models.ForeignKey(
        ActionSheet, on_delete=models.CASCADE, related_name="dependencies"
    )  # a tie lives with both
    needs = models.ForeignKey(
        ActionSheet, on_delete=models.CASCADE, related_name="dependents"
    )  # a tie lives with both
    lag_days = models.PositiveSmallIntegerField(_("délai en jours"), default=0)
    reason = models.CharField(_("pourquoi"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "needs"], name="dependency_once"),
            models.CheckConstraint(
                condition=~Q(sheet=models.F("needs")),
                name="no_own_dependency",
                violation_error_message=_("Une action ne peut pas dépendre d’elle-même."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet_id} needs {self.needs_id}"


class Benefit(models.Model):
    """A commune served by a sheet on a day: who gets what of a framework."""

    sheet = models.ForeignKey(ActionSheet, on_delete=models.CASCADE, related_name="benefits")  # own
    insee_code = models.CharField(_("code INSEE"), max_length=5)
    on = models.DateField(_("le"))
    text = models.CharField(_("ce qui a été fait"), max_length=200, blank=True)
    quantity = models.DecimalField(
        _("quantité"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    unit = models.CharField(_("unité"), max_length=40, blank=True)

    class Meta:
        ordering = ["-on"]
        indexes = [models.Index(fields=["insee_code", "on"], name="benefit_commune")]

    def __str__(self) -> str:
        return f"{self.insee_code} on {self.on}"

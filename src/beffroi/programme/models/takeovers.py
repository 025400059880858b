"""Sheets that a renewal takes over from the agreement before it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from beffroi.programme.models.agreements import Agreement
from beffroi.programme.models.sheets import ActionSheet


class Takeover(models.Model):
    """A sheet chosen for the renewal; it passes on the first day of the renewal in force.

    The sheet then stands in `into` alone; that it stood in `source` until then is told here.
    """

    sheet = models.ForeignKey(
        ActionSheet, on_delete=models.CASCADE, related_name="takeovers"
    )  # a story of that sheet
    source = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="sheets_passed")
    into = models.ForeignKey(
        Agreement, on_delete=models.CASCADE, related_name="sheets_taken"
    )  # own
    # Chosen only, while there is no day.
    taken_on = models.DateField(_("reprise le"), null=True, blank=True)

    class Meta:
        ordering = ["taken_on", "id"]
        constraints = [models.UniqueConstraint(fields=["sheet", "into"], name="taken_over_once")]

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.source_id} → {self.into_id}"

"""Rows that an amendment may take out without erasing them: those that stand, and all there ever were.

The first manager a model names is its default: forms, pages and the rows of a parent meet only
what stands; `ever` reads the others.
"""

from __future__ import annotations

from typing import Any

from django.db import models


class _PresentManager(models.Manager[Any]):
    """Rows whose day of leaving, in the field named `left`, has not been written."""

    left: str

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().filter(**{self.left: None})


class PartyManager(_PresentManager):
    """Parties that have not left."""

    left = "left_on"


class AxisManager(_PresentManager):
    """Axes that have not been withdrawn."""

    left = "withdrawn_on"

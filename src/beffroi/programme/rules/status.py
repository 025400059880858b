"""Where an action stands, and how it matters. Source: domain.md §6.1."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Status(StrEnum):
    """What whoever leads the action says of it."""

    TO_DISCUSS = "to_discuss"
    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    LATE = "late"
    BLOCKED = "blocked"
    PAUSED = "paused"
    DONE = "done"
    ABANDONED = "abandoned"


class Priority(StrEnum):
    """How much it matters."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


STATUSES = (
    (Status.TO_DISCUSS.value, _("à discuter")),
    (Status.PLANNED.value, _("prévue")),
    (Status.IN_PROGRESS.value, _("en cours")),
    (Status.LATE.value, _("en retard")),
    (Status.BLOCKED.value, _("bloquée")),
    (Status.PAUSED.value, _("en pause")),
    (Status.DONE.value, _("faite")),
    (Status.ABANDONED.value, _("abandonnée")),
)
PRIORITIES = (
    (Priority.HIGH.value, _("haute")),
    (Priority.NORMAL.value, _("normale")),
    (Priority.LOW.value, _("basse")),
)
# Something is being done or will be: what an axis without any is flagged for.
LIVE = frozenset({Status.PLANNED, Status.IN_PROGRESS, Status.LATE, Status.BLOCKED})
OVER = frozenset({Status.DONE, Status.ABANDONED})

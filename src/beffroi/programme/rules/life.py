"""The life of an agreement: its states and the only ways between them, as one table.

Drawn in docs/algorithms/agreement-life.md from this very table. Source: domain.md §2.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel.transitions import Transition


class State(StrEnum):
    """Where an agreement stands."""

    DRAFT = "draft"
    NEGOTIATED = "negotiated"
    DELIBERATED = "deliberated"
    SIGNED = "signed"
    IN_FORCE = "in_force"
    UNDER_REVIEW = "under_review"
    RENEWED = "renewed"
    ENDED = "ended"
    TERMINATED = "terminated"


NAMES: dict[str, Any] = {
    State.DRAFT: _("en projet"),
    State.NEGOTIATED: _("négociée"),
    State.DELIBERATED: _("délibérée"),
    State.SIGNED: _("signée"),
    State.IN_FORCE: _("en vigueur"),
    State.UNDER_REVIEW: _("en bilan"),
    State.RENEWED: _("renouvelée"),
    State.ENDED: _("terminée"),
    State.TERMINATED: _("résiliée"),
}
STATES = tuple((state.value, NAMES[state]) for state in State)
# Binding: promises run, the text changes only by amendment.
BINDING = frozenset({State.SIGNED, State.IN_FORCE, State.UNDER_REVIEW})
OVER = frozenset({State.RENEWED, State.ENDED, State.TERMINATED})


TRANSITIONS: tuple[Transition[State], ...] = (
    Transition("negotiate", _("Ouvrir la négociation"), frozenset({State.DRAFT}), State.NEGOTIATED, ("two_signatories", "dates")),
    Transition("reopen", _("Revenir au projet"), frozenset({State.NEGOTIATED, State.DELIBERATED}), State.DRAFT),
    Transition("deliberate", _("Constater les délibérations"), frozenset({State.NEGOTIATED}), State.DELIBERATED, ("deliberations",)),
    Transition("sign", _("Constater la signature"), frozenset({State.DELIBERATED}), State.SIGNED, ("signatures",)),
    Transition("begin", _("Mettre en vigueur"), frozenset({State.SIGNED}), State.IN_FORCE, ("started",)),
    Transition("review", _("Ouvrir le bilan"), frozenset({State.IN_FORCE}), State.UNDER_REVIEW),
    Transition("resume", _("Reprendre l’exécution"), frozenset({State.UNDER_REVIEW}), State.IN_FORCE, ("not_past",)),
    Transition("renew", _("Constater le renouvellement"), frozenset({State.IN_FORCE, State.UNDER_REVIEW}), State.RENEWED, ("renewal_signed",)),
    Transition("end", _("Constater la fin"), frozenset({State.SIGNED, State.IN_FORCE, State.UNDER_REVIEW}), State.ENDED, ("past",)),
    Transition("terminate", _("Résilier"), frozenset({State.SIGNED, State.IN_FORCE, State.UNDER_REVIEW}), State.TERMINATED, ("reason",)),
)  # fmt: skip

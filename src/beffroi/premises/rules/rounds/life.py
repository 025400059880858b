"""The life of a round: its states and the only ways between them, as one table.

Drawn in docs/algorithms/round-life.md from this very table. Source: domain.md §2.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.kernel.transitions import Refused, Transition, leaving


class State(StrEnum):
    """Where a round stands."""

    PLANNED = "planned"
    IN_PROGRESS = "in_progress"
    TO_CHECK = "to_check"
    VALIDATED = "validated"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


NAMES: dict[str, Any] = {
    State.PLANNED: _("prévu"),
    State.IN_PROGRESS: _("en cours"),
    State.TO_CHECK: _("à contrôler"),
    State.VALIDATED: _("validé"),
    State.PUBLISHED: _("publié"),
    State.SUPERSEDED: _("remplacé"),
}
STATES = tuple((state.value, NAMES[state]) for state in State)
OPEN = frozenset({State.PLANNED, State.IN_PROGRESS})  # notes are taken
PUBLIC = frozenset({State.PUBLISHED, State.SUPERSEDED})  # what it saw is in the timelines


TRANSITIONS: tuple[Transition[State], ...] = (
    Transition("begin", _("Commencer la marche"), frozenset({State.PLANNED}), State.IN_PROGRESS, ("stops",)),
    Transition("close", _("Terminer la marche"), frozenset({State.IN_PROGRESS}), State.TO_CHECK, ("notes",)),
    Transition("reopen", _("Rouvrir la marche"), frozenset({State.TO_CHECK, State.VALIDATED}), State.IN_PROGRESS),
    Transition("validate", _("Valider le relevé"), frozenset({State.TO_CHECK}), State.VALIDATED, ("no_dispute",)),
    Transition("publish", _("Publier le relevé"), frozenset({State.VALIDATED}), State.PUBLISHED, ("no_dispute",)),
    Transition("supersede", _("Remplacer par la version suivante"), frozenset({State.PUBLISHED}), State.SUPERSEDED, ("next_published",)),
)  # fmt: skip
BY_NAME = {way.name: way for way in TRANSITIONS}

NEEDS: dict[str, Any] = {
    "stops": _("Ce relevé n’a aucun local à voir : son périmètre est vide."),
    "notes": _("Aucune note n’est encore arrivée : il n’y a rien à contrôler."),
    "no_dispute": _("Deux notes se contredisent encore : choisissez d’abord laquelle compte."),
    "unwalked": _("Ce relevé a déjà commencé : il ne s’efface plus."),
    "next_published": _("La version suivante n’est pas encore publiée."),
}


class RoundRefused(Refused):
    """What was asked of a round cannot be done now."""


def check(name: str, state: str, facts: frozenset[str]) -> Transition[State]:
    """The transition when it can be made from this state with these facts; else `RoundRefused`."""
    way = BY_NAME[name]
    if state not in way.start:
        said = _("Ce relevé est « %(state)s » : il ne peut pas passer à « %(end)s ».")
        raise RoundRefused(said % {"state": NAMES[state], "end": NAMES[way.end]})
    if need := way.lacks(facts):
        raise RoundRefused(NEEDS[need])
    return way


def ways_from(state: str) -> list[Transition[State]]:
    """What may come next for a person; a version is replaced by its successor alone."""
    return [way for way in leaving(TRANSITIONS, state) if way.name != "supersede"]


def check_takes_notes(state: str) -> None:
    """Raise `RoundRefused` unless the round still takes notes."""
    if state not in OPEN:
        said = _(
            "Ce relevé est « %(state)s » : il ne prend plus de notes. Les vôtres restent sur "
            "l’appareil ; demandez à l’équipe de le rouvrir."
        )
        raise RoundRefused(said % {"state": NAMES[state]})

"""What a diagnosis proposes to an agreement: for each finding, an action with its axis.

A proposal is a beginning that people correct, never a decision.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.programme.rules.fields import FIELDS


@dataclass(frozen=True, slots=True)
class Proposal:
    """An action for a topic of `observatory.rules.findings`; `indicator` is what will tell its effect."""

    topic: str
    field: str
    title: Any
    objectives: Any
    indicator: str


PROPOSALS: tuple[Proposal, ...] = (
    Proposal(
        "vacancy", "land", _("Remettre sur le marché les locaux vacants"),
        _("Joindre chaque propriétaire, lever ce qui bloque, présenter les locaux à des porteurs de projet."),
        "vacancy_rate",
    ),
    Proposal(
        "trend", "trade", _("Boutiques à l’essai dans les locaux vides"),
        _("Installer à loyer progressif des commerces qui manquent, et les accompagner six mois."),
        "vacancy_rate",
    ),
    Proposal(
        "pattern", "public_space", _("Renforcer l’axe commerçant principal"),
        _("Resserrer l’effort sur les rues où la vacance se tient : vitrines, propreté, signalétique."),
        "vacancy_pattern",
    ),
    Proposal(
        "churn", "economy", _("Accompagner les commerçants en place"),
        _("Proposer un audit à chaque commerçant, puis une formation à l’accueil et à la vente en ligne."),
        "net",
    ),
    Proposal(
        "survival", "economy", _("Préparer les transmissions"),
        _("Repérer les cessations à venir et rapprocher cédants et repreneurs."),
        "survival_n",
    ),
    Proposal(
        "composition", "trade", _("Compléter l’offre du centre"),
        _("Rechercher les activités qui manquent, avec les propriétaires et les enseignes."),
        "family_share",
    ),
)  # fmt: skip
BY_TOPIC = {one.topic: one for one in PROPOSALS}


@dataclass(frozen=True, slots=True)
class AxisDraft:
    """An axis that proposals call for: a letter, the name of its field."""

    code: str
    field: str
    name: str


def axes_for(proposals: Iterable[Proposal]) -> list[AxisDraft]:
    """One axis a field, lettered in the order the fields come."""
    fields = list(dict.fromkeys(one.field for one in proposals))
    return [
        AxisDraft(chr(ord("A") + n), field, str(FIELDS[field].label))
        for n, field in enumerate(fields)
    ]

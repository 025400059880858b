"""The standard chapters of a diagnosis of premises and shops, and those of its author."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _


class Chapter(StrEnum):
    """Where a finding stands, in reading order."""

    VACANCY = "vacance"
    STREETS = "rues"
    YEARS = "annees"
    OFFER = "offre"
    MISSING = "manques"
    RENTS = "loyers"
    OWNERS = "proprietaires"
    OWN = "autres"


CHAPTERS: Mapping[Chapter, Any] = {
    Chapter.VACANCY: _("La vacance"),
    Chapter.STREETS: _("Où sont les locaux vides"),
    Chapter.YEARS: _("Les années"),
    Chapter.OFFER: _("L’offre"),
    Chapter.MISSING: _("Les activités qui manquent"),
    Chapter.RENTS: _("Les loyers"),
    Chapter.OWNERS: _("Les propriétaires"),
    Chapter.OWN: _("Nos constats"),
}
CHOICES = tuple((chapter.value, label) for chapter, label in CHAPTERS.items())
# What each chapter asks, when its author asks nothing else.
QUESTIONS: Mapping[Chapter, Any] = {
    Chapter.VACANCY: _("Combien de locaux sont vides ?"),
    Chapter.STREETS: _("Dans quelles rues ?"),
    Chapter.YEARS: _("Qu’est-ce qui change d’une année à l’autre ?"),
    Chapter.OFFER: _("De quoi l’offre est-elle faite ?"),
    Chapter.MISSING: _("Que ne trouve-t-on pas ?"),
    Chapter.RENTS: _("À quel prix se louent les locaux ?"),
    Chapter.OWNERS: _("À qui sont les locaux vides ?"),
    Chapter.OWN: "",
}


def place_of(chapter: str) -> int:
    """The rank of a chapter; one nobody knows comes last."""
    known = list(CHAPTERS)
    return known.index(Chapter(chapter)) if chapter in known else len(known)

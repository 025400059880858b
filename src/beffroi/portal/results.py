"""What a town's files gave, and the next steps they allow."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from beffroi.merchants.models import Establishment
from beffroi.portal.links import address
from beffroi.premises import reads as premises
from beffroi.premises.reads import Completeness
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


@dataclass(frozen=True)
class Result:
    """`known` is None while no file told of premises."""

    town: Town
    on: dt.date | None
    known: Completeness | None
    streets: int
    establishments: int
    steps: list[dict[str, Any]] = field(default_factory=list)


def result_of(town: Town) -> Result:
    """Counts of the latest day, and doors to what can be done with them."""
    days = premises.known_days(town)
    on = days[-1] if days else None
    known = premises.completeness(town, on) if on else None
    return Result(
        town,
        on,
        known,
        territory.streets(town).count(),
        Establishment.objects.of(town).count(),
        next_steps(town, known),
    )


def next_steps(town: Town, known: Completeness | None) -> list[dict[str, Any]]:
    """What to do next, the doubts first; pages that are not built are left out."""
    steps = [
        ("map", _("Voir la carte"), _("Tous les locaux, par activité, les vides en relief.")),
        ("indicators", _("Lire le tableau de bord"), _("Les chiffres, chacun avec sa source.")),
        ("diagnoses", _("Faire le diagnostic"), _("Un document à imprimer ou à remettre.")),
    ]
    if known and known.doubtful:
        text = _("%(n)d locaux sont presque aussi près de deux rues : un geste suffit pour chacun.")
        steps.insert(
            1, ("doubtful_streets", _("Trancher les rues douteuses"), text % {"n": known.doubtful})
        )
    if not known:
        steps = []
    steps.append(("data", _("Compléter les données"), _("Sources, qualité, autres fichiers.")))
    doors = [(address(route, town.slug), title, text) for route, title, text in steps]
    return [{"href": href, "title": title, "text": text} for href, title, text in doors if href]

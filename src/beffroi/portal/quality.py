"""What is known of a town, source by source and fact by fact, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from beffroi.premises import reads as premises
from beffroi.premises.models import Coverage
from beffroi.premises.reads import Completeness
from beffroi.territory.models import Source, Town
from beffroi.ui.typography import percent


@dataclass(frozen=True)
class SourceSheet:
    """One source, with what it is known to cover and what it is not."""

    source: Source
    known: list[str]
    unknown: list[str]
    note: str


def sheets(town: Town) -> list[SourceSheet]:
    """Every source of a town, the live ones first. Two queries."""
    told = premises.coverages(town)
    rows = Source.objects.of(town).order_by("removed_at", "-as_of", "label")
    ordered = sorted(rows, key=lambda source: source.removed_at is not None)
    return [_sheet(source, told.get(source.pk)) for source in ordered]


def _sheet(source: Source, told: Coverage | None) -> SourceSheet:
    if told is None:
        return SourceSheet(source, [], [], "")
    shares = (
        (_("locaux vus"), told.stock),
        (_("état, occupé ou vide, vérifié"), told.vacancy),
        (_("activité reconnue"), told.activity),
    )
    said = _("%(fact)s : %(share)s")
    known = [
        said % {"fact": label, "share": percent(share, 0)}
        for label, share in shares
        if share is not None
    ]
    unknown = [label for label, share in shares if share is None]
    return SourceSheet(source, known, unknown, told.note)


def bars(known: Completeness) -> list[dict[str, Any]]:
    """One bar a fact: how many premises have it. Name, trade and hours: occupied ones only."""
    facts = (
        (_("Rue connue"), known.with_street, known.total),
        (_("Linéaire de vitrine mesuré"), known.with_frontage, known.total),
        (_("Nom noté (locaux occupés)"), known.with_name, known.occupied),
        (_("Activité reconnue (locaux occupés)"), known.with_activity, known.occupied),
        (_("Horaires notés (locaux occupés)"), known.with_hours, known.occupied),
    )
    return [
        {
            "key": "",
            "label": label,
            "value": have,
            "share": have / total if total else None,
            "href": "",
            "note": _("sur %(total)d") % {"total": total},
        }
        for label, have, total in facts
    ]

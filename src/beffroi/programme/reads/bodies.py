"""Bodies that may take part: those of the file, and those whose area holds the town."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from beffroi.programme.models import Agreement
from beffroi.territory import reads as territory
from beffroi.territory.models import Organisation, Town


def bodies_around(
    town: Town | None, agreement: Agreement | None, *more: Organisation | None
) -> QuerySet[Organisation]:
    """Bodies to offer in a form, by name; `more` are those already chosen. Absorbed ones are left."""
    wanted = Q(pk__in=[body.pk for body in more if body is not None])
    if agreement is not None:
        wanted |= Q(agreement_parts__agreement=agreement) | Q(pk=agreement.holder_id)
    if town is not None:
        wanted |= Q(town=town) | _covering(town)
    rows = Organisation.objects.filter(wanted, merged_by=None)
    return Organisation.objects.filter(pk__in=rows.values("pk")).order_by("name", "pk")


def _covering(town: Town) -> Q:
    wanted = Q()
    by_level: dict[str, list[str]] = {}
    for level, code in territory.ground_of(town).places:
        by_level.setdefault(level, []).append(code)
    for level, codes in by_level.items():
        wanted |= Q(area_places__level=level, area_places__code__in=codes)
    return wanted


def named(organisation: Any) -> str:
    """The name of a body, "" for none."""
    return organisation.name if organisation is not None else ""

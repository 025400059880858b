"""The words of a town's observatories, with what they are called in common."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from django.http import Http404

from beffroi.observatory.models import LocalTerm, Nomenclature, TermMatch
from beffroi.sources.observatories import ToldMatch, ToldTerm
from beffroi.territory.models import Town

OCCUPIED = "occupied"


def nomenclatures(town: Town) -> list[Nomenclature]:
    """Every nomenclature kept in a town, its own first."""
    rows = Nomenclature.objects.of(town).select_related("body", "format")
    return sorted(rows, key=lambda one: (one.body_id is not None, one.pk))


def nomenclature_of(town: Town) -> Nomenclature | None:
    """The one whose names a page shows: the town's own, else the first body's; None when none is."""
    return next(iter(nomenclatures(town)), None)


def nomenclature_or_404(town: Town, number: int) -> Nomenclature:
    """One of a town's nomenclatures; `Http404` when it is not its."""
    rows = Nomenclature.objects.of(town).select_related("town", "body", "format")
    found: Nomenclature | None = rows.filter(pk=number).first()
    if found is None:
        raise Http404
    return found


def terms_of(
    nomenclature: Nomenclature | None, *, known_on: dt.datetime | None = None
) -> dict[int, ToldTerm]:
    """Row key → term with its matches, oldest first, as known at an instant. Two queries."""
    if nomenclature is None:
        return {}
    matches: dict[int, list[ToldMatch]] = defaultdict(list)
    held = TermMatch.objects.of(nomenclature.town).known(known_on)
    rows = held.filter(term__nomenclature=nomenclature).order_by("valid")
    for term, common, valid in rows.values_list("term", "common", "valid"):
        matches[term].append(ToldMatch(common, valid.lower, valid.upper))
    words = LocalTerm.objects.of(nomenclature.town).filter(nomenclature=nomenclature)
    listed = words.order_by("kind", "code").values_list("pk", "kind", "code", "label", "category")
    return {
        pk: ToldTerm(kind, code, label, category, tuple(matches[pk]))
        for pk, kind, code, label, category in listed
    }


def meanings_told(town: Town, on: dt.date) -> dict[str, str]:
    """Code → what it means on a day, as survey files say it (a state, or "occupied:trade")."""
    found: dict[str, str] = {}
    for nomenclature in nomenclatures(town):
        for term in terms_of(nomenclature).values():
            common = term.on(on)
            if common:
                told = common if term.kind == LocalTerm.Kind.STATE else f"{OCCUPIED}:{common}"
                found.setdefault(term.code, told)
    return found

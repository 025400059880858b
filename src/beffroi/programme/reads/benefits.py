"""Communes of an agreement and what each got of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q

from beffroi.kernel.country import country_pack
from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    AgreementPlace,
    Benefit,
    ProgrammeMember,
)
from beffroi.programme.rules.sharing import Act, Share, shares
from beffroi.territory.models import Town


def communes_of(agreement: Agreement, on: dt.date) -> dict[str, str]:
    """Code and name of the communes that it and its child agreements cover on a day; two queries."""
    family = Q(agreement=agreement) | Q(agreement__parent=agreement)
    rows = AgreementPlace.objects.filter(family, valid__contains=on)
    codes = set(rows.values_list("insee_code", flat=True))
    towns = Town.objects.filter(Q(agreements=agreement) | Q(agreements__parent=agreement))
    names = dict(towns.values_list("insee_code", "name"))
    return {code: names.get(code) or name_of(code) for code in sorted(codes | set(names))}


def name_of(code: str) -> str:
    """The name of a commune, its code when nobody knows it."""
    if (found := country_pack(settings.BEFFROI_COUNTRY).communes().get(code)) is not None:
        return found.name
    # Invented communes are in no country pack: an open town, or a member of an invented programme.
    towns = Town.objects.filter(insee_code=code).values_list("name", flat=True)
    members = ProgrammeMember.objects.filter(insee_code=code).values_list("name", flat=True)
    return towns.first() or members.order_by("pk").first() or code


def sheets_of(agreement: Agreement) -> Any:
    """Its sheets and those of its child agreements."""
    family = Q(agreement=agreement) | Q(agreement__parent=agreement)
    return ActionSheet.objects.across_towns().filter(family)


def shares_of(agreement: Agreement, person_sheets: Any, on: dt.date) -> list[tuple[str, Share]]:
    """What each commune got of these sheets of the agreement, with its name; three queries."""
    named = communes_of(agreement, on)
    acts = acts_of(person_sheets, named)
    return [
        (named[one.commune], one) for one in shares(named, acts, on=on, population=people(named))
    ]


def acts_of(sheets: Any, codes: Iterable[str]) -> list[Act]:
    """The acts of these sheets in these communes; one query."""
    rows = Benefit.objects.filter(sheet__in=sheets.values("pk"), insee_code__in=list(codes))
    return [Act(*row) for row in rows.values_list("insee_code", "on", "sheet__key")]


def people(codes: Iterable[str]) -> dict[str, int]:
    """Inhabitants of the communes: as their town says, else as the country's table does."""
    listed = list(codes)
    known = Town.objects.filter(insee_code__in=listed, population__isnull=False)
    rows = known.values_list("insee_code", "population")
    found: dict[str, int] = {code: number for code, number in rows if number is not None}
    table = country_pack(settings.BEFFROI_COUNTRY).communes()
    for code in listed:
        commune = table.get(code)
        number = getattr(commune, "population", None)
        if code not in found and number:
            found[code] = number
    return found

"""Openings, closures, net and survival of a town, from the periods it stores."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from chalandise.survival import SurvivalCurve, kaplan_meier
from django.db.models import Q

from beffroi.kernel.country import country_pack
from beffroi.merchants.models import Establishment, EstablishmentPeriod
from beffroi.merchants.rules.register import (
    Movements,
    RegisterPeriod,
    Spell,
    in_families,
    settled_until,
    spells,
    survival_sample,
    yearly,
)
from beffroi.merchants.rules.trades import CORE, TradeTable
from beffroi.territory.models import Source, Town

REGISTER_KINDS = ("sirene_stock", "sirene_list", "sirene_history", "sirene_periods")


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """What a town's register data are, and what they cannot say."""

    reference: dt.date | None  # the day the register was read; None: none was imported
    settled_until: dt.date | None  # closures after it are provisional
    establishments: int
    periods: int
    active_periods: int
    without_code: int  # active periods whose code is empty: in no family, whatever they were
    older_unmapped: int  # active periods of older nomenclatures that no table leads to a trade
    partial_diffusion: int
    is_floor: bool  # the file leaves out establishments under partial diffusion


@cache
def trade_table(country: str = "fr") -> TradeTable:
    """The country pack's table of trades."""
    pack = country_pack(country)
    return TradeTable.of_rows(pack.table("naf_families.csv"), pack.table("naf_older.csv"))


def town_spells(
    town: Town,
    *,
    scopes: Collection[str] = CORE,
    families: Collection[str] | None = None,
    known_on: dt.datetime | None = None,
) -> list[Spell]:
    """Active spells of the town's establishments that bear a trade of these scopes and families.

    As known to us at `known_on` (now when None). Two queries; establishments that never had such a
    trade do not leave the database.
    """
    table = trade_table()
    found: list[Spell] = []
    periods = EstablishmentPeriod.objects.of(town).known(known_on)
    for _, rows in groupby(_trading_rows(periods, table, scopes), key=itemgetter(0)):
        found += spells(_period(row, table, scopes) for row in rows)
    return [spell for spell in in_families(found, families) if spell.family]


def register_years(
    town: Town,
    *,
    first_year: int,
    last_year: int,
    scopes: Collection[str] = CORE,
    families: Collection[str] | None = None,
    known_on: dt.datetime | None = None,
) -> list[Movements]:
    """Openings, closures, net and stock of each calendar year, the late ones marked provisional.

    As known to us at `known_on` (now when None). Empty when the town has no register data then.
    """
    reference = _reference(town, known_on)
    if reference is None:
        return []
    found = town_spells(town, scopes=scopes, families=families, known_on=known_on)
    return yearly(found, first_year, last_year, reference=reference)


def survival_of(
    town: Town,
    *,
    opened_from: dt.date,
    opened_before: dt.date,
    scopes: Collection[str] = CORE,
    families: Collection[str] | None = None,
    known_on: dt.datetime | None = None,
) -> SurvivalCurve | None:
    """Kaplan-Meier curve, in years, of the spells opened in [opened_from, opened_before).

    As known to us at `known_on` (now when None). Censored a year before the register was read,
    since later closures are not all known; None when the town has no register data or nothing
    opened then.
    """
    reference = _reference(town, known_on)
    if reference is None:
        return None
    sample = survival_sample(
        town_spells(town, scopes=scopes, families=families, known_on=known_on),
        opened_from=opened_from,
        opened_before=opened_before,
        censor_on=settled_until(reference),
    )
    return kaplan_meier(sample.durations, sample.ended) if sample.durations else None


def register_facts(town: Town, known_on: dt.datetime | None = None) -> RegisterFacts:
    """Size, date and limits of what the register said of a town, as known to us at `known_on`.

    Establishments, whose rows follow the register, are counted as they are now.
    """
    reference = _reference(town, known_on)
    periods = EstablishmentPeriod.objects.of(town).known(known_on)
    active = periods.filter(active=True)
    kinds = set(_sources(town, known_on).values_list("kind", flat=True))
    older = active.exclude(nomenclature="NAFRev2").exclude(naf="")
    return RegisterFacts(
        reference=reference,
        settled_until=settled_until(reference) if reference else None,
        establishments=Establishment.objects.of(town).count(),
        periods=periods.count(),
        active_periods=active.count(),
        without_code=active.filter(naf="").count(),
        older_unmapped=older.count() - older.filter(_older_codes(trade_table())).count(),
        partial_diffusion=Establishment.objects.of(town).filter(partial_diffusion=True).count(),
        is_floor="sirene_periods" in kinds,
    )


def _trading_rows(periods: Any, table: TradeTable, scopes: Collection[str]) -> Iterator[Any]:
    trading = periods.filter(_codes(table, scopes), active=True).values("establishment_id")
    rows = periods.filter(establishment_id__in=trading).order_by("establishment_id", "id")
    return rows.values_list("establishment_id", "valid", "active", "naf", "nomenclature").iterator(
        chunk_size=10_000
    )


def _codes(table: TradeTable, scopes: Collection[str]) -> Q:
    modern = [code for nomenclature, code in table.codes(scopes) if nomenclature == "NAFRev2"]
    return Q(nomenclature="NAFRev2", naf__in=modern) | _older_codes(table, scopes)


def _older_codes(table: TradeTable, scopes: Collection[str] | None = None) -> Q:
    older = [key for key, trade in table.older.items() if not scopes or trade.scope in scopes]
    rev1 = [code for nomenclature, code in older if nomenclature == "NAFRev1"]
    divisions = "|".join(code for nomenclature, code in older if nomenclature == "NAP")
    return Q(nomenclature__in=("NAFRev1", "NAF1993"), naf__in=rev1) | Q(
        nomenclature="NAP", naf__regex=rf"^({divisions})\."
    )


def _period(row: Any, table: TradeTable, scopes: Collection[str]) -> RegisterPeriod:
    _, valid, active, naf, nomenclature = row
    family = table.family_of(naf, nomenclature, scopes)
    return RegisterPeriod(valid.lower, valid.upper, active, family)


def _sources(town: Town, known_on: dt.datetime | None = None) -> Any:
    """The town's register files that counted at an instant: imported by then, not yet removed."""
    found = Source.objects.of(town).filter(kind__in=REGISTER_KINDS)
    if known_on is None:
        return found.filter(removed_at=None)
    told = EstablishmentPeriod.objects.of(town).filter(recorded__startswith__lte=known_on)
    imported = Q(imports__state="done", imports__finished_at__lte=known_on)
    here = Q(pk__in=told.values("source_id")) | imported
    return found.filter(here, Q(removed_at=None) | Q(removed_at__gt=known_on)).distinct()


def _reference(town: Town, known_on: dt.datetime | None = None) -> dt.date | None:
    dated = _sources(town, known_on).exclude(as_of=None).order_by("-as_of")
    return dated.values_list("as_of", flat=True).first()

"""A budget folded by year: this year is open, the others say in one line what they hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from beffroi.kernel.money import ZERO
from beffroi.programme.links import of_town
from beffroi.programme.models import Agreement, FinancingLine
from beffroi.programme.reads.budget import Pocket
from beffroi.programme.views.budget_tables import POCKETS
from beffroi.ui.tables import Cell, Column, Table
from beffroi.ui.typography import euros, number

FINANCING = (
    Column("sheet", _l("Action")),
    Column("funder", _l("Financeur")),
    Column("scheme", _l("Dispositif")),
    Column("state", _l("État")),
    Column("amount", _l("Montant"), "money"),
)


@dataclass(frozen=True, slots=True)
class Fold:
    """One year: what its line says, whether it is open, its table; `pockets` for who draws."""

    year: int
    says: str
    table: Table
    open: bool = False
    pockets: tuple[Pocket, ...] = ()


def opened(years: Iterable[int], this: int) -> int:
    """The year to open: this one, else the last before it, else the first to come."""
    known = sorted(set(years))
    past = [year for year in known if year <= this]
    return past[-1] if past else known[0] if known else this


def envelope_years(pockets: list[Pocket], this: int) -> list[Fold]:
    """The envelopes of each year, the latest year first."""
    here = opened((one.envelope.year for one in pockets), this)
    return [
        Fold(year, _left(held), _envelopes(year, held), year == here, tuple(held))
        for year, held in _by_year(pockets, lambda one: one.envelope.year)
    ]


def _left(pockets: list[Pocket]) -> str:
    """What is left of the year within the agreement; what stands beside it is no part of the sum."""
    inside = [one.stands for one in pockets if one.envelope.is_inside]
    return _("reste %(left)s sur %(amount)s") % {
        "left": euros(sum((one.balance for one in inside), ZERO)),
        "amount": euros(sum((one.amount for one in inside), ZERO)),
    }


def _envelopes(year: int, pockets: list[Pocket]) -> Table:
    caption = _("Enveloppes de %(year)s") % {"year": year}
    return Table(POCKETS, [_pocket_row(one) for one in pockets], caption=caption)


def _pocket_row(pocket: Pocket) -> dict[str, Any]:
    row = pocket.envelope
    words = [row.axis.name if row.axis else "", row.label]
    name = " · ".join(filter(None, words)) or _("Toute la convention")
    return {
        "label": Cell(name, note="" if row.is_inside else _("à côté")),
        "amount": row.amount,
        "drawn": pocket.stands.drawn,
        "balance": pocket.stands.balance,
        "waiting": pocket.stands.waiting or None,
    }


def financing_years(
    agreement: Agreement, lines: Iterable[FinancingLine], this: int, *, chosen: bool
) -> list[Fold]:
    """Who pays what, year by year; every year is open once somebody has chosen among the lines."""
    listed = list(lines)
    here = opened((one.year for one in listed), this)
    return [
        Fold(year, _many(len(held)), _financing(agreement, year, held), chosen or year == here)
        for year, held in _by_year(listed, lambda one: one.year)
    ]


def _many(n: int) -> str:
    return ngettext("%(n)s financement", "%(n)s financements", n) % {"n": number(n)}


def _financing(agreement: Agreement, year: int, lines: list[FinancingLine]) -> Table:
    rows = [
        {
            "sheet": Cell(line.sheet.title, _sheet_page(agreement, line)),
            "funder": line.funder.name
            if line.funder
            else line.funder_name or capfirst(line.get_kind_display()),
            "scheme": line.scheme.name if line.scheme else None,
            "state": line.get_state_display(),
            "amount": line.amount,
        }
        for line in lines
    ]
    return Table(FINANCING, rows, caption=_("Financements de %(year)s") % {"year": year})


def _sheet_page(agreement: Agreement, line: FinancingLine) -> str:
    """The budget of the action, where it stands in the same town as the agreement."""
    if line.sheet.town_id != agreement.town_id:
        return ""
    return of_town("sheet_budget", agreement.town, sheet_key=line.sheet.key)


def _by_year(rows: Iterable[Any], year_of: Any) -> list[tuple[int, list[Any]]]:
    """The latest year first; within it, the order given."""
    ordered = sorted(rows, key=year_of)
    return [(year, list(held)) for year, held in groupby(ordered, year_of)][::-1]

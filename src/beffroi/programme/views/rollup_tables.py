"""The tables of a roll-up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.kernel.money import ZERO
from beffroi.programme.reads.rollup import Line, RollUp
from beffroi.programme.rules.promises import Kept
from beffroi.programme.rules.stages import FINANCING_STATES, Stage
from beffroi.programme.rules.status import STATUSES
from beffroi.ui.tables import Cell, Column, Table

STATUS = (
    Column("status", _l("Ce que l’on en dit")),
    Column("sheets", _l("Actions"), "number"),
)
FUNDERS = (
    Column("funder", _l("Qui paie")),
    *(Column(state, label, "money") for state, label in FINANCING_STATES),
)
PROMISES = (
    Column("body", _l("Organisme")),
    Column("passed", _l("Échus"), "number"),
    Column("kept", _l("Tenus à temps"), "number"),
    Column("kept_late", _l("Tenus en retard"), "number"),
    Column("late", _l("Non tenus"), "number"),
    Column("rate", _l("Part tenue à temps"), "percent", places=0),
)
HOLDERS = (
    Column("holder", _l("Tient le dossier")),
    Column("agreements", _l("Conventions"), "number"),
    Column("towns", _l("Villes"), "number"),
)
TOWNS = (
    Column("town", _l("Ville")),
    Column("population", _l("Habitants"), "number"),
    Column("agreements", _l("Conventions"), "number"),
    Column("sheets", _l("Actions"), "number"),
    Column("late", _l("En retard"), "number"),
    Column("acts", _l("Services reçus"), "number"),
    Column("fair", _l("Part équitable"), "number", places=2),
    Column("last", _l("Dernier service"), "date"),
)
PAID = (
    Column("inside", _l("Payé dans la convention, HT"), "money"),
    Column("outside", _l("Payé à côté, HT"), "money"),
)


def status_table(found: RollUp) -> Table:
    """Sheets as people say them; late by their dates is told beside, never mixed in."""
    held = found.done.whole.by_status
    rows = [{"status": label, "sheets": held[key]} for key, label in STATUSES if held.get(key)]
    total = {"status": _("Toutes"), "sheets": found.done.whole.sheets}
    return Table(STATUS, rows, caption=_("Actions par statut"), total=total)


def funder_table(funders: Mapping[str, Mapping[str, Decimal]]) -> Table:
    """Who pays, by how sure the money is: states are never added to one another."""
    rows = [
        {"funder": name or _("Fonds propres"), **{k: held.get(k) for k, _label in FINANCING_STATES}}
        for name, held in funders.items()
    ]
    note = _("Une ligne demandée puis obtenue ne compte que dans son état d’aujourd’hui.")
    return Table(FUNDERS, rows, caption=_("Financement par financeur"), note=note)


def promise_table(by_body: Mapping[str, Kept]) -> Table:
    """Promises whose day has passed, by who owes them."""
    rows = [
        {
            "body": name,
            "passed": one.passed,
            "kept": one.kept,
            "kept_late": one.kept_late,
            "late": one.late + one.lifted_late,
            "rate": one.rate,
        }
        for name, one in sorted(by_body.items())
    ]
    note = _("La part n’est dite qu’à partir de cinq engagements échus.")
    return Table(PROMISES, rows, caption=_("Engagements par organisme"), note=note)


def holder_table(found: RollUp) -> Table:
    """Agreements and towns by the body that keeps the file."""
    rows = [
        {"holder": name, "agreements": agreements, "towns": towns}
        for name, (agreements, towns) in found.by_holder.items()
    ]
    return Table(HOLDERS, rows, caption=_("Par organisme qui tient le dossier"))


def town_table(found: RollUp, exports: list[tuple[str, str]]) -> Table:
    """A line a town; what is paid only for those who may read money."""
    columns = TOWNS if found.money is None else (*TOWNS, *PAID)
    note = _(
        "Part équitable : services reçus rapportés à la part des habitants ; 1 veut dire que la "
        "ville a eu sa part. Les dépenses sont celles des actions propres à chaque ville."
    )
    return Table(
        columns,
        [_town(one, found) for one in found.lines],
        caption=_("Ville par ville"),
        exports=exports,
        note=note,
        tall=len(found.lines) > 30,
    )


def _town(one: Line, found: RollUp) -> dict[str, Any]:
    place, inside, outside = one.place, *paid_of(one, found)
    address = reverse("agreements", kwargs={"town": place.slug}) if place.slug else ""
    return {
        "town": Cell(place.name, address),
        "population": place.population,
        "agreements": one.agreements,
        "sheets": one.work.sheets,
        "late": one.work.late,
        "acts": one.share.acts,
        "fair": one.share.fair,
        "last": one.share.last_on,
        "inside": inside,
        "outside": outside,
    }


def paid_of(one: Line, found: RollUp) -> tuple[Decimal, Decimal]:
    """What its own sheets have paid, net, within the agreement and outside it."""
    if found.money is None or one.place.town_id is None:
        return ZERO, ZERO
    held = found.money.by_town.get(one.place.town_id, {}).get(Stage.PAID)
    return (held.inside.net, held.outside.net) if held else (ZERO, ZERO)


def csv_header(found: RollUp) -> list[str]:
    """The columns of the file: those of the page, and what the page has no place for."""
    head = [
        _("code INSEE"), _("ville"), _("habitants"), _("conventions"), _("actions"),
        _("actions vivantes"), _("en retard"), _("retardées par une autre"), _("services reçus"),
        _("actions qui la servent"), _("part équitable"), _("dernier service"),
        _("sans service depuis 24 mois"),
    ]  # fmt: skip
    money = [_("payé dans la convention, HT"), _("payé à côté, HT")]
    return head if found.money is None else head + money


def csv_rows(found: RollUp) -> list[list[Any]]:
    """A line a town."""
    rows = []
    for one in found.lines:
        work, share, place = one.work, one.share, one.place
        row = [
            place.code, place.name, place.population, one.agreements, work.sheets, work.live,
            work.late, work.held_up, share.acts, share.actions,
            None if share.fair is None else round(share.fair, 2), share.last_on,
            _("oui") if share.silent else _("non"),
        ]  # fmt: skip
        rows.append(row if found.money is None else [*row, *paid_of(one, found)])
    return rows

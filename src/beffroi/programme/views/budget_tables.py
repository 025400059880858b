"""The tables and warnings of a budget."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from beffroi.programme.reads.budget import Budget
from beffroi.programme.rules.financing import CEILING, Aided
from beffroi.programme.rules.money import Total, Year
from beffroi.programme.rules.stages import SPENDING, STAGES, Spending, Stage
from beffroi.ui.tables import Column, Table
from beffroi.ui.typography import euros, percent

NAMES: dict[Any, Any] = dict(STAGES)
KINDS: dict[Any, Any] = dict(SPENDING)
SIDES = (
    Column("name", _l("Étape")),
    Column("inside", _l("Dans la convention, HT"), "money"),
    Column("outside", _l("À côté, HT"), "money"),
    Column("together", _l("Vu ensemble, HT"), "money"),
    Column("gross", _l("Vu ensemble, TTC"), "money"),
)
YEARS = (
    Column("year", _l("Année")),
    Column("kind", _l("Nature")),
    *(Column(stage.value, NAMES[stage], "money") for stage in Stage),
    Column("outside", _l("dont à côté (prévu)"), "money"),
)
POCKETS = (
    Column("label", _l("Enveloppe")),
    Column("amount", _l("Montant"), "money"),
    Column("drawn", _l("Tiré"), "money"),
    Column("balance", _l("Reste"), "money"),
    Column("waiting", _l("Attend un avenant"), "money"),
)


def stage_table(totals: Iterable[Total]) -> Table:
    """One row a stage: they are the same money told three times, so no line adds them."""
    rows = [
        {
            "name": str(NAMES[one.stage]).capitalize(),
            "inside": one.inside.net,
            "outside": one.outside.net,
            "together": one.together.net,
            "gross": one.together.gross,
        }
        for one in totals
    ]
    note = _(
        "Prévu, engagé et payé sont la même dépense à trois moments : ils ne s’additionnent pas."
    )
    return Table(SIDES, rows, caption=_("Où en est l’argent"), note=note)


def year_table(years: Iterable[Year]) -> Table:
    """One row a year and kind of spending."""
    rows = []
    for year in years:
        for kind in Spending:
            cells = {stage: year.of(kind, stage) for stage in Stage}
            if any(cells.values()):
                rows.append(_year_row(year.year, kind, cells))
    empty = _("Aucune dépense n’est encore inscrite sur les actions.")
    return Table(YEARS, rows, caption=_("Année par année"), empty=empty)


def _year_row(year: int, kind: Spending, cells: dict[Stage, Total]) -> dict[str, Any]:
    money = {stage.value: cells[stage].together.net for stage in Stage}
    return {
        "year": str(year),
        "kind": KINDS[kind],
        **money,
        "outside": cells[Stage.PLANNED].outside.net,
    }


def warnings(budget: Budget) -> list[str]:
    """What somebody must look at in an agreement: its costs, and firms near the ceiling of aid."""
    told = cost_warnings(budget.above, budget.keeps_own_share)
    return told + [_near(one) for one in budget.firms]


def cost_warnings(over: Iterable[tuple[int, Stage, Stage]], keeps_own_share: bool) -> list[str]:
    """What somebody must look at in costs: a stage above the one before it, the owner's own share."""
    found = [
        _("%(year)s : le montant %(above)s dépasse le montant %(below)s.")
        % {"year": year, "above": NAMES[above], "below": NAMES[below]}
        for year, above, below in over
    ]
    if not keeps_own_share:
        found.append(
            _(
                "La part propre du maître d’ouvrage passe sous %(least)s de l’argent public (CGCT, art. L1111-10)."
            )
            % {"least": percent(0.2, 0)}
        )
    return found


def _near(one: Aided) -> str:
    text = (
        _(
            "Entreprise %(firm)s : %(amount)s d’aides en trois ans, au-dessus du plafond de %(ceiling)s."
        )
        if one.is_above
        else _(
            "Entreprise %(firm)s : %(amount)s d’aides en trois ans, près du plafond de %(ceiling)s."
        )
    )
    return text % {"firm": one.firm, "amount": euros(one.amount), "ceiling": euros(CEILING)}

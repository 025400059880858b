"""Tables of what came and went, by street and trade, and door by door."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from beffroi.premises.models import PremisesState
from beffroi.premises.reads.trades import DoorChange
from beffroi.premises.rules.trades.changes import CHANGES, TRADING, Spell
from beffroi.premises.rules.trades.plan import Flow
from beffroi.premises.views.trades.words import trade_label
from beffroi.territory.models import Town
from beffroi.ui.exports import csv_answer
from beffroi.ui.tables import Cell, Column, Table

MOST = 40
STATES = dict(PremisesState.Kind.choices)


def flows_table(town: Town, flows: Sequence[Flow], query: dict[str, Any]) -> Table:
    """Arrivals and departures by street and trade."""
    columns = [
        Column("street", _("Rue")),
        Column("trade", _("Activité")),
        Column("arrivals", _("Arrivées"), "number"),
        Column("departures", _("Départs"), "number"),
        Column("net", _("Solde"), "number"),
    ]
    rows = [_flow(town, one) for one in flows]
    came, left = sum(one.arrivals for one in flows), sum(one.departures for one in flows)
    total = {"street": _("Total"), "arrivals": came, "departures": left, "net": came - left}
    return Table(
        columns,
        rows,
        caption=_("Arrivées et départs, par rue et par activité"),
        total=total if rows else None,
        query=query,
        tall=len(rows) > MOST,
    )


def _flow(town: Town, one: Flow) -> dict[str, Any]:
    return {
        "street": _street(town, one),
        "trade": trade_label(one.activity, one.family),
        "arrivals": one.arrivals,
        "departures": one.departures,
        "net": one.net,
    }


def _street(town: Town, one: Flow) -> Any:
    if not one.street_slug:
        return _("rue inconnue")
    return Cell(one.street_name, reverse("street", args=[town.slug, one.street_slug]))


def changes_table(town: Town, found: Sequence[DoorChange], export: str) -> Table:
    """Each change of a door, the latest first."""
    columns = [
        Column("door", _("Local")),
        Column("on", _("Constaté le"), "date"),
        Column("kind", _("Changement")),
        Column("before", _("Avant")),
        Column("after", _("Après")),
    ]
    rows = [
        {
            "door": Cell(_door(one), reverse("premises", args=[town.slug, one.premises.public_id])),
            "on": one.change.on,
            "kind": str(CHANGES[one.change.kind]),
            "before": before_of(one),
            "after": spell_label(one.change.after),
        }
        for one in found
    ]
    return Table(
        columns,
        rows,
        caption=_("Changements, local par local"),
        exports=[(_("Exporter en CSV"), export)],
        tall=len(rows) > MOST,
    )


def _door(one: DoorChange) -> str:
    street = one.premises.street.name if one.premises.street else _("rue inconnue")
    return " ".join(part for part in (one.premises.house_number, street) if part)


def before_of(one: DoorChange) -> str:
    """What stood there; of an empty door, the last trade seen in it too."""
    change = one.change
    said = spell_label(change.before)
    if change.trade is None or change.trade is change.before:
        return said
    return _("%(before)s, auparavant %(trade)s") % {
        "before": said,
        "trade": spell_label(change.trade),
    }


def spell_label(spell: Spell) -> str:
    """A trade with its sign, or the state of a door where nobody trades."""
    if spell.kind != TRADING:
        return str(STATES.get(spell.kind, spell.kind))
    trade = trade_label(spell.activity, spell.family)
    return f"{trade} ({spell.name})" if spell.name else trade


def changes_csv(town: Town, found: Sequence[DoorChange]) -> HttpResponse:
    """Every change, with codes."""
    header = ("identifiant", "rue", "numero", "le", "changement", "activite_avant", "etat_avant", "activite_apres", "etat_apres")  # fmt: skip
    rows = [
        (
            one.premises.public_id, one.premises.street.name if one.premises.street else "",
            one.premises.house_number, one.change.on, one.change.kind.value,
            one.change.trade.activity if one.change.trade else "", one.change.before.kind,
            one.change.after.activity, one.change.after.kind,
        )
        for one in found
    ]  # fmt: skip
    return csv_answer(f"{town.slug}-changements", header, rows)

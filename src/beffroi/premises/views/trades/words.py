"""Plans, wishes and moves in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from beffroi.kernel.wording import stored
from beffroi.premises.models import TradePlan, TradeWish
from beffroi.premises.reads.trades import Line, PlanSeen
from beffroi.premises.rules.trades.plan import Move
from beffroi.premises.words import activity_label
from beffroi.territory.models import Town
from beffroi.ui.families import label_of
from beffroi.ui.typography import date as written


def trade_label(activity: str, family: str) -> str:
    """A trade, or a whole family, in words."""
    if activity:
        return activity_label(activity)
    return str(label_of(family)) if family else _("activité non relevée")


def place_of(row: TradeWish) -> str:
    """Where a wish holds."""
    if row.street is not None:
        return row.street.name
    return stored(row.sector.name) if row.sector is not None else _("toute la ville")


def plan_sub(plan: TradePlan) -> str:
    """Who decided, when, and for how long."""
    said = _("Décidé par %(who)s le %(day)s, à partir du %(start)s")
    if plan.ends_on is None and plan.starts_on == plan.decided_on:
        said = _("Décidé par %(who)s le %(day)s")
    elif plan.ends_on is not None:
        said = _("Décidé par %(who)s le %(day)s, du %(start)s au %(end)s")
    day = {"day": plan.decided_on, "start": plan.starts_on, "end": plan.ends_on}
    told = {key: written(value, get_language()) for key, value in day.items()}
    return said % {"who": plan.decided_by, **told}


def lines_shown(town: Town, seen: PlanSeen) -> list[dict[str, Any]]:
    """The lines of a plan as a page shows them."""
    return [_line(town, one) for one in seen.lines]


def _line(town: Town, line: Line) -> dict[str, Any]:
    row, said = line.row, line.answer
    return {
        "row": row,
        "trade": trade_label(row.activity, row.family),
        "place": place_of(row),
        "answered": [move_shown(town, move) for move in said.answered],
        "against": [move_shown(town, move) for move in said.against],
        "met": said.met,
    }


def move_shown(town: Town, move: Move) -> dict[str, Any]:
    """One arrival or departure: what, where, seen when."""
    where = " ".join(part for part in (move.house_number, move.street_name) if part)
    return {
        "name": move.name or _("enseigne non relevée"),
        "where": where or _("rue inconnue"),
        "on": move.on,
        "arrival": move.kind == "arrival",
        "href": reverse("premises", args=[town.slug, move.public_id]),
    }


def finding(town: Town, seen: Sequence[PlanSeen]) -> str:
    """How many trades are wanted, and how many came."""
    wanted = [line for plan in seen for line in plan.lines if line.row.wanted]
    if not wanted:
        return _("%(town)s : aucune activité souhaitée n’est encore écrite") % {"town": town.name}
    met = sum(1 for line in wanted if line.answer.answered)
    head = ngettext(
        "%(town)s : %(n)d activité souhaitée", "%(town)s : %(n)d activités souhaitées", len(wanted)
    ) % {"town": town.name, "n": len(wanted)}
    if not met:
        return _("%(head)s, *aucune arrivée* constatée pour l’instant") % {"head": head}
    tail = ngettext("*%(n)d a reçu* une arrivée", "*%(n)d ont reçu* une arrivée", met) % {"n": met}
    return f"{head}, {tail}"

"""Plans of trades wanted, for those who may read them, with what answered each line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q
from django.http import Http404

from beffroi.premises.models import TradePlan, TradeWish
from beffroi.premises.reads.coverage import known_days
from beffroi.premises.reads.trades.moves import moved
from beffroi.premises.rules.trades.plan import Answer, Wish, answers, concerns
from beffroi.territory.models import Street, Town


def plans(town: Town, *, team: bool) -> list[TradePlan]:
    """The plans this reader may know, the latest first, with their standing lines. Two queries."""
    return list(_readable(town, team))


def plan_or_404(town: Town, key: str, *, team: bool) -> TradePlan:
    """The plan of this key; one kept for the team does not exist for others."""
    found: TradePlan | None = _readable(town, team).filter(key=key).first()
    if found is None:
        raise Http404
    return found


def _readable(town: Town, team: bool) -> Any:
    lines = TradeWish.objects.of(town).filter(withdrawn_at=None).select_related("street", "sector")
    rows = TradePlan.objects.of(town).prefetch_related(Prefetch("wishes", queryset=lines))
    return rows if team else rows.filter(audience=TradePlan.Readers.PUBLIC)


def in_force(found: Iterable[TradePlan], on: dt.date) -> list[TradePlan]:
    """Those that hold on a day."""
    return [
        row for row in found if row.starts_on <= on and (row.ends_on is None or on < row.ends_on)
    ]


def as_wish(row: TradeWish) -> Wish:
    """A line as the rules read it."""
    return Wish(
        row.pk, row.wanted, row.activity, row.family, row.street_id, row.sector_id, row.number
    )


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a plan and what the street said of it."""

    row: TradeWish
    answer: Answer


@dataclass(frozen=True, slots=True)
class PlanSeen:
    """A plan beside what came and went: from its first day up to the last look at the town.

    `until` None: nobody has looked at the town since the plan began.
    """

    plan: TradePlan
    until: dt.date | None
    lines: list[Line]


def plan_seen(town: Town, plan: TradePlan, *, street: Street | None = None) -> PlanSeen:
    """The lines of a plan (those that concern a street) with their answers. Two queries."""
    days = [day for day in known_days(town) if day > plan.starts_on]
    until = max((day for day in days if plan.ends_on is None or day <= plan.ends_on), default=None)
    kept = [row for row in plan.wishes.all() if street is None or _speaks_of(row, street)]
    moves = moved(town, plan.starts_on, until) if until else []
    told = answers([as_wish(row) for row in kept], moves)
    return PlanSeen(plan, until, [Line(row, said) for row, said in zip(kept, told, strict=True)])


def _speaks_of(row: TradeWish, street: Street) -> bool:
    """A street's own lines and those of the whole town; which sector a street lies in its doors say."""
    return row.sector_id is not None or concerns(as_wish(row), street=street.pk, sectors=())


def wishes_on(town: Town, on: dt.date, *, team: bool) -> list[TradeWish]:
    """Every standing line of the plans in force on a day. One query."""
    holding = Q(plan__starts_on__lte=on) & (Q(plan__ends_on=None) | Q(plan__ends_on__gt=on))
    rows = TradeWish.objects.of(town).filter(holding, withdrawn_at=None)
    if not team:
        rows = rows.filter(plan__audience=TradePlan.Readers.PUBLIC)
    return list(rows.select_related("plan", "street", "sector").order_by("pk"))

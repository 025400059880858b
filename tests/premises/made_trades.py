"""Plans and wishes that build the least."""

from __future__ import annotations

import datetime as dt
from typing import Any

from beffroi.premises.models import SharedHours, TradePlan, TradeWish
from beffroi.territory.models import Town

DECIDED = dt.date(2019, 12, 10)


def plan(of: Town, **facts: Any) -> TradePlan:
    """A plan everybody may read, without a line."""
    facts = {
        "name": "Plan d’essai", "decided_on": DECIDED, "decided_by": "Conseil municipal",
        "starts_on": dt.date(2020, 1, 1),
    } | facts  # fmt: skip
    made: TradePlan = TradePlan.objects.create(town=of, **facts)
    return made


def wish(plan: TradePlan, activity: str = "poissonnerie", **facts: Any) -> TradeWish:
    """A fishmonger wanted all over the town unless told otherwise."""
    facts = {"family": "alimentaire", "reason": "Il n’y en a plus."} | facts
    made: TradeWish = TradeWish.objects.create(plan=plan, activity=activity, **facts)
    return made


HOURS = "horaires"
TUESDAY = "Tu-Sa 10:00-12:30,14:00-19:00"


def hours(of: Town, told: str = TUESDAY, **facts: Any) -> SharedHours:
    """Hours agreed by the whole town unless told otherwise."""
    facts = {
        "agreed_on": DECIDED, "agreed_by": "Association", "starts_on": dt.date(2020, 1, 1),
    } | facts  # fmt: skip
    made: SharedHours = SharedHours.objects.create(town=of, hours=told, **facts)
    return made


def parts(name: str, of: Town) -> dict[str, Any]:
    """What the path of a route of plans asks for."""
    if name in {"trades", "trade_plan_new"}:
        return {}
    line = TradeWish.objects.of(of).select_related("plan").get()
    return {"key": line.plan.key} | ({"number": line.pk} if name == "trade_wish_withdraw" else {})

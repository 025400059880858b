"""Plans of trades wanted: decided, told line by line, ended. Nothing of them is erased."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from beffroi.accounts.models import Person
from beffroi.kernel import audit
from beffroi.premises.models import TradePlan, TradeWish
from beffroi.territory import reads as territory
from beffroi.territory.models import Town


class PlanRefused(ValueError):
    """What was asked of a plan cannot be done; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@transaction.atomic
def decide_plan(*, town: Town, by: Person, **facts: Any) -> TradePlan:
    """Note a plan (name, decided_on, decided_by, starts_on, ends_on, audience, note)."""
    facts |= {"town": town, "noted_by": by.key, "is_simulated": town.is_fictional}
    made: TradePlan = TradePlan.objects.create(**facts)
    audit.record("premises.trade_plan_decided", **_of(made, by))
    return made


@transaction.atomic
def add_wish(*, plan: TradePlan, by: Person, **facts: Any) -> TradeWish:
    """One line more (wanted, activity, family, number, street, sector, reason).

    Raises `PlanRefused` when the plan has ended, or speaks already of this trade there.
    """
    _check_lasts(plan)
    facts |= {"plan": plan, "noted_by": by.key}
    try:
        with transaction.atomic():
            made: TradeWish = TradeWish.objects.create(**facts)
    except IntegrityError:
        raise PlanRefused(_("Ce plan parle déjà de cette activité à cet endroit.")) from None
    audit.record("premises.trade_wish_added", **_of(plan, by), trade=made.activity or made.family)
    return made


@transaction.atomic
def withdraw_wish(*, wish: TradeWish, by: Person) -> TradeWish:
    """Take a line off its plan; done twice it is done once. Raises `PlanRefused` once it has ended."""
    _check_lasts(wish.plan)
    rows = TradeWish.objects.of(wish.plan.town).select_for_update(of=("self",))
    held: TradeWish = rows.select_related("plan__town").get(pk=wish.pk)
    if held.withdrawn_at is None:
        held.withdrawn_at, held.withdrawn_by = timezone.now(), by.key
        held.save(update_fields=["withdrawn_at", "withdrawn_by"])
        trade = held.activity or held.family
        audit.record("premises.trade_wish_withdrawn", **_of(held.plan, by), trade=trade)
    return held


@transaction.atomic
def end_plan(*, plan: TradePlan, on: dt.date, by: Person) -> TradePlan:
    """The plan holds until this day, excluded; raises `PlanRefused` for a day before it began."""
    held: TradePlan = TradePlan.objects.of(plan.town).select_for_update().get(pk=plan.pk)
    if on <= held.starts_on:
        raise PlanRefused(_("Un plan finit après avoir commencé."))
    held.ends_on = on
    held.save(update_fields=["ends_on"])
    audit.record("premises.trade_plan_ended", **_of(held, by))
    return held


def _check_lasts(plan: TradePlan) -> None:
    """What was decided for a time that is over stays as it was decided."""
    if plan.ends_on is not None and plan.ends_on <= territory.today_in(plan.town.insee_code):
        raise PlanRefused(_("Ce plan est terminé : il reste tel qu’il fut décidé."))


def _of(plan: TradePlan, by: Person) -> dict[str, Any]:
    """What every line of the journal says of a plan."""
    return {
        "by": by,
        "town": plan.town.insee_code,
        "on": f"trade_plan/{plan.key}",
        "plan": plan.name,
    }

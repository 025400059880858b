"""Who may change what is known of premises; what a premises is to a right."""

from __future__ import annotations

import datetime as dt
from typing import Any

from shapely.geometry import shape

from beffroi.accounts.rules.conditions import ON_THE_ROUND
from beffroi.accounts.rules.matrix import CORRECT, READ, VALIDATE, WRITE
from beffroi.accounts.rules.roles import MERCHANT
from beffroi.merchants.models import Shop
from beffroi.merchants.reads import shop_or_404
from beffroi.merchants.reads.facts import THING
from beffroi.merchants.rules.facts import Voice
from beffroi.premises.models import DoorVisit, Premises, SurveyRound
from beffroi.premises.reads import premises_or_404
from beffroi.premises.reads.rounds import round_or_404
from beffroi.premises.reads.shop_doors import door_of
from beffroi.territory import policies
from beffroi.territory.models import Town
from beffroi.territory.policies import Asked, conditions

GROUP, SURVEY, REPORTS = "premises_state", "survey", "door_reports"
CASES, PLANS = "online_sales", "trade_plan"
DOORS, TALKS = "alerts", "vacancy_reason"


def thing(premises: Premises) -> policies.Thing:
    """A door on the pavement: its key and where it stands."""
    return policies.Thing(f"premises:{premises.public_id}", at=(premises.lon, premises.lat))


def shop_thing(shop: Shop) -> policies.Thing:
    """A shop: its key, and where it stands. One query."""
    door = door_of(shop)
    return policies.Thing(f"{THING}{shop.public_id}", at=(door.lon, door.lat) if door else None)


def voice_of(person: Any, shop: Shop) -> Voice:
    """In whose name this person corrects the shop's record: its keeper's, or the town's."""
    decision = policies.may(person, CORRECT, GROUP, town=shop.town, obj=shop)
    return Voice.MERCHANT if decision.role == MERCHANT else Voice.TEAM


def may_keep_shop(person: Any, shop: Shop) -> bool:
    """Whether this person corrects the facts of the shop."""
    return bool(policies.may(person, CORRECT, GROUP, town=shop.town, obj=shop))


def round_thing(round: SurveyRound) -> policies.Thing:
    """A round: its key, a point of its perimeter, and who walks it. One query."""
    walking = frozenset(round.parts.values_list("person__key", flat=True))
    return policies.Thing(f"round:{round.key}", at=_point(round), people=walking)


def _point(round: SurveyRound) -> tuple[float, float] | None:
    if round.perimeter is None:
        return None
    point = shape(round.perimeter.geometry).representative_point()
    return point.x, point.y


def may_lead(person: Any, town: Town) -> bool:
    """Whether this person plans, checks and publishes the rounds of the town."""
    return bool(policies.may(person, VALIDATE, SURVEY, town=town))


def _on_the_round(asked: Asked) -> bool:
    """Who has a part in the round; of rounds in general, the list, which shows them theirs."""
    if asked.obj is None:
        return bool(asked.verb == READ)
    return getattr(asked.person, "key", None) in asked.thing.people


def visit_thing(visit: DoorVisit) -> policies.Thing:
    """What was said at a door, where it stands."""
    door = visit.premises
    return policies.Thing(f"visit:{visit.pk}", at=(door.lon, door.lat), shared=visit.is_shared)


def may_visit(person: Any, town: Town) -> bool:
    """Whether this person notes visits to the doors of the town."""
    return bool(policies.may(person, WRITE, DOORS, town=town))


def may_see_visits(person: Any, town: Town) -> bool:
    """Whether this person reads who went to the doors of the town; a visitor never does."""
    signed = getattr(person, "is_authenticated", False)
    return bool(signed and policies.may(person, READ, DOORS, town=town))


def may_write_talks(person: Any, town: Town) -> bool:
    """Whether this person writes down what an owner said, and shares it."""
    return bool(policies.may(person, WRITE, TALKS, town=town))


def may_read_talk(person: Any, visit: DoorVisit) -> bool:
    """Whether this person may read what was said on this visit."""
    return bool(policies.may(person, READ, TALKS, town=visit.premises.town, obj=visit))


def register() -> None:
    """Tell the table of rights what a premises and a round are, and how a path names them."""
    policies.tells(SurveyRound, round_thing)
    policies.finds("round_key", round_or_404)
    conditions.register(ON_THE_ROUND, _on_the_round)
    policies.tells(DoorVisit, visit_thing)
    policies.tells(Premises, thing)
    policies.tells(Shop, shop_thing)
    policies.finds("shop_id", shop_or_404)
    policies.finds("public_id", premises_or_404)


def can_correct(
    person: Any, town: Town, on: dt.date, premises: Premises | None = None
) -> policies.Decision:
    """Whether this person may put right what a file left in doubt: anywhere in the town, or here.

    Within the table: those who write the state of premises of the town or of the district, and
    whoever has this very shop as their own.
    """
    return policies.may(person, CORRECT, GROUP, town=town, obj=premises, on=on)


def may_keep_cases(person: Any, town: Town) -> bool:
    """Whether this person keeps the online-sales cases of the town."""
    return bool(policies.may(person, WRITE, CASES, town=town))


def may_read_plans(person: Any, town: Town) -> bool:
    """Whether this person reads the plans of trades kept for the team, not only what is told to all."""
    return bool(policies.may(person, READ, PLANS, town=town))


def may_plan_trades(person: Any, town: Town) -> bool:
    """Whether this person writes what the town wants of its streets."""
    return bool(policies.may(person, WRITE, PLANS, town=town))

"""Where an agreement stands: the facts its life is judged by, and the steps open to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from beffroi.programme.models import Agreement, Party
from beffroi.programme.reads.head import last_day
from beffroi.programme.rules.life import BINDING, NAMES, OVER, State, Transition
from beffroi.programme.rules.standing import Facts, missing, ways
from beffroi.territory.models import Organisation

LINE = (State.DRAFT, State.NEGOTIATED, State.DELIBERATED, State.SIGNED, State.IN_FORCE, State.UNDER_REVIEW)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Way:
    """A step from here: what it is called, and why it cannot be taken now (nothing: it can)."""

    name: str
    label: Any
    missing: tuple[str, ...]
    needs_reason: bool


def facts_of(agreement: Agreement, on: dt.date, reason: str = "") -> Facts:
    """What `rules.standing` judges: parties, deliberations and signatures as recorded."""
    signatories = [one for one in parties_of(agreement) if one.role == Party.Role.SIGNATORY]
    renewal = getattr(agreement, "renewed_by", None)
    return Facts(
        state=agreement.state,
        on=on,
        first=agreement.valid.lower,
        last=last_day(agreement),
        signatories=len(signatories),
        undeliberated=tuple(one.organisation.name for one in signatories if not adopted(one, on)),
        unsigned=tuple(
            one.organisation.name
            for one in signatories
            if one.signed_on is None or one.signed_on > on
        ),
        renewal_signed=bool(renewal and (renewal.state in BINDING or renewal.state in OVER)),
        principal_missing=_principal_missing(agreement, signatories),
        reason=reason,
    )


def parties_of(agreement: Agreement) -> list[Party]:
    """The parties in their order, with their deliberations."""
    rows = agreement.parties.select_related("organisation").prefetch_related("deliberations")
    return list(rows.order_by("order", "pk"))


def adopted(party: Party, on: dt.date) -> bool:
    """Whether its assembly has decided by this day; a State service needs no vote."""
    if party.organisation.kind == Organisation.Kind.STATE:
        return True
    days = (one.adopted_on for one in party.deliberations.all())
    return any(day is not None and day <= on for day in days)


def _principal_missing(agreement: Agreement, signatories: list[Party]) -> bool:
    """An ORT is one only when the principal town of the intercommunal body signs it."""
    if agreement.kind != Agreement.Kind.OPERATIONAL:
        return False
    halls = [one.organisation for one in signatories if one.organisation.kind == "town"]
    if agreement.town_id:
        return not any(hall.town_id == agreement.town_id for hall in halls)
    return not halls


def ways_of(agreement: Agreement, on: dt.date) -> list[Way]:
    """The steps out of its state; a reason asked for is not counted as missing."""
    facts = facts_of(agreement, on, reason="?")
    return [_way(one, facts) for one in ways(agreement.state)]


def _way(way: Transition, facts: Facts) -> Way:
    return Way(way.name, way.label, tuple(missing(way, facts)), "reason" in way.needs)


def line_of(agreement: Agreement) -> list[dict[str, Any]]:
    """The usual course of an agreement with where it is; one that is over shows how it ended."""
    state = State(agreement.state)
    course = [*LINE, state] if state in OVER else list(LINE)
    here = course.index(state)
    return [
        {"label": NAMES[one], "here": n == here, "past": n < here} for n, one in enumerate(course)
    ]

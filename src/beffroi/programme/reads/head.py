"""What stands at the head of every page of an agreement."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.programme.models import Agreement
from beffroi.programme.rules.life import BINDING, NAMES, OVER, State

LEAP_YEAR = 366  # days


@dataclass(frozen=True, slots=True)
class Head:
    """State in words and tone ("open", "live", "over"), first and last day, days left, bodies."""

    state: Any
    tone: str
    kind: Any
    first: dt.date | None
    last: dt.date | None
    days_left: int | None
    bodies: tuple[str, ...]


def head_of(agreement: Agreement, on: dt.date) -> Head:
    """The head on this day; the parties are those already loaded with their bodies."""
    last = last_day(agreement)
    runs = agreement.state in BINDING and last is not None and last >= on
    return Head(
        state=NAMES[State(agreement.state)],
        tone=tone_of(agreement.state),
        kind=kind_name(agreement),
        first=agreement.valid.lower,
        last=last,
        days_left=(last - on).days if runs and last else None,
        bodies=tuple(party.organisation.name for party in agreement.parties.all()),
    )


def kind_name(agreement: Agreement) -> Any:
    """Its kind in words; an agreement of the town that runs for years is not called yearly."""
    last, first = last_day(agreement), agreement.valid.lower
    longer = first and last and (last - first).days >= LEAP_YEAR
    if agreement.kind == Agreement.Kind.YEARLY and longer:
        return _("convention pluriannuelle")
    return agreement.get_kind_display()


def tone_of(state: str) -> str:
    """How a state is drawn; its name always stands beside."""
    return "live" if state in BINDING else "over" if state in OVER else "open"


def last_day(agreement: Agreement) -> dt.date | None:
    """The last day it runs; None without an end."""
    upper = agreement.valid.upper
    return upper - dt.timedelta(days=1) if upper else None

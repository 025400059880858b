"""What a town's manager and elected members look at: actions, promises, money, opinions of a town."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from beffroi.programme import policies
from beffroi.programme.models import (
    ActionSheet,
    Agreement,
    Commitment,
    Envelope,
    OpinionRequest,
)
from beffroi.programme.reads.commitments import as_promise
from beffroi.programme.reads.finding import agreements
from beffroi.programme.reads.money import standings
from beffroi.programme.reads.sheets import Asked, Board, board_of
from beffroi.programme.rules.envelopes import Standing
from beffroi.programme.rules.life import BINDING
from beffroi.programme.rules.promises import STILL, Fate, fate
from beffroi.territory.models import Town

PROMISES_AHEAD = 60  # days ahead that the board shows promises


@dataclass(frozen=True, slots=True)
class Steering:
    """A town on a day, as this person may see it."""

    running: list[Agreement]
    board: Board
    promises: list[tuple[Commitment, Fate]]
    pockets: list[tuple[Envelope, Standing]]
    opinions: list[OpinionRequest]


def steering_of(town: Town, person: Any, on: dt.date, *, money: bool = True) -> Steering:
    """Agreements that bind, all sheets, promises late or near, envelopes with a balance, opinions.

    A number of queries that no count of rows moves.
    """
    rows = agreements(town).filter(state__in=BINDING).select_related("town", "holder", "renewed_by")
    running = list(rows.order_by("valid", "pk"))
    return Steering(
        running,
        board_of(town, person, Asked(), on),
        promises_of(town, person, on),
        pockets_of(running) if money else [],
        opinions_of(town),
    )


def promises_of(town: Town, person: Any, on: dt.date) -> list[tuple[Commitment, Fate]]:
    """Promises that still stand, due within two months or late; the earliest first."""
    seen = ActionSheet.objects.of(town).filter(policies.visible_sheets(person)).values("pk")
    home = Q(agreement__town=town, sheet=None) | Q(sheet__in=seen)
    rows = Commitment.objects.filter(
        home, done_on=None, released_on=None, due_on__lte=on + dt.timedelta(days=PROMISES_AHEAD)
    ).select_related("organisation", "agreement__town", "sheet__town")
    told = [(row, fate(as_promise(row), on)) for row in rows.order_by("due_on", "pk")]
    return [(row, one) for row, one in told if one in STILL]


def pockets_of(running: Sequence[Agreement]) -> list[tuple[Envelope, Standing]]:
    """Envelopes of these agreements that still hold money, by year."""
    rows = Envelope.objects.filter(agreement__in=[one.pk for one in running])
    held = list(rows.select_related("axis", "payer", "agreement__town").order_by("year", "pk"))
    stands = standings(held)
    return [(one, stands[one.pk]) for one in held if stands[one.pk].balance > 0]


def opinions_of(town: Town) -> list[OpinionRequest]:
    """Opinions asked for in the town: not given, or given and not yet made use of."""
    rows = OpinionRequest.objects.of(town).filter(withdrawn_on=None)
    waiting = rows.filter(Q(answered_on=None) | Q(used_on=None))
    return list(waiting.select_related("asked_by", "asked_of", "town").order_by("due_on", "pk"))

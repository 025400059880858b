"""Trades a plan might name: proposed with their reason, decided by nobody but a person.

A higher context may propose too: it registers itself here in `AppConfig.ready()`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from beffroi.premises.reads.trades.moves import lost_trades
from beffroi.territory.models import Town
from beffroi.ui.typography import date as written


@dataclass(frozen=True, slots=True)
class Proposal:
    """A trade, or a whole family, that a town lacks, and the figures that say so."""

    activity: str
    family: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """What one way of looking proposes; `cannot` says why it cannot tell, when it cannot."""

    title: Any
    rows: Sequence[Proposal] = ()
    cannot: Any = ""


Proposer = Callable[[Town, dt.date], Proposed]
_proposers: list[Proposer] = []


def propose_with(proposer: Proposer) -> None:
    """Propose trades too; called once, in `AppConfig.ready()`."""
    if proposer not in _proposers:
        _proposers.append(proposer)


def proposals(town: Town, on: dt.date) -> list[Proposed]:
    """What every way of looking proposes on a day."""
    return [_lost(town, on), *(proposer(town, on) for proposer in _proposers)]


def _lost(town: Town, on: dt.date) -> Proposed:
    """Trades the town had and has no more."""
    said = _("Le dernier commerce de cette activité n’était plus là au relevé du %(day)s.")
    return Proposed(
        _("Activités que la ville a eues et n’a plus"),
        [
            Proposal(activity, family, said % {"day": written(day, get_language())})
            for activity, family, day, _door in lost_trades(town, on)
        ],
    )

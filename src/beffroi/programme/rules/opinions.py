"""The clock of an opinion asked for, and what became of it (row 004-18).

A delay runs from the day after the demand. In working days, it ends on the last of them; in
calendar months, on the day of the same number (the last of a shorter month), put off to the next
working day when that day is not one, as article 642 of the code of civil procedure does.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.programme.rules.months import add_months

SOON_DAYS = 7
USED_WITHIN_DAYS = 30  # after this, an answer nobody said anything of is ignored
IsOff = Callable[[dt.date], bool]  # whether a day is no working day


class Unit(StrEnum):
    """What a delay is counted in."""

    WORKING_DAYS = "working_days"
    MONTHS = "months"


class Silence(StrEnum):
    """What it means that no answer came in time."""

    NOTHING = "nothing"
    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"


class Fate(StrEnum):
    """Where an opinion stands on a day."""

    UNANSWERED = "unanswered"
    IGNORED = "ignored"
    SOON = "soon"
    RUNNING = "running"
    TO_USE = "to_use"
    USED = "used"
    WITHDRAWN = "withdrawn"


UNITS: Mapping[Unit, Any] = {Unit.WORKING_DAYS: _("jours ouvrés"), Unit.MONTHS: _("mois")}
SILENCES: Mapping[Silence, Any] = {
    Silence.NOTHING: _("ne vaut rien : l’avis reste attendu"),
    Silence.FAVOURABLE: _("vaut avis favorable"),
    Silence.UNFAVOURABLE: _("vaut avis défavorable"),
}
UNIT_CHOICES = tuple((unit.value, name) for unit, name in UNITS.items())
SILENCE_CHOICES = tuple((silence.value, name) for silence, name in SILENCES.items())
NAMES: Mapping[Fate, Any] = {
    Fate.UNANSWERED: _("sans réponse"),
    Fate.IGNORED: _("rendu, resté sans suite"),
    Fate.SOON: _("réponse attendue bientôt"),
    Fate.RUNNING: _("réponse attendue"),
    Fate.TO_USE: _("rendu, suite à dire"),
    Fate.USED: _("rendu, suite donnée"),
    Fate.WITHDRAWN: _("retirée"),
}
TO_SETTLE = frozenset({Fate.UNANSWERED, Fate.IGNORED})


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rules read of a request; `used` is the day its use was told."""

    due: dt.date
    answered: dt.date | None = None
    used: dt.date | None = None
    withdrawn: dt.date | None = None


def due_day(asked: dt.date, number: int, unit: Unit, off: IsOff) -> dt.date:
    """The last day to answer; raises `ValueError` for a delay that is not positive."""
    if number < 1:
        raise ValueError("a delay has at least one day or month")
    if unit == Unit.MONTHS:
        return _working(add_months(asked, number), off)
    day, left = asked, number
    while left:
        day += dt.timedelta(days=1)
        left -= not off(day)
    return day


def _working(day: dt.date, off: IsOff) -> dt.date:
    while off(day):
        day += dt.timedelta(days=1)
    return day


def fate(asked: Asked, on: dt.date) -> Fate:
    """Where it stands on this day; what came later is not known yet."""
    if asked.withdrawn is not None and asked.withdrawn <= on:
        return Fate.WITHDRAWN
    if asked.answered is not None and asked.answered <= on:
        return _after_answer(asked, asked.answered, on)
    if asked.due < on:
        return Fate.UNANSWERED
    return Fate.SOON if (asked.due - on).days <= SOON_DAYS else Fate.RUNNING


def _after_answer(asked: Asked, answered: dt.date, on: dt.date) -> Fate:
    if asked.used is not None and asked.used <= on:
        return Fate.USED
    return Fate.IGNORED if (on - answered).days > USED_WITHIN_DAYS else Fate.TO_USE


def days_late(asked: Asked, on: dt.date) -> int:
    """Days after the due day that it came, or has been missing; 0 in time."""
    came = asked.answered if asked.answered is not None and asked.answered <= on else on
    return max(0, (came - asked.due).days)

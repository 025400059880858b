"""An advisor's week: what asks for an act of theirs, and when; what asks for none is left out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

AHEAD = 14  # days ahead that a week shows
END_AHEAD = 180  # an agreement that ends is worked on half a year before
MINUTES_AFTER = 14  # days after which a meeting without minutes asks for them


class Group(StrEnum):
    """The parts of the week, in the order a person reads them."""

    LATE = "late"
    DUE = "due"
    MEETINGS = "meetings"
    ENDING = "ending"
    DRAFTS = "drafts"


TITLES: Mapping[Group, Any] = {
    Group.LATE: _("En retard"),
    Group.DUE: _("À faire dans les deux semaines"),
    Group.MEETINGS: _("Réunions"),
    Group.ENDING: _("Conventions qui se terminent"),
    Group.DRAFTS: _("Brouillons qui attendent"),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing to do. `day`: by when, or since when; `what` says it, `said` says why and for whom."""

    group: Group
    day: dt.date | None
    what: str
    said: str = ""
    where: str = ""
    href: str = ""


def group_of(day: dt.date, on: dt.date, ahead: int = AHEAD) -> Group | None:
    """Where something due this day goes; None when it can wait. Due today is not late."""
    if day < on:
        return Group.LATE
    return Group.DUE if (day - on).days <= ahead else None


def ordered(acts: Iterable[Act]) -> dict[Group, list[Act]]:
    """The acts by group, the earliest day first; groups without any are left out."""
    found: dict[Group, list[Act]] = {group: [] for group in Group}
    for act in acts:
        found[act.group].append(act)
    last = dt.date.max
    return {
        group: sorted(held, key=lambda act: (act.day or last, act.what))
        for group, held in found.items()
        if held
    }

"""Promises: where each stands on a day, and how many a body kept on time.

A body's share is counted over the promises whose day has passed, kept or not: counting those kept
early and leaving out those not yet due would flatter. One lifted before its day leaves the count;
lifted after it, it stays broken (row 002-07).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _

SOON_DAYS = 30
LEAST_FOR_RATE = 5  # below, counts alone are told


class Fate(StrEnum):
    """Where a promise stands on a day."""

    LATE = "late"
    SOON = "soon"
    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    RELEASED = "released"


NAMES: Mapping[Fate, Any] = {
    Fate.LATE: _("en retard"),
    Fate.SOON: _("échéance proche"),
    Fate.OPEN: _("en cours"),
    Fate.KEPT: _("tenu à temps"),
    Fate.KEPT_LATE: _("tenu en retard"),
    Fate.RELEASED: _("levé d’un commun accord"),
}
STILL = frozenset({Fate.LATE, Fate.SOON, Fate.OPEN})


@dataclass(frozen=True, slots=True)
class Promise:
    """What the rules read of a promise; `body` is the key of who owes it."""

    body: str
    due: dt.date | None = None
    done: dt.date | None = None
    released: dt.date | None = None
    quantity: Decimal | None = None
    done_quantity: Decimal | None = None


def fate(promise: Promise, on: dt.date) -> Fate:
    """Where it stands on this day; what came later is not known yet. Due today is not late."""
    if promise.done is not None and promise.done <= on:
        in_time = promise.due is None or promise.done <= promise.due
        return Fate.KEPT if in_time else Fate.KEPT_LATE
    if promise.released is not None and promise.released <= on:
        return Fate.RELEASED
    if promise.due is None:
        return Fate.OPEN
    if promise.due < on:
        return Fate.LATE
    return Fate.SOON if (promise.due - on).days <= SOON_DAYS else Fate.OPEN


def share_done(promise: Promise) -> Decimal | None:
    """The part of the quantity that is done, from 0 up; None without a quantity."""
    if not promise.quantity or promise.done_quantity is None:
        return None
    return promise.done_quantity / promise.quantity


@dataclass(frozen=True, slots=True)
class Kept:
    """A body's promises on a day: `passed` are those whose day has passed, lifted in time left out.

    kept + kept_late + late + lifted_late = passed. `open` still run, `undated` have no day,
    `lifted` were released in time, `early` were kept before a day that is still to come.
    """

    passed: int = 0
    kept: int = 0
    kept_late: int = 0
    late: int = 0
    lifted_late: int = 0
    open: int = 0
    early: int = 0
    undated: int = 0
    lifted: int = 0

    @property
    def rate(self) -> float | None:
        """Kept on time over passed; None under five passed promises."""
        return self.kept / self.passed if self.passed >= LEAST_FOR_RATE else None


def record_of(promises: Iterable[Promise], on: dt.date) -> Kept:
    """What these promises come to on this day."""
    counts: dict[str, int] = {}
    for promise in promises:
        place = _place(promise, on)
        counts[place] = counts.get(place, 0) + 1
    passed = sum(counts.get(name, 0) for name in ("kept", "kept_late", "late", "lifted_late"))
    return Kept(passed=passed, **counts)


def _place(promise: Promise, on: dt.date) -> str:
    stands = fate(promise, on)
    if promise.due is None:
        return "lifted" if stands == Fate.RELEASED else "undated"
    if stands == Fate.RELEASED:
        after = promise.released is not None and promise.released > promise.due
        return "lifted_late" if after else "lifted"
    if promise.due >= on:
        return "early" if stands == Fate.KEPT else "open"
    return str(stands.value)


def by_body(promises: Iterable[Promise], on: dt.date) -> dict[str, Kept]:
    """The record of each body that owes any."""
    owed: dict[str, list[Promise]] = {}
    for promise in promises:
        owed.setdefault(promise.body, []).append(promise)
    return {body: record_of(theirs, on) for body, theirs in owed.items()}

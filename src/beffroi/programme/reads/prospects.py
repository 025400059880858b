"""Towns of a body's area that have no agreement with it, and why to go there; drafts from a diagnosis."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from beffroi.observatory import reads as observatory
from beffroi.observatory.rules.findings import findings, hotspot
from beffroi.premises import reads as premises
from beffroi.programme.models import Agreement, ProgrammeMember
from beffroi.programme.reads.agreements import of_body
from beffroi.programme.reads.head import last_day
from beffroi.programme.rules.life import BINDING, OVER
from beffroi.programme.rules.proposals import BY_TOPIC, Proposal
from beffroi.programme.rules.prospects import Reason, Signals, reasons, stratum, weight
from beffroi.territory import reads as territory
from beffroi.territory.models import Organisation, Town
from beffroi.territory.reads.rights import areas_of, ground_of


@dataclass(frozen=True, slots=True)
class Prospect:
    """A town to go and see; `draft` is an agreement already begun with it."""

    town: Town
    reasons: list[Reason]
    weight: int
    stratum: Any
    draft: Agreement | None


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of the diagnosis with the action it proposes, and the value that starts it."""

    key: str
    sentence: str
    proposal: Proposal
    on: dt.date
    baseline: Decimal | None


def prospects_of(body: Organisation, on: dt.date) -> list[Prospect]:
    """Towns of the area without an agreement in force with this body, those that call most first.

    A town that nothing calls to is left out. One query a town beyond a fixed number.
    """
    theirs = list(of_body(body, on).select_related("town").filter(town__isnull=False))
    bound = {row.town_id for row in theirs if row.state in BINDING and _runs(row, on)}
    towns = [town for town in towns_of(body, on) if town.pk not in bound]
    members = _memberships(towns, on)
    found = [_prospect(town, theirs, members.get(town.insee_code, ()), on) for town in towns]
    called = [one for one in found if one.reasons]
    return sorted(called, key=lambda one: (-one.weight, one.town.name))


def towns_of(body: Organisation, on: dt.date) -> list[Town]:
    """The towns open here that a body's area holds, by name."""
    area = areas_of([body.pk], on).get(body.pk)
    if area is None:
        return []
    return [town for town in territory.towns() if area.reaches(ground_of(town))]


def _runs(row: Agreement, on: dt.date) -> bool:
    last = last_day(row)
    return last is None or last >= on


def _memberships(towns: Iterable[Town], on: dt.date) -> dict[str, tuple[str, ...]]:
    rows = ProgrammeMember.objects.filter(
        insee_code__in=[town.insee_code for town in towns], valid__contains=on, recorded__upper_inf=True
    )  # fmt: skip
    found: dict[str, tuple[str, ...]] = {}
    for code, name in rows.order_by("programme__name").values_list("insee_code", "programme__name"):
        found[code] = (*found.get(code, ()), name)
    return found


def _prospect(
    town: Town, theirs: list[Agreement], programmes: tuple[str, ...], on: dt.date
) -> Prospect:
    rows = [row for row in theirs if row.town_id == town.pk]
    ends = [last for row in rows if row.state in OVER | BINDING and (last := last_day(row))]
    drafts = [row for row in rows if row.state not in OVER and row.state not in BINDING]
    signals = _signals(town, programmes, max(ends, default=None))
    found = reasons(signals, on)
    name = stratum(town.population)[1]
    return Prospect(town, found, weight(found), name, drafts[0] if drafts else None)


def _signals(town: Town, programmes: tuple[str, ...], ended_on: dt.date | None) -> Signals:
    day = last_known(town)
    seen = observatory.panorama(town, day, perimeter=territory.perimeter(town)) if day else None
    figures = seen.figures if seen else {}
    rate, count, alert = (figures.get(code) for code in ("vacancy_rate", "vacancy_count", "vacancy_alert"))  # fmt: skip
    last = observatory.diagnoses(town).first()
    return Signals(
        population=town.population,
        vacancy=float(rate.value) if rate and rate.verdict == "value" and rate.value is not None else None,
        vacant=int(count.value or 0) if count and count.verdict in ("value", "at_least") else 0,
        ringing=bool(alert and alert.value == "ringing"),
        programmes=programmes,
        ended_on=ended_on,
        diagnosed_on=last.true_on if last else None,
    )  # fmt: skip


def last_known(town: Town) -> dt.date | None:
    """The last day something was seen in a town."""
    return max(premises.known_days(town), default=None)


def found_in(town: Town) -> list[Found]:
    """What the observatory finds today, each with the action it proposes, the heaviest first."""
    day = last_known(town)
    if day is None:
        return []
    seen = observatory.panorama(town, day, perimeter=territory.perimeter(town))
    told = findings(seen.figures, subject="diagnosis", where=hotspot(seen.streets))
    return [
        Found(one.topic, str(one.sentence), BY_TOPIC[one.topic], day, _baseline(seen, one.topic))
        for one in told
        if one.topic in BY_TOPIC
    ]


def _baseline(seen: Any, topic: str) -> Decimal | None:
    figure = seen.figures.get(BY_TOPIC[topic].indicator)
    if figure is None or figure.verdict != "value" or not isinstance(figure.value, int | float):
        return None
    return Decimal(str(round(figure.value, 6)))

"""The data an indicator reads on a page: of a perimeter, of a street, or of the register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from beffroi.observatory import reads
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.churn import still
from beffroi.observatory.rules.figures import Churn, Figure, Frontage, Sights, Spells, Stock
from beffroi.observatory.rules.registry import Indicator
from beffroi.observatory.views.asked import Asked
from beffroi.premises.reads import COMPLETE
from beffroi.premises.reads.hours import hours_seen
from beffroi.premises.rules.hours import HoursTally

_NEVER = dt.date(1900, 1, 1)  # the day of a town nobody has looked at
LAGLESS = {"lag_days": 0}  # the register's reading stops already where closures are settled


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure with the rounds it belongs to; `of_register` when the register was read."""

    figure: Figure
    rounds: tuple[Stock, ...] = ()
    of_register: bool = False
    churn: Churn | None = None


def reading_of(
    asked: Asked, known: Indicator, parameters: Mapping[str, Any], *, of_register: bool
) -> Reading:
    """Compute one indicator as asked."""
    if of_register:
        return _of_register(asked, known, parameters)
    data: Any
    churn = None
    rounds = rounds_of(asked) if known.takes in ("stock", "series") and asked.view.on else ()
    if known.takes == "stock":
        data = rounds[-1] if rounds else Stock(asked.view.on or _NEVER)
        if known.code == "vacancy_alert" and not parameters:
            return Reading(_alert(asked, data, rounds), rounds)
    elif known.takes == "series":
        data = rounds
    elif known.takes == "churn":
        churn = data = _last_churn(asked)
        if churn is None:
            return Reading(still(known.code, **parameters))
    elif known.takes in _PLAIN:
        data = _PLAIN[known.takes](asked)
    else:
        data = _spells(asked, known)
    return Reading(registry.compute(known.code, data, **parameters), rounds, churn=churn)


def has_register(known: Indicator) -> bool:
    """Whether the register can feed this indicator."""
    return (known.takes == "churn" and known.code != "mutation_rate") or known.code == "survival_n"


def _of_register(asked: Asked, known: Indicator, parameters: Mapping[str, Any]) -> Reading:
    register = reads.register_of(asked.view.town)
    if known.code == "survival_n":
        data = register.opened if register else Spells(_NEVER)
        return Reading(registry.compute(known.code, data, **(LAGLESS | dict(parameters))), (), True)
    churn = register.churn() if register else None
    if churn is None:
        return Reading(still(known.code, **parameters), (), True)
    return Reading(registry.compute(known.code, churn, **parameters), (), True, churn)


def rounds_of(asked: Asked) -> tuple[Stock, ...]:
    """The stocks of every known day up to the one asked, oldest first."""
    view = asked.view
    if view.on is None:
        return ()
    days = (*(day for day in view.days if day < view.on), view.on)
    found = reads.stocks_over(
        view.town, days, perimeter=asked.perimeter, street=asked.street, known_on=asked.known_on
    )
    return tuple(found)


def _alert(asked: Asked, stock: Stock, rounds: tuple[Stock, ...]) -> Figure:
    """The alert by the town's own rule, which is a perimeter's: a street is read by its marks."""
    rule = reads.watched(asked.view.town, asked.view.on, asked.perimeter)
    if asked.street is not None:
        rule = tuple((name, value) for name, value in rule if name not in ("ringing", "gone"))
    return reads.alert_of(stock, rounds[:-1], rule)


def _last_churn(asked: Asked) -> Churn | None:
    """What moved between the last two complete rounds up to the day asked."""
    complete = tuple(s.on for s in rounds_of(asked) if (s.coverage.vacancy or 0.0) >= COMPLETE)
    found = reads.churn_over(
        asked.view.town, complete, perimeter=asked.perimeter, known_on=asked.known_on
    )
    return found[-1] if found else None


def street_stocks(asked: Asked) -> list[Any]:
    """The streets of the perimeter, or the one street asked for."""
    if asked.view.on is None:
        return []
    found = reads.street_stocks(
        asked.view.town, asked.view.on, perimeter=asked.perimeter, known_on=asked.known_on
    )
    if asked.street is None:
        return list(found)
    return [one for one in found if one.public_id == asked.street.slug]


def _frontage(asked: Asked) -> Frontage:
    if asked.view.on is None:
        return Frontage()
    return reads.frontage_of(
        asked.view.town,
        asked.view.on,
        perimeter=asked.perimeter,
        street=asked.street,
        known_on=asked.known_on,
    )


def _sights(asked: Asked) -> Sights:
    """Sights age while nobody walks: of the latest known day they are told as of today."""
    on = asked.view.on
    if on is None:
        return Sights(_NEVER)
    if asked.known_on is None and (not asked.view.days or on >= asked.view.days[-1]):
        on = max(on, timezone.localdate())
    return reads.sights_of(
        asked.view.town, on, perimeter=asked.perimeter, street=asked.street, known_on=asked.known_on
    )


def _hours(asked: Asked) -> HoursTally:
    if asked.view.on is None:
        return HoursTally()
    return hours_seen(
        asked.view.town, asked.view.on, perimeter=asked.perimeter, street=asked.street,
        known_on=asked.known_on,
    ).tally  # fmt: skip


_PLAIN: Mapping[str, Callable[[Asked], Any]] = {
    "streets": street_stocks,
    "frontage": _frontage,
    "sights": _sights,
    "hours": _hours,
}


def _spells(asked: Asked, known: Indicator) -> Spells:
    if known.code == "survival_n" or asked.view.on is None:
        return Spells(asked.view.on or _NEVER)
    return reads.vacancy_spells(
        asked.view.town, asked.view.on, perimeter=asked.perimeter, known_on=asked.known_on
    )

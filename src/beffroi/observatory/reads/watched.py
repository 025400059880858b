"""The alert of a page: judged by the town's own rule, as the alerts page judges it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from beffroi.observatory.models import AlertRule
from beffroi.observatory.reads.alerts import complete_before, gone_since, terms_of
from beffroi.observatory.rules import registry
from beffroi.observatory.rules.alert import parameters
from beffroi.observatory.rules.figures import Figure, Stock
from beffroi.observatory.rules.ringing import Terms, past_rate
from beffroi.observatory.rules.series import Crossing, crossings
from beffroi.territory.models import Perimeter, Town

Watched = tuple[tuple[str, Any], ...]  # parameters of `vacancy_alert`, in the order of their names


def watched(town: Town, on: dt.date | None, perimeter: Perimeter | None) -> Watched:
    """What the rule of this perimeter asks on a day, and whether its alert stood then.

    It is counted with the town's data, whose version a changed rule moves. A perimeter without a
    rule in service is read by the usual marks, as the town as a whole.
    """
    slug = perimeter.slug if perimeter else ""
    rules = AlertRule.objects.of(town).filter(perimeter=slug, is_on=True)
    rule = rules.prefetch_related("alerts").order_by("indicator").first()
    if rule is None:
        return ()
    rule.town = town
    found = parameters(terms_of(rule))
    alerts = [one for one in rule.alerts.all() if on and one.rung_on <= on]
    held = next((one for one in alerts if not one.lifted_on or (on and one.lifted_on > on)), None)
    if held is not None and on is not None:
        held.rule = rule
        found |= {"ringing": True, "gone": gone_since(held, perimeter, on)}
    return tuple(sorted(found.items()))


def asked_in(kept: str) -> Watched:
    """A rule back from its JSON."""
    return tuple(sorted(json.loads(kept).items())) if kept else ()


def alert_of(stock: Stock, before: Sequence[Stock], asked: Watched) -> Figure:
    """The alert of one day; it remembers whether it rang on the rounds before."""
    told = dict(asked)
    if not told.get("ringing"):
        told["ringing"] = ringing(before, asked)
    if told.get("rising"):
        told["past"] = _past(before, told)
    return registry.compute("vacancy_alert", stock, **told)


def _past(before: Sequence[Stock], told: dict[str, Any]) -> float | None:
    last = complete_before(before)
    kind = "vacancy_rate_without_low_flow" if told["without_low_flow"] else "vacancy_rate"
    return float(past_rate(last, Terms(indicator=kind))) if last else None


def ringing(before: Sequence[Stock], asked: Watched = ()) -> bool:
    """Whether the alert was on after these rounds."""
    crossed = crossed_of(before, asked)
    return bool(crossed) and crossed[-1].kind == "raised"


def crossed_of(rounds: Sequence[Stock], asked: Watched = ()) -> list[Crossing]:
    """When the alert was raised and lifted, by the marks of the rule."""
    marks = {name: value for name, value in asked if name in _MARKS}
    return crossings(rounds, **marks)


_MARKS = frozenset(
    {
        "threshold",
        "hysteresis",
        "min_excess",
        "min_completeness",
        "min_premises",
        "without_low_flow",
    }
)

"""Alerts of a town, the rules that ring them, and what a rule is judged on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from beffroi.kernel import evidence
from beffroi.observatory.models import Alert, AlertRule
from beffroi.observatory.reads.changes import doors_changed
from beffroi.observatory.reads.printing import redo
from beffroi.observatory.reads.stocks import stocks_over
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.ringing import Terms, group_of
from beffroi.premises import reads as premises
from beffroi.premises.reads import COMPLETE, Changed
from beffroi.territory import reads as territory
from beffroi.territory.models import Perimeter, Town

LOOKED_BACK = 12  # last days on which somebody looked: enough to hold the complete round before


def alerts_of(town: Town) -> QuerySet[Alert]:
    """The alerts of a town, the last one first, with their rules."""
    rows: QuerySet[Alert] = Alert.objects.of(town).select_related("rule")
    return rows.order_by("-number")


def alert_or_404(town: Town, number: int) -> Alert:
    """One alert of a town."""
    return get_object_or_404(Alert.objects.of(town).select_related("rule__town"), number=number)


def rules_of(town: Town) -> list[AlertRule]:
    """The rules of a town; before any worker passed, the usual one, not yet kept."""
    return list(AlertRule.objects.of(town)) or [usual_rule(town)]


def usual_rule(town: Town) -> AlertRule:
    """The rule of a town that set none: 10 % in the perimeter shown first. Not saved."""
    shown = territory.perimeter(town)
    return AlertRule(town=town, perimeter=shown.slug if shown else "")


def rule_or_404(town: Town, number: int) -> AlertRule:
    """One kept rule of a town."""
    return get_object_or_404(AlertRule.objects.of(town).select_related("town"), pk=number)


def rules_to_judge() -> QuerySet[AlertRule]:
    """Rules in service that did not judge the present data of their town yet."""
    rows: QuerySet[AlertRule] = AlertRule.objects.across_towns().filter(is_on=True)
    behind = Q(judged_version=None) | ~Q(judged_version=F("town__data_version"))
    return rows.filter(behind).select_related("town").order_by("pk")


def towns_without_rule() -> QuerySet[Town]:
    """Towns of which something is known, and that have no rule."""
    held = AlertRule.objects.across_towns().filter(town=OuterRef("pk"))
    return Town.objects.filter(~Exists(held), data_version__gt=0).order_by("pk")


def standing(rule: AlertRule) -> Alert | None:
    """The alert of a rule that is not lifted, whatever somebody did with it."""
    found: Alert | None = rule.alerts.filter(lifted_on=None).first()
    return found


def terms_of(rule: AlertRule) -> Terms:
    """A rule as the judgement takes it."""
    return Terms(
        threshold=Fraction(rule.threshold) / 100,
        lift_below=Fraction(rule.lift_below) / 100,
        min_cells=rule.min_cells,
        min_excess=rule.min_excess,
        min_checked=Fraction(rule.min_checked, 100),
        indicator=rule.indicator,
        rising=rule.trend == AlertRule.Trend.RISING,
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """What a rule is judged on: its perimeter on the last day, and the complete round before."""

    perimeter: Perimeter | None
    stock: Stock
    before: Stock | None


def seen_by(rule: AlertRule) -> Seen | None:
    """What is known now of a rule's perimeter; None when nobody looked yet. Five queries."""
    town = rule.town
    days = premises.known_days(town)[-LOOKED_BACK:]
    if not days:
        return None
    perimeter = territory.perimeter(town, rule.perimeter)
    *earlier, last = stocks_over(town, tuple(days), perimeter=perimeter)
    return Seen(perimeter, last, complete_before(earlier))


def complete_before(stocks: Sequence[Stock]) -> Stock | None:
    """The last of these rounds that saw every door; None when none did."""
    whole = [s for s in stocks if s.total and (s.coverage.vacancy or 0.0) >= COMPLETE]
    return whole[-1] if whole else None


def doors_moved(
    town: Town, perimeter: Perimeter | None, before: dt.date, after: dt.date
) -> list[dict[str, Any]]:
    """The doors that moved the rate between two days, as an alert keeps them. Two queries."""
    merged = premises.merged_away(town)
    doors = doors_changed(town, before, after, perimeter=perimeter)
    told = [
        (door, group_of(door.before, door.after, merged=door.public_id in merged)) for door in doors
    ]
    return [_door(door, group) for door, group in told if group]


def _door(door: Changed, group: str) -> dict[str, Any]:
    return {
        "group": group,
        "public_id": door.public_id,
        "name": (door.name_after if group in ("refilled", "joined") else door.name_before),
        "where": " ".join(part for part in (door.house_number, door.street) if part),
    }


def gone_since(alert: Alert, perimeter: Perimeter | None, on: dt.date) -> int:
    """Premises that left trade since an alert rang, for anything but another shop."""
    if on <= alert.rung_on:
        return 0
    doors = doors_moved(alert.rule.town, perimeter, alert.rung_on, on)
    return sum(door["group"] == "left" for door in doors)


def alert_to_redo(alert: Alert) -> str:
    """Why the figure of an alert no longer holds; empty while what it rests on stands."""
    return next((why for node in evidence.of_publication(alert.key) if (why := redo(node))), "")

"""The life of alerts: a rule is judged, rings, is taken in hand, is lifted; nothing rings twice."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

import beffroi
from beffroi.accounts.models import Person
from beffroi.kernel import audit, evidence
from beffroi.kernel.models import EvidenceNode
from beffroi.observatory.models import Alert, AlertRule
from beffroi.observatory.reads import alerts as reads
from beffroi.observatory.reads.alerts import Seen
from beffroi.observatory.rules.ringing import Judged, State, Terms, judge, step
from beffroi.observatory.writes.telling import tell_alert
from beffroi.premises import reads as premises
from beffroi.territory import writes as territory
from beffroi.territory.models import Town

FORMULA = "alert.v1"


def give_usual_rules() -> int:
    """A rule to each town that set none; how many were given."""
    given = 0
    for town in reads.towns_without_rule():
        usual = reads.usual_rule(town)
        _row, new = AlertRule.objects.across_towns().get_or_create(
            town=town, perimeter=usual.perimeter, indicator=usual.indicator
        )
        given += new
    return given


@transaction.atomic
def judge_rule(rule: AlertRule) -> Alert | None:
    """Judge one rule on what is known now; the alert it rang, or that it lifted, if any.

    Two workers take turns; the second finds the alert standing. The version noted is the one seen
    first: what came meanwhile is judged at the next pass.
    """
    rule = AlertRule.objects.across_towns().select_for_update(of=("self",)).select_related("town").get(pk=rule.pk)  # fmt: skip
    version, seen, held = rule.town.data_version, reads.seen_by(rule), reads.standing(rule)
    changed = None
    if rule.is_on and seen is not None:
        changed = _judge(rule, seen, held)
    AlertRule.objects.across_towns().filter(pk=rule.pk).update(judged_version=version)
    return changed


def _judge(rule: AlertRule, seen: Seen, held: Alert | None) -> Alert | None:
    terms = reads.terms_of(rule)
    gone = reads.gone_since(held, seen.perimeter, seen.stock.on) if held else 0
    found = judge(seen.stock, terms, standing=held is not None, gone=gone, before=seen.before)
    if found.kind == "rings":
        return _ring(rule, seen, found, terms)
    if held is not None and found.kind == "lifts":
        return _lift(held, seen, found)
    return None


def _ring(rule: AlertRule, seen: Seen, found: Judged, terms: Terms) -> Alert:
    before = seen.before.on if seen.before else None
    doors = reads.doors_moved(rule.town, seen.perimeter, before, seen.stock.on) if before else []
    row = Alert.objects.create(
        rule=rule, number=_next_number(rule.town), rung_on=seen.stock.on,
        noticed_on=timezone.localdate(), place=_place(rule.town, seen),
        figure=_kept(found, terms), doors=doors, since=before,
    )  # fmt: skip
    _enter(row, seen)
    audit.record("observatory.alert_rung", by=None, **_named(row), **_words(row.figure))
    tell_alert(row, "rung")
    return row


def _lift(row: Alert, seen: Seen, found: Judged) -> Alert:
    row.lifted_on, row.lifted_figure = seen.stock.on, dict(found.inputs)
    row.state = State.CLOSED
    row.save(update_fields=["lifted_on", "lifted_figure", "state"])
    audit.record("observatory.alert_lifted", by=None, **_named(row), **_words(row.lifted_figure))
    tell_alert(row, "lifted")
    return row


def _kept(found: Judged, terms: Terms) -> dict[str, Any]:
    asked = {
        "threshold": float(terms.threshold), "lift_below": float(terms.lift_below),
        "min_cells": terms.min_cells, "min_excess": terms.min_excess,
        "min_checked": float(terms.min_checked), "indicator": terms.indicator,
    }  # fmt: skip
    return {**found.inputs, "asked": asked}


def _words(figure: dict[str, Any]) -> dict[str, Any]:
    return {"vacant": figure["vacant"], "total": figure["total"]}


def _place(town: Town, seen: Seen) -> str:
    return seen.perimeter.name if seen.perimeter else town.name


def _next_number(town: Town) -> int:
    Town.objects.select_for_update(no_key=True).get(pk=town.pk)
    last = Alert.objects.of(town).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _enter(row: Alert, seen: Seen) -> None:
    """The figure in the ledger: a source withdrawn later marks it « à refaire »."""
    town, figure = row.rule.town, row.figure
    sources = premises.sources_on(town, row.rung_on, perimeter=seen.perimeter)
    told = seen.stock.coverage
    evidence.publish(
        [
            EvidenceNode(
                publication_key=row.key, town_key=town.insee_code,
                perimeter_key=seen.perimeter.key if seen.perimeter else "",
                code=row.rule.indicator, formula_id=FORMULA, code_version=beffroi.__version__,
                true_on=row.rung_on, known_on=timezone.now(), figure=figure,
                coverage={"vacancy": told.vacancy, "stock": told.stock}, secrecy="none_needed",
                source_keys=[source.key for source in sources],
            )
        ]
    )  # fmt: skip


@transaction.atomic
def change_rule(*, rule: AlertRule, by: Person) -> AlertRule:
    """Keep a rule as a form set it, and judge with it at once."""
    rule.changed_at, rule.changed_by, rule.judged_version = timezone.now(), by.key, None
    rule.save()
    territory.touch(rule.town)  # what was counted of the town tells its alert by the rule
    audit.record(
        "observatory.alert_rule_changed", by=by, town=rule.town.insee_code,
        on=f"alert_rule/{rule.pk}", threshold=str(rule.threshold), perimeter=rule.perimeter,
    )  # fmt: skip
    judge_rule(rule)
    return rule


@transaction.atomic
def acknowledge(*, alert: Alert, done: str, by: Person) -> Alert:
    """Take an alert in hand, saying what is done; said again, the last word stands, the journal
    keeps the others. Raises `StepError`."""
    row = _locked(alert)
    row.state = step(row.state, "acknowledge")
    row.done, row.acknowledged_at, row.acknowledged_by = done, timezone.now(), by.key
    row.save(update_fields=["state", "done", "acknowledged_at", "acknowledged_by"])
    audit.record("observatory.alert_acknowledged", by=by, **_named(row), done=done[:200])
    return row


@transaction.atomic
def close(*, alert: Alert, outcome: str, by: Person) -> Alert:
    """Put an alert away before the rate is back; it does not ring again for the same rise.

    Raises `StepError`.
    """
    row = _locked(alert)
    row.state = step(row.state, "close")
    row.outcome, row.closed_at, row.closed_by = outcome, timezone.now(), by.key
    row.save(update_fields=["state", "outcome", "closed_at", "closed_by"])
    audit.record("observatory.alert_closed", by=by, **_named(row), outcome=outcome[:200])
    return row


def _locked(alert: Alert) -> Alert:
    rows = Alert.objects.across_towns().select_for_update(of=("self",))
    found: Alert = rows.select_related("rule__town").get(pk=alert.pk)
    return found


def _named(row: Alert) -> dict[str, Any]:
    """The alert, as the journal names it."""
    town = row.rule.town.insee_code
    return {"town": town, "on": row.key, "number": row.number, "place": row.place}

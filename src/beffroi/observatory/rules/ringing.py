"""When a rule rings, when it stands, when it is lifted; what one does with an alert."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from beffroi.observatory.rules.answers import too_few, unchecked, vacancy_unknown
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.sentences import Sentence, count, percent, say
from beffroi.observatory.rules.states import OUT_STATES, SHOP_STATES, VACANT_STATES
from beffroi.observatory.rules.terms import Terms, base_of, past_rate

Kind = Literal["rings", "stands", "lifts", "watch", "quiet", "cannot_tell"]


class State(StrEnum):
    """What somebody did with an alert."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


STATES = [
    (State.OPEN.value, _("à prendre en charge")),
    (State.ACKNOWLEDGED.value, _("prise en charge")),
    (State.CLOSED.value, _("close")),
]
# state → where each act leads; docs/algorithms/alerts.md draws it
STEPS: Mapping[State, Mapping[str, State]] = {
    State.OPEN: {"acknowledge": State.ACKNOWLEDGED, "close": State.CLOSED},
    State.ACKNOWLEDGED: {"acknowledge": State.ACKNOWLEDGED, "close": State.CLOSED},
    State.CLOSED: {},
}


class StepError(ValueError):
    """What was asked cannot be done with an alert in this state; the sentence says so."""


def step(state: str, act: str) -> State:
    """The state an act leads to. Raises `StepError`."""
    found = STEPS[State(state)].get(act)
    if found is None:
        raise StepError(str(_("Cette alerte est close : elle ne change plus.")))
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a rule on a day: `inputs` are the counts it rests on, by name."""

    kind: Kind
    inputs: Mapping[str, Any]
    sentence: str | Sentence = ""


def judge(
    stock: Stock, terms: Terms, *, standing: bool, gone: int = 0, before: Stock | None = None
) -> Judged:
    """Whether a rule rings on a stock.

    Formula: rings when vacant - threshold * base >= min_excess; once standing, lifted when
    (vacant + gone) / (base + gone) < lift_below, where `gone` counts the shops that left the stock
    since it rang for anything but another shop: turned into flats, they do not silence it.
    `before` is the complete round before, asked of a rule that rings only on a rise.
    A partial round may raise an alert (unseen doors only add to it) and never lifts one.
    """
    past = past_rate(before, terms) if before is not None else None
    return judged(stock, terms, standing=standing, gone=gone, past=past)


def judged(
    stock: Stock, terms: Terms, *, standing: bool, gone: int = 0, past: Fraction | None = None
) -> Judged:
    """`judge`, where only the rate of the complete round before is known."""
    base, vacant = base_of(stock, terms.indicator), stock.vacant
    inputs = _counted(stock, terms, base, gone)
    if stock.coverage.vacancy is None:
        return Judged("cannot_tell", inputs, vacancy_unknown(inputs).sentence)
    if base < max(1, terms.min_cells):
        return Judged("cannot_tell", inputs, too_few(base, inputs).sentence)
    if standing:
        return _while_standing(stock, terms, base, gone, inputs)
    over = vacant - terms.threshold * base
    if over >= terms.min_excess and over >= 0:
        return _rising(terms, Fraction(vacant, base), past, inputs)
    refused = unchecked(stock.coverage, float(terms.min_checked), inputs)
    if refused is not None:
        return Judged("cannot_tell", inputs, refused.sentence)
    return Judged("watch" if over >= 0 else "quiet", inputs)


def _counted(stock: Stock, terms: Terms, base: int, gone: int) -> dict[str, Any]:
    rate = stock.vacant / base if base > 0 else None
    excess = float(stock.vacant - terms.threshold * base)
    return {
        "vacant": stock.vacant, "total": base, "rate": rate, "excess": excess, "gone": gone,
        "completeness": stock.coverage.vacancy,
    }  # fmt: skip


def _while_standing(
    stock: Stock, terms: Terms, base: int, gone: int, inputs: Mapping[str, Any]
) -> Judged:
    kept = Fraction(stock.vacant + gone, base + gone)
    if (stock.coverage.vacancy or 0.0) < terms.min_checked:
        return Judged("stands", inputs, partial(stock))
    if kept < terms.lift_below:
        return Judged("lifts", inputs)
    rate = Fraction(stock.vacant, base)
    return Judged("stands", inputs, _gone(rate, kept, gone) if rate < terms.lift_below else "")


def _rising(
    terms: Terms, rate: Fraction, past: Fraction | None, inputs: Mapping[str, Any]
) -> Judged:
    if not terms.rising:
        return Judged("rings", inputs)
    if past is None:
        text = _("Au-dessus du seuil, sans relevé complet antérieur pour dire si le taux monte.")
        return Judged("watch", inputs, say(text))
    if rate > past:
        return Judged("rings", inputs)
    text = _("Au-dessus du seuil, mais le taux ne monte pas : il était de %(past)s.")
    return Judged("watch", inputs, say(text, past=percent(past)))


def partial(stock: Stock) -> Sentence:
    """Said of a round that did not see every door."""
    text = _("On ne peut pas conclure : %(checked)s des portes vérifiées.")
    return say(text, checked=percent(stock.coverage.vacancy or 0.0, 0))


def _gone(rate: Fraction, kept: Fraction, gone: int) -> Sentence:
    plural = ngettext_lazy(
        "Le taux est redescendu à %(rate)s, mais %(count)s local a quitté le commerce : vide et "
        "compté, il le porterait à %(kept)s. L’alerte reste.",
        "Le taux est redescendu à %(rate)s, mais %(count)s locaux ont quitté le commerce : vides et "
        "comptés, ils le porteraient à %(kept)s. L’alerte reste.",
        "n",
    )
    return say(plural, n=gone, count=count(gone), rate=percent(rate), kept=percent(kept))


GROUPS = {
    "emptied": _("Devenus vides"),
    "left": _("Sortis du commerce"),
    "merged": _("Réunis à un autre local"),
    "refilled": _("Repris"),
    "joined": _("Nouveaux locaux"),
}


def group_of(before: str | None, after: str | None, *, merged: bool) -> str:
    """How a door moved the rate between two days; empty when it did not.

    A vacant premises that becomes a flat or is pulled down « left »; absorbed by its neighbour, it
    « merged ».
    """
    was, now = before in SHOP_STATES, after in SHOP_STATES
    if was and now:
        empty = (before in VACANT_STATES, after in VACANT_STATES)
        return {(False, True): "emptied", (True, False): "refilled"}.get(empty, "")
    if was and after in OUT_STATES:
        return "merged" if merged else "left"
    return "joined" if now and (before is None or before in OUT_STATES) else ""


def grouped(doors: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Doors kept with an alert, by what happened to them, in the order of `GROUPS`."""
    rows = list(doors)
    found = [
        {"key": key, "title": title, "doors": [door for door in rows if door["group"] == key]}
        for key, title in GROUPS.items()
    ]
    return [group for group in found if group["doors"]]

"""The 10 % alert: it rings late enough to be believed, and stops late enough not to flicker."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _

from beffroi.observatory.rules.answers import FIELD_ROUND, Answer
from beffroi.observatory.rules.figures import Stock
from beffroi.observatory.rules.registry import indicator
from beffroi.observatory.rules.ringing import Terms, base_of, judged, partial
from beffroi.observatory.rules.sentences import percent, say

STATES = {
    "quiet": _("pas d’alerte"),
    "watch": _("à surveiller"),
    "ringing": _("alerte"),
}


WITHOUT = "vacancy_rate_without_low_flow"


def _exact(ratio: float) -> Fraction:
    return Fraction(str(ratio))


def terms(
    *,
    threshold: float = 0.10,
    hysteresis: float = 0.01,
    min_excess: int = 2,
    min_completeness: float = 0.9,
    min_premises: int = 20,
    without_low_flow: bool = False,
    rising: bool = False,
) -> Terms:
    """What a rule asks, from the parameters of the indicator."""
    return Terms(
        threshold=_exact(threshold),
        lift_below=_exact(threshold) - _exact(hysteresis),
        min_cells=min_premises,
        min_excess=min_excess,
        min_checked=_exact(min_completeness),
        indicator=WITHOUT if without_low_flow else "vacancy_rate",
        rising=rising,
    )


def parameters(asked: Terms) -> dict[str, Any]:
    """A rule as parameters of the indicator: the way back from `terms`."""
    return {
        "threshold": float(asked.threshold),
        "hysteresis": float(asked.threshold - asked.lift_below),
        "min_excess": asked.min_excess,
        "min_completeness": float(asked.min_checked),
        "min_premises": asked.min_cells,
        "without_low_flow": asked.indicator == WITHOUT,
        "rising": asked.rising,
    }


def state(stock: Stock, *, ringing: bool, **asked: Any) -> str:
    """The alert of a stock whose every door was seen: that of `ringing.judge`, by the same rule.

    It begins when `min_excess` premises must be let to come back to the threshold, so that
    5 of 45 (half a premises too many) is only watched when 50 of 450 (five too many) rings.
    Once begun it stays until the rate falls below threshold - hysteresis.
    """
    seen = replace(stock, coverage=replace(stock.coverage, vacancy=1.0))
    return _STATE.get(judged(seen, terms(min_premises=1, **asked), standing=ringing).kind, "quiet")


_STATE = {"rings": "ringing", "stands": "ringing", "watch": "watch", "lifts": "quiet"}


@indicator(
    code="vacancy_alert",
    label=_("Alerte vacance"),
    formula_id="vacancy_alert.v1",
    formula=_("alerte si locaux vacants − seuil × ensemble des locaux atteint la marge demandée"),
    unit="class",
    takes="stock",
    needs=FIELD_ROUND,
    source=_("seuil de 10 % : « action massive », conventions de revitalisation"),
    slugs=("alerte-vacance", "vacancy-alert"),
    inputs=("rate", "vacant", "total", "excess", "gone", "completeness"),
    classes=STATES,
)
def vacancy_alert(
    stock: Stock,
    *,
    threshold: float = 0.10,
    hysteresis: float = 0.01,
    min_excess: int = 2,
    ringing: bool = False,
    min_completeness: float = 0.9,
    min_premises: int = 20,
    gone: int = 0,
    without_low_flow: bool = False,
    rising: bool = False,
    past: float | None = None,
) -> Answer:
    """Whether vacancy calls for action: quiet, watch or ringing.

    Formula: ringing when vacant - threshold * total >= min_excess; then until rate < threshold - hysteresis
    (`gone`: shops that left trade since it rang, vacant and counted still); the town's own rule gives
    the marks (`ringing.judge`, the one the alerts page follows)
    Unit: class
    Source: 10 % of revitalisation agreements (Brive set 16.5 %); hysteresis and margin are ours
    """
    asked = terms(
        threshold=threshold, hysteresis=hysteresis, min_excess=min_excess, rising=rising,
        min_completeness=min_completeness, min_premises=min_premises,
        without_low_flow=without_low_flow,
    )  # fmt: skip
    before = None if past is None else _exact(past)
    found = judged(stock, asked, standing=ringing, gone=gone, past=before)
    if found.kind == "cannot_tell":
        return Answer("cannot_tell", None, found.inputs, found.sentence)
    kind = _STATE.get(found.kind, "quiet")
    return Answer("value", kind, found.inputs, found.sentence or _because(kind, stock, asked))


def _because(found: str, stock: Stock, asked: Terms) -> Any:
    base = base_of(stock, asked.indicator)
    if found == "ringing" and (stock.coverage.vacancy or 0.0) < asked.min_checked:
        return partial(stock)
    if found != "watch":
        return ""
    text = _("%(rate)s, mais à un local près du seuil de %(threshold)s : à surveiller.")
    if stock.vacant - asked.threshold * base > 1:
        text = _("%(rate)s, à peine au-dessus du seuil de %(threshold)s : à surveiller.")
    rate = percent(Fraction(stock.vacant, base))
    return say(text, rate=rate, threshold=percent(float(asked.threshold)))
